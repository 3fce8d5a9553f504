"""The schema's steps (Alembic), run from Python: there is no alembic.ini to find or to keep in step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.database import WRITING, make_engine
from data.models import Base

FOLDER = Path(__file__).parent
ADVISORY_LOCK = 1508_2024


class BrokenReferencesError(Exception):
    """A step left rows that point nowhere; it was rolled back."""


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database of `url` up to `revision`, in one transaction. Two servers may call it at once."""
    with _connection(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database of `url` back to `revision`; "base" is the empty database."""
    with _connection(url) as connection:
        command.downgrade(_config(connection), revision)


def head_revision() -> str | None:
    """The newest revision this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current_revision(url: str) -> str | None:
    """The revision the database of `url` is at; None for an empty one."""
    with _connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(url: str) -> bool:
    return current_revision(url) == head_revision()


def differences(url: str) -> list:
    """What the models say that the migrated schema does not, and the other way round; empty when they agree."""
    with _connection(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    """A connection inside one transaction that nobody else migrates beside."""
    engine = make_engine(url).execution_options(**WRITING)
    try:
        with engine.connect() as connection:
            _stop_sqlite_references(connection)
            with connection.begin():
                _serialise(connection)
                yield connection
                _check_references(connection)
    finally:
        engine.dispose()


def _stop_sqlite_references(connection: Connection) -> None:
    """SQLite alters a table by copying it, which live foreign keys forbid; they are checked at the end instead.

    The setting is ignored inside a transaction, so it goes to the driver before one begins.
    """
    driver = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.cursor().execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BrokenReferencesError(broken[:5])


def _serialise(connection: Connection) -> None:
    """SQLite's BEGIN IMMEDIATE already does."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
