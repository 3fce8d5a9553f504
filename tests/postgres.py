"""A PostgreSQL for the tests: the one of DESK_TEST_POSTGRES, or a temporary cluster of Debian's binaries."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.processes import spawn

DRIVER = "postgresql+psycopg"
ROOM = 2 * 1024**3  # bytes
SETTINGS = (
    "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
    "shared_buffers=64MB", "max_connections=200", "timezone=UTC",
)


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a database from which others can be made; a temporary cluster ends with the block."""
    given = os.environ.get("DESK_TEST_POSTGRES")
    if given:
        yield make_url(given).set(drivername=DRIVER).render_as_string(hide_password=False)
        return
    folder = Path(tempfile.mkdtemp(prefix="desk-postgres-", dir=_memory()))
    try:
        with _cluster(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> str | None:
    """Where there is room in memory a database is copied six times as fast as on a disk."""
    memory = Path("/dev/shm")  # noqa: S108 a folder of its own is made in it
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else None


def create(server_url: str, template: str | None = None) -> str:
    """A new database, empty or a clone of `template`'s; its URL."""
    name = f"desk_{secrets.token_hex(6)}"
    source = f' TEMPLATE "{make_url(template).database}"' if template else " TEMPLATE template0"
    _administer(server_url, f'CREATE DATABASE "{name}" ENCODING \'UTF8\' STRATEGY FILE_COPY{source}')
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop(server_url: str, url: str) -> None:
    _administer(server_url, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


def _administer(server_url: str, statement: str) -> None:
    plain = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    binaries, as_postgres = _binaries(), _as_postgres()
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    data = folder / "data"
    subprocess.run(
        [*as_postgres, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )
    options = [word for setting in (*SETTINGS, f"unix_socket_directories={folder}") for word in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as output:
        command = [*as_postgres, binaries / "postgres", "-D", data, *options]
        process = spawn(command, stdout=output, stderr=output, cwd=folder)
    url = f"{DRIVER}://postgres@/postgres?host={folder}"
    try:
        _wait_until_up(url, log)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _binaries() -> Path:
    """The newest PostgreSQL of Debian's layout, else the one on the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    found = installed[-1] if installed else shutil.which("postgres")
    if not found:
        raise RuntimeError("no PostgreSQL: run `python3 -m tests`, or set DESK_TEST_POSTGRES")
    return Path(found).parent


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root. A change of user forgets the parent's death signal: set it again."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig", "INT"]


def _wait_until_up(url: str, log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            _administer(url, "SELECT 1")
            return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}") from None
            time.sleep(0.05)
