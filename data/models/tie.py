"""What a farm wishes of an expert, and conflicts of interest. Nothing is deleted: a row ends."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.ties import ConflictKind, WishKind
from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class FarmWish(Base):
    """`problem_id`: the question at which it was said. Asking holds for that question, refusing until `ended_at`."""

    __tablename__ = "farm_wish"
    __table_args__ = (Index(None, "farm_id", "expert_id"),)

    id: Mapped[Id]
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    kind: Mapped[WishKind] = mapped_column(StrEnumType(WishKind))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(24))
    words: Mapped[str | None] = mapped_column(String(200))
    said_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[Instant]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ConflictOfInterest(Base):
    """Declared by the expert or an officer. `farm_id` is the unit the expert must keep away from."""

    __tablename__ = "conflict_of_interest"
    __table_args__ = (Index(None, "farm_id", "expert_id"),)

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"))
    kind: Mapped[ConflictKind] = mapped_column(StrEnumType(ConflictKind))
    words: Mapped[str | None] = mapped_column(String(200))
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    declared_at: Mapped[Instant]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
