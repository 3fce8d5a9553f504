"""What lives as long as the process: settings, engine, file store, fitted ranker.

Built in the server's lifespan, and by jobs, commands and tests.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from data.database import WRITING, make_engine
from data.domain.roles import Actor
from data.filestore import FileStore
from data.identity_key import IdentityKey
from data.rollup.follow import follow_sessions
from data.services.context import Context

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where the database and the files are. `DATABASE_URL` and `DESK_FOLDER` override the embedded default."""

    database_url: str
    folder: Path

    @classmethod
    def from_env(cls) -> Settings:
        folder = Path(os.environ.get("DESK_FOLDER", ROOT / "var"))
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'desk.db'}"
        return cls(url, folder)


@dataclass
class Runtime:
    settings: Settings
    engine: Engine
    files: FileStore
    fitted: dict = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        follow_sessions()
        self._read = sessionmaker(self.engine, expire_on_commit=False)
        self._write = sessionmaker(self.engine.execution_options(**WRITING), expire_on_commit=False)

    @contextmanager
    def reading(self, actor: Actor | None, lang: str = "zh", now: dt.datetime | None = None) -> Iterator[Context]:
        """A context for queries; whatever it changes is rolled back."""
        with self._read() as session:
            yield self._context(session, actor, lang, now)
            session.rollback()

    @contextmanager
    def writing(self, actor: Actor | None, lang: str = "zh", now: dt.datetime | None = None) -> Iterator[Context]:
        """A context for one use case: committed as a whole, or not at all."""
        with self._write() as session, session.begin():
            yield self._context(session, actor, lang, now)

    @cached_property
    def identity_key(self) -> IdentityKey:
        return IdentityKey(self.settings.folder)

    def close(self) -> None:
        self.engine.dispose()

    def _context(self, session: Session, actor: Actor | None, lang: str, now: dt.datetime | None) -> Context:
        return Context(self, session, actor, now or dt.datetime.now(dt.UTC), lang)


def open_runtime(settings: Settings) -> Runtime:
    """Open engine and folder. The database must be migrated (`python3 -m data migrate`)."""
    return Runtime(settings, make_engine(settings.database_url), FileStore(settings.folder / "files"))


_current: list[Runtime] = []


def set_runtime(runtime: Runtime | None) -> None:
    """Make `runtime` the process's own; None takes it away."""
    _current[:] = [] if runtime is None else [runtime]


def current_runtime() -> Runtime:
    """The runtime that the launcher opened; opened from the environment where no launcher ran."""
    if not _current:
        set_runtime(open_runtime(Settings.from_env()))
    return _current[0]
