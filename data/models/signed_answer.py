"""Signed answers to questions that come again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, Name


class SignedAnswer(Base):
    """What one visit's expert answers to everybody. Nobody's until `signed_on`; then name and unit as they were signed.

    `months`: those in which it holds, 1 to 12. `helped`: how often somebody at a door said that it helped; no visit,
    and nothing solved.
    """

    __tablename__ = "signed_answer"
    __table_args__ = (CheckConstraint("helped >= 0", name="helped"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    about: Mapped[str] = mapped_column(String(60))
    advice: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(String(80))
    dose: Mapped[str | None] = mapped_column(String(80))
    waiting_days: Mapped[int | None] = mapped_column(Integer)
    months: Mapped[list[int]] = mapped_column(JSON)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[Instant]
    signed_on: Mapped[dt.date | None] = mapped_column(Date)
    signed_name: Mapped[Name]
    signed_unit: Mapped[Name]
    withdrawn_on: Mapped[dt.date | None] = mapped_column(Date)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
    helped: Mapped[int] = mapped_column(Integer, default=0)
