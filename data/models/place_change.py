"""The ledger of places: merges, splits, renames and moves, each dated, explained, and undone as a whole if need be."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.place_changes import ChangeKind
from data.models.base import Base, BigId, Id, Instant, PlaceCode, StrEnumType, UtcDateTime


class PlaceChange(Base):
    """`effective_day`: the first day on which it holds. The order of changes is the order of their ids."""

    __tablename__ = "place_change"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(StrEnumType(ChangeKind))
    effective_day: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[Instant]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class PlaceChangeRow(Base):
    """One place that became another. Of the several places of a split, records go to the one `is_default`.

    `makes`: the new place did not exist before. `before` and `after`: what a place that keeps its code was called.
    """

    __tablename__ = "place_change_row"

    change_id: Mapped[int] = mapped_column(ForeignKey("place_change.id"), primary_key=True)
    old_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), primary_key=True)
    new_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), primary_key=True)
    is_default: Mapped[bool] = mapped_column(Boolean)
    makes: Mapped[bool] = mapped_column(Boolean)
    before: Mapped[dict] = mapped_column(JSON)
    after: Mapped[dict] = mapped_column(JSON)


class PlaceChangeRecord(Base):
    """Where an officer said that one record of a split place belongs. `record_table` is the table's name."""

    __tablename__ = "place_change_record"
    __table_args__ = (Index(None, "record_table", "record_id"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("place_change.id"), primary_key=True)
    record_table: Mapped[str] = mapped_column(String(24), primary_key=True)
    record_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    new_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
