"""A county's own words: names that people there use, beside the lexicon that is shipped."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, Name, UtcDateTime


class CountyWord(Base):
    """`kind`, `industries`, `problem_types`: codes of the lexicon. Never deleted: a word is read until `ended_at`."""

    __tablename__ = "county_word"
    __table_args__ = (Index(None, "county_code", "ended_at"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(String(6))
    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[Name]
    english: Mapped[str] = mapped_column(String(80), default="")
    folk: Mapped[list[str]] = mapped_column(JSON)
    industries: Mapped[list[str]] = mapped_column(JSON)
    problem_types: Mapped[list[str]] = mapped_column(JSON)
    broader: Mapped[str] = mapped_column(String(80), default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[Instant]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
