"""Servers of the journeys: each file walks on its own copy of the demonstration banner; files that say `READS_ONLY`
share one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.walker import DRAWN_MS
from tests.conftest import copy_sample
from tests.processes import Server, launch

expect.set_options(timeout=DRAWN_MS)


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest) -> Server:
    reads_only = getattr(request.module, "READS_ONLY", False)
    return request.getfixturevalue("desk_to_read" if reads_only else "own_desk")


@pytest.fixture(scope="session")
def desk_to_read(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _desk(demonstration_template, tmp_path_factory)


@pytest.fixture(scope="module")
def own_desk(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _desk(demonstration_template, tmp_path_factory)


def _desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = copy_sample(template, tmp_path_factory.mktemp("journey") / "var")
    server = launch("python", settings.database_url, settings.folder)
    yield server
    server.stop()
