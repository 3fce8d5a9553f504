"""Records that lie at a place: the code they were written with, and where that place is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, ForeignKey, bindparam, column, event, inspect, select, table, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import PlaceCode

PLACE = table("place", column("code"), column("current_code"))
# Locked, so that the place cannot become another one before the record is there (SQLite has one writer anyway).
NOW = select(PLACE.c.current_code).where(PLACE.c.code == bindparam("code")).with_for_update(read=True)
FORGET = text("DELETE FROM place_change_record WHERE record_table = :name AND record_id = :id")


def as_written(name: str) -> Callable[[DefaultExecutionContext], str]:
    """A column's default for rows inserted in bulk: what is being written into the column `name`."""
    return lambda row: row.get_current_parameters()[name]


class Placed:
    """`place_code` is the place as it was when the record was written, `current_place` as it is now.

    They differ only after a merge, split or move, which writes `current_place` (data/services/place_changes.py).
    """

    current_place: Mapped[PlaceCode] = mapped_column(
        ForeignKey("place.code"), index=True, default=as_written("place_code"),
    )


def keep_now(model: type, written: str, now: str) -> None:
    """Whenever `written` is written, `now` becomes what that place is today.

    What an officer once said of the record in a split was about the place it had then, and is forgotten.
    """
    def find(_mapper: Any, connection: Connection, record: Any) -> None:
        state = inspect(record)
        if state.attrs[written].history.has_changes():
            code = getattr(record, written)
            setattr(record, now, connection.scalar(NOW, {"code": code}) or code)
            if state.persistent and hasattr(record, "id"):
                connection.execute(FORGET, {"name": record.__tablename__, "id": record.id})

    event.listen(model, "before_insert", find, propagate=True)
    event.listen(model, "before_update", find, propagate=True)


keep_now(Placed, "place_code", "current_place")
