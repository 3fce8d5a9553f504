"""Fixtures everybody shares: databases of both kinds, the sample, running servers, the browser."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest
import streamlit.components.v2.manifest_scanner
from xdist.scheduler import LoadScopeScheduling

from data.domain.roles import Actor
from data.migrations import migrate
from data.runtime import Runtime, Settings, open_runtime, set_runtime
from data.sample import seed
from data.sample.size import DEMONSTRATION, SMALL, Size
from data.services.context import Context
from tests import postgres
from tests.desk import Desk
from tests.desk import build as build_desk
from tests.desk import opened as open_desk
from tests.processes import Server, launch
from tests.village import Village, build

# Beijing time must never come by luck from the machine's own zone.
os.environ["TZ"] = "UTC"
time.tzset()

hypothesis.settings.register_profile(
    "desk", deadline=None, derandomize=True, print_blob=True, max_examples=60,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("desk")

HEAVY = ("tests/browser/", "tests/durability/")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)


# --- order, and no way round a test -------------------------------------------------------------------------------


class HeavyTogether(LoadScopeScheduling):
    """The heavy folders are one piece of work for one worker, so that no browser waits for another's processor."""

    def _split_scope(self, nodeid: str) -> str:
        return "heavy" if nodeid.startswith(HEAVY) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> HeavyTogether:
    return HeavyTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy tests begin first: they take longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(HEAVY))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    return _fail_if_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    return _fail_if_skipped(report)


def _fail_if_skipped(report):
    """A test that was skipped, or expected to fail, has shown nothing: it fails."""
    if report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"skipped or expected to fail, which is not allowed here: {report.longrepr}"
    return report


# --- databases ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    url = postgres.create(postgres_server)
    migrate(url)
    yield url
    postgres.drop(postgres_server, url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test alone."""
    return f"sqlite:///{_copy_database(sqlite_template, tmp_path / 'desk.db')}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test alone."""
    url = postgres.create(postgres_server, postgres_template)
    yield url
    postgres.drop(postgres_server, url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Runs the test twice: on SQLite and on PostgreSQL, migrated and empty."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Database and files of a small demonstration banner, made once for the whole run."""
    return _template(tmp_path_factory, SMALL, "small")


@pytest.fixture(scope="session")
def demonstration_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Database and files of the demonstration banner as it is delivered, made once for the whole run."""
    return _template(tmp_path_factory, DEMONSTRATION, "demonstration")


def _template(tmp_path_factory: pytest.TempPathFactory, size: Size, name: str) -> Path:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with _locked(shared / f"{name}.lock"):
        if not (folder / "made").exists():
            _make_sample(folder, size)
            (folder / "made").touch()
    return folder


@pytest.fixture
def sample_settings(sample_template: Path, tmp_path: Path) -> Settings:
    """A copy of the small demonstration banner for this test alone (SQLite)."""
    return copy_sample(sample_template, tmp_path / "sample")


@pytest.fixture
def sample_url(sample_settings: Settings) -> str:
    return sample_settings.database_url


def copy_sample(template: Path, folder: Path) -> Settings:
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns("made", "*.log"))
    return Settings(f"sqlite:///{folder / 'desk.db'}", folder)


def _make_sample(folder: Path, size: Size) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    settings = Settings(f"sqlite:///{folder / 'desk.db'}", folder)
    migrate(settings.database_url)
    runtime = open_runtime(settings)
    seed(runtime, size)
    runtime.close()
    _fold_in_wal(folder / "desk.db")


def _copy_database(source: Path, target: Path) -> Path:
    _fold_in_wal(source)
    return Path(shutil.copy(source, target))


def _fold_in_wal(path: Path) -> None:
    """A copy of the file alone must be whole."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- runtime and context ------------------------------------------------------------------------------------------

ContextFactory = Callable[..., AbstractContextManager[Context]]


@contextmanager
def running(settings: Settings) -> Iterator[Runtime]:
    """`settings` opened as the process's own runtime."""
    runtime = open_runtime(settings)
    set_runtime(runtime)
    try:
        yield runtime
    finally:
        set_runtime(None)
        runtime.close()


@pytest.fixture
def runtime(database_url: str, tmp_path: Path) -> Iterator[Runtime]:
    """An empty migrated database of each kind, as the process's own runtime."""
    with running(Settings(database_url, tmp_path)) as opened:
        yield opened


@pytest.fixture
def sample_runtime(sample_settings: Settings) -> Iterator[Runtime]:
    """The demonstration banner as the process's own runtime."""
    with running(sample_settings) as opened:
        yield opened


@pytest.fixture
def ctx_factory(runtime: Runtime) -> ContextFactory:
    """`with ctx_factory(actor) as ctx:` is one use case on the empty database, committed at the end."""
    def writing(actor: Actor | None = None, lang: str = "zh", now: dt.datetime | None = None):
        return runtime.writing(actor, lang, now)

    return writing


# --- the desk: the real county's places, experts, farms and accounts ------------------------------------------------


@pytest.fixture(scope="session")
def desk_sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = _copy_database(sqlite_template, tmp_path_factory.mktemp("desk") / "desk.db")
    _build_desk(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def desk_postgres_template(
    postgres_server: str, postgres_template: str, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    url = postgres.create(postgres_server, postgres_template)
    _build_desk(url, tmp_path_factory.mktemp("desk"))
    yield url
    postgres.drop(postgres_server, url)


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The desk of `tests/desk.py`, on SQLite and on PostgreSQL, of this test alone."""
    if request.param == "sqlite":
        path = _copy_database(request.getfixturevalue("desk_sqlite_template"), tmp_path / "desk.db")
        with running(Settings(f"sqlite:///{path}", tmp_path)) as runtime:
            yield open_desk(runtime)
        return
    server = request.getfixturevalue("postgres_server")
    url = postgres.create(server, request.getfixturevalue("desk_postgres_template"))
    with running(Settings(url, tmp_path)) as runtime:
        yield open_desk(runtime)
    postgres.drop(server, url)


def _build_desk(url: str, folder: Path) -> None:
    runtime = open_runtime(Settings(url, folder))
    build_desk(runtime)
    runtime.close()


@pytest.fixture
def village(runtime: Runtime) -> Village:
    """The small world of `tests/village.py` on the empty database."""
    return build(runtime)


# --- servers ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def server(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`python app.py` on a copy of the sample; shared by the session, so leave other tests' records alone."""
    settings = copy_sample(sample_template, tmp_path_factory.mktemp("server") / "var")
    running_server = launch("python", settings.database_url, settings.folder)
    yield running_server
    running_server.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """`start_server(mode, database=url, folder=…)`: a fresh server, stopped afterwards (modes: see `launch`)."""
    started: list[Server] = []

    def start(mode: str = "python", *, database: str, folder: Path | None = None, port: int | None = None) -> Server:
        started.append(launch(mode, database, folder or tmp_path / f"server-{len(started)}", port))
        return started[-1]

    yield start
    for each in started:
        each.stop()


# --- browser and screens ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": browser_path(), "args": list(BROWSER_OPTIONS)}


def browser_path() -> str:
    """The Chromium of this machine."""
    found = os.environ.get("DESK_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no browser: run `python3 -m tests`, or set DESK_TEST_BROWSER"
    return found


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture(autouse=True, scope="session")
def quick_screens() -> Iterator[None]:
    """AppTest looks through every installed distribution for component manifests each time; we have none."""
    patch = pytest.MonkeyPatch()
    patch.setattr(streamlit.components.v2.manifest_scanner, "scan_component_manifests", list)
    yield
    patch.undo()
