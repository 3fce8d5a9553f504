"""Servers with a small county: signing in and the gate need no history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.migrations import migrate
from data.runtime import Settings, open_runtime
from tests.people import add_accounts, add_county
from tests.processes import Server, launch


def make_small_database(folder: Path, *, with_accounts: bool = True, is_demonstration: bool = False) -> Settings:
    settings = Settings(f"sqlite:///{folder / 'desk.db'}", folder)
    migrate(settings.database_url)
    runtime = open_runtime(settings)
    add_county(runtime, is_demonstration=is_demonstration)
    if with_accounts:
        add_accounts(runtime)
    runtime.close()
    return settings


@pytest.fixture
def small_database(tmp_path: Path) -> Settings:
    return make_small_database(tmp_path / "small")


@pytest.fixture(scope="module")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py` on the small county, shared by the tests of one file."""
    settings = make_small_database(tmp_path_factory.mktemp("small"))
    server = launch("python", settings.database_url, settings.folder)
    yield server
    server.stop()
