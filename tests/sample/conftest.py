"""The demonstration banner on a fixed day, made once, only read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.migrations import migrate
from data.runtime import Runtime, Settings, open_runtime
from data.sample.build import build_sample
from data.sample.size import DEMONSTRATION, Size
from data.services.context import Context

NOW = dt.datetime(2026, 4, 9, 1, 30, tzinfo=dt.UTC)  # Thursday 09:30 in Beijing
TODAY = dt.date(2026, 4, 9)


def build_on(url: str, folder: Path, size: Size) -> Runtime:
    migrate(url)
    runtime = open_runtime(Settings(url, folder))
    with runtime.writing(None, now=NOW) as ctx:
        build_sample(ctx, size)
    return runtime


@pytest.fixture(scope="session")
def banner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    folder = tmp_path_factory.mktemp("banner")
    runtime = build_on(f"sqlite:///{folder / 'desk.db'}", folder, DEMONSTRATION)
    yield runtime
    runtime.close()


@pytest.fixture
def ctx(banner: Runtime) -> Iterator[Context]:
    with banner.reading(None, now=NOW) as ctx:
        yield ctx
