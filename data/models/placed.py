"""Records that lie at a place: the code they were written with, and where that place is now."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ForeignKey
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, validates

from data.models.base import PlaceCode


def as_written(column: str) -> Callable[[DefaultExecutionContext], str]:
    """A column's default: what is being written into `column`, for a record is written at a living place."""
    return lambda row: row.get_current_parameters()[column]


class Placed:
    """`place_code` is the place as it was when the record was written, `current_place` as it is now.

    They differ only after a merge, split or move, which writes `current_place` (data/services/place_changes.py).
    """

    current_place: Mapped[PlaceCode] = mapped_column(
        ForeignKey("place.code"), index=True, default=as_written("place_code"),
    )

    @validates("place_code")
    def _lies_there_now(self, _column: str, code: str) -> str:
        self.current_place = code
        return code
