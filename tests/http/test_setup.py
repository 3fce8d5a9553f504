"""An empty database: its one-time token makes the first administrator, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.domain.roles import Role
from data.runtime import Settings, open_runtime
from data.services.sessions import actor_for_token, make_setup_token
from tests.http.conftest import make_small_database
from tests.people import COUNTY
from tests.processes import Server, launch

GIVEN = {"login": "13900000001", "name": "测试管理员", "password": "头一次 设立 2026"}


def make_empty(folder: Path) -> tuple[Settings, str]:
    settings = make_small_database(folder, with_accounts=False)
    runtime = open_runtime(settings)
    with runtime.writing(None) as ctx:
        token = make_setup_token(ctx, COUNTY)
    runtime.close()
    return settings, token


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server without accounts, and its token; the tests that share it make none."""
    settings, token = make_empty(tmp_path_factory.mktemp("empty"))
    server = launch("python", settings.database_url, settings.folder)
    yield server, token
    server.stop()


def test_the_sign_in_page_leads_to_the_setup(empty: tuple[Server, str]):
    server, _token = empty
    assert "/auth/setup" in server.client().get("/auth/signin").text
    assert server.client().get("/auth/setup").status_code == 200


def test_the_token_makes_one_administrator_once(start_server: Callable[..., Server], tmp_path: Path):
    settings, token = make_empty(tmp_path / "once")
    server = start_server(database=settings.database_url)
    made = server.client().post("/auth/setup", data={**GIVEN, "token": token})
    assert made.status_code == 303
    again = server.client().post("/auth/setup", data={**GIVEN, "login": "second", "token": token})
    assert again.status_code == 400
    assert "已经设立过了" in again.text
    assert server.client().get("/auth/setup").headers["location"] == "/auth/signin"
    assert role_of(server, made.cookies["desk_session"]) is Role.ADMIN


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("token", "guessed", "一次性口令不对"), ("token", "", "一次性口令不对"), ("password", "short", "至少10个字符"),
])
def test_a_wrong_field_makes_nobody_and_keeps_what_was_typed(
    empty: tuple[Server, str], field: str, value: str, sentence: str
):
    server, token = empty
    answer = server.client().post("/auth/setup", data={**GIVEN, "token": token, field: value})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert GIVEN["login"] in answer.text
    assert GIVEN["password"] not in answer.text
    assert "set-cookie" not in answer.headers
    assert server.client().get("/auth/setup").status_code == 200


def role_of(server: Server, token: str) -> Role | None:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        actor = actor_for_token(ctx.session, token, dt.datetime.now(dt.UTC))
    runtime.close()
    return actor and actor.role
