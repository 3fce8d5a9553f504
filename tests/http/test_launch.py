"""A stranger's way in on a fresh server, in each way of launching it, even past the launcher."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.runtime import Settings, open_runtime
from pages.http.listener import disable_nagle
from pages.shared.menu import SCREENS
from tests.conftest import copy_sample
from tests.http.conftest import make_small_database
from tests.people import PASSWORD
from tests.processes import Server, launch
from tests.streams import refused_with, run_screen

WAYS = ("python", "streamlit", "uvicorn")
FORGED = {"X-Forwarded-User": "officer", "X-App-User": "1", "Remote-User": "officer"}
FINDS = "今天".encode()


@pytest.fixture(params=WAYS, scope="module")
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which no screen has ever run: what a stranger sends never reaches one."""
    settings = make_small_database(tmp_path_factory.mktemp(request.param))
    server = launch(request.param, settings.database_url, settings.folder)
    yield server
    server.stop()


@pytest.mark.parametrize("path", ["", *SCREENS, "main", "problems/today", "nonsense"])
def test_every_deep_link_of_a_stranger_ends_at_the_sign_in_page(fresh: Server, path: str):
    answer = fresh.client(headers=FORGED).get(f"/{path}")
    assert (answer.status_code, answer.content) == (303, b"")
    assert answer.headers["location"].startswith("/auth/signin")
    assert refused_with(fresh, **FORGED) == 403


def test_a_session_reaches_its_screens_in_every_way_of_launching(fresh: Server):
    token = fresh.token("officer", PASSWORD)
    assert FINDS in run_screen(fresh, "today", cookie=f"desk_session={token}")


@pytest.fixture(scope="module")
def ungated(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`streamlit run pages/entry/main.py` has no gate: each screen's own guard must hold."""
    settings = copy_sample(sample_template, tmp_path_factory.mktemp("script") / "sample")
    server = launch("script", settings.database_url, settings.folder)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def private_words(ungated: Server) -> set[str]:
    return words_in(Settings(ungated.database_url, ungated.folder))


@pytest.mark.parametrize("path", list(SCREENS))
def test_without_the_launcher_a_stranger_learns_nothing(ungated: Server, private_words: set[str], path: str):
    sent = run_screen(ungated, path, "id=1", **FORGED)
    assert "请先登录".encode() in sent
    assert not [words for words in private_words if words.encode() in sent]


def test_the_listener_sends_small_packets_at_once():
    """Accepted connections inherit the option; the socket is made as Streamlit makes it, without a protocol."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        disable_nagle()
        with socket.create_connection(listener.getsockname()):
            accepted, _address = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_looking_for_the_listener_leaves_nothing_open():
    """A copy of a pipe that stays open keeps whoever reads it waiting for the end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    disable_nagle()
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)


def words_in(settings: Settings) -> set[str]:
    """Whatever of the sample a stranger must not learn: people, their phones, their words."""
    private = (Account.name, Person.name, Person.phone, Expert.name, Farm.name, Problem.text, Problem.asker_phone)
    runtime = open_runtime(settings)
    with runtime.reading(None) as ctx:
        words = {words for column in private for words in ctx.session.scalars(select(column)) if words}
    runtime.close()
    assert len(words) > 1000
    return words
