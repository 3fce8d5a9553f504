"""Lists that came in from Excel, row by row, and what each sender's columns mean."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.imports import Decision, ListState, RowState
from data.models.base import Base, BigId, Id, Instant, PlaceCode, StrEnumType, UtcDateTime


class ImportedList(Base):
    """One file or pasted table. `sha256` names its bytes in the file store; `area_code` is whose officer brought it.

    `seen`: the columns as they stand, [{heading, field, samples}]. `chosen`: heading -> field, or None for a column
    that is not wanted, as corrected by hand. `fills`: field -> value for rows that leave it empty. `skipped`: sheets
    without such a list. `refusal`: {code, message}. `made`: table -> keys of rows that merging made, to be taken away
    when it is undone.
    """

    __tablename__ = "imported_list"
    __table_args__ = (Index(None, "county_code", "id"), Index(None, "sha256", "kind"))

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    area_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    kind: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[ListState] = mapped_column(StrEnumType(ListState))
    seen: Mapped[list] = mapped_column(JSON, default=list)
    chosen: Mapped[dict] = mapped_column(JSON, default=dict)
    fills: Mapped[dict] = mapped_column(JSON, default=dict)
    skipped: Mapped[list] = mapped_column(JSON, default=list)
    refusal: Mapped[dict] = mapped_column(JSON, default=dict)
    made: Mapped[dict] = mapped_column(JSON, default=dict)
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    brought_at: Mapped[Instant]
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    merged_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class ImportedRow(Base):
    """One row of a list: `values` by field as read, `others` by heading where nobody asked for the column.

    `fingerprint` is the same for the same words. `faults`: [{column, value, code, params}]. `record_id`: the known
    record it is, certainly or by decision; `like_id`, `like_row_id`: the record or the earlier row it may be, and
    `likeness` why; 0 for a record that was deleted since. `made_id`: the record that merging made of it, kept when that
    is undone.
    """

    __tablename__ = "imported_row"
    __table_args__ = (
        Index(None, "list_id", "state"), Index(None, "fingerprint"), UniqueConstraint("list_id", "sheet", "row"),
    )

    id: Mapped[Id]
    list_id: Mapped[int] = mapped_column(ForeignKey("imported_list.id"))
    sheet: Mapped[str] = mapped_column(String(80))
    row: Mapped[int] = mapped_column(Integer)
    state: Mapped[RowState] = mapped_column(StrEnumType(RowState))
    values: Mapped[dict] = mapped_column(JSON)
    others: Mapped[dict] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    faults: Mapped[list] = mapped_column(JSON)
    record_id: Mapped[int | None] = mapped_column(BigId)
    like_id: Mapped[int | None] = mapped_column(BigId)
    like_row_id: Mapped[int | None] = mapped_column(ForeignKey("imported_row.id"))
    likeness: Mapped[dict] = mapped_column(JSON)
    decision: Mapped[Decision | None] = mapped_column(StrEnumType(Decision))
    made_id: Mapped[int | None] = mapped_column(BigId)


class SenderColumns(Base):
    """What a sender's headings mean, as somebody corrected them last time: heading -> field or None."""

    __tablename__ = "sender_columns"
    __table_args__ = (UniqueConstraint("county_code", "kind", "sender"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    kind: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(String(60))
    columns: Mapped[dict] = mapped_column(JSON)
