"""Closed periods: figures as they were signed, version after version."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, Name


class ClosedPeriod(Base):
    """Days of service of a whole county, both included."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("county_code", "first_day", "last_day"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)


class SignedFigures(Base):
    """One signed version of a closed period, append-only. `document`: as `data.queries.period_figures`; `reason` why
    the version before no longer holds, '' for the first. `signer` and `unit` as they were typed."""

    __tablename__ = "signed_figures"
    __table_args__ = (UniqueConstraint("period_id", "version"),)

    id: Mapped[Id]
    period_id: Mapped[int] = mapped_column(ForeignKey("closed_period.id"))
    version: Mapped[int] = mapped_column(Integer)
    document: Mapped[dict] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200))
    signer: Mapped[Name]
    unit: Mapped[str] = mapped_column(String(80))
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    signed_at: Mapped[Instant]
