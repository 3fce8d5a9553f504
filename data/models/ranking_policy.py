"""Weights of the recommendation that a county has learned from its own past."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, UtcDateTime


class RankingPolicy(Base):
    """`weights` hold until `ended_at`; then, or where there is no row, the hand-set ones do. `evidence`: what they were
    adopted on."""

    __tablename__ = "ranking_policy"
    __table_args__ = (Index(None, "county_code", "ended_at"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(String(6))
    version: Mapped[str] = mapped_column(String(40))
    weights: Mapped[dict] = mapped_column(JSON)
    evidence: Mapped[dict] = mapped_column(JSON)
    adopted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    adopted_at: Mapped[Instant]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
