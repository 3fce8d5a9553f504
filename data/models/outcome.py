"""What came of a practice on the ground: expected when it began, asked again after harvest."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.outcome import OutcomeKind
from data.models.base import Base, Id, Instant, StrEnumType, UtcDateTime


class Outcome(Base):
    """Once per project, farm (None: the project as a whole), kind, season and practice. Whole, in the kind's unit.

    `actual` None: nobody has asked yet, and `ask_on` is the day from which it is asked.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        Index(None, "project_id", "season"),
        CheckConstraint("expected IS NOT NULL OR actual IS NOT NULL", name="some_value"),
    )

    id: Mapped[Id]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"), index=True)
    kind: Mapped[OutcomeKind] = mapped_column(StrEnumType(OutcomeKind))
    season: Mapped[int] = mapped_column(Integer)
    practice: Mapped[str] = mapped_column(String(80))
    expected: Mapped[int | None] = mapped_column(BigInteger)
    expected_how: Mapped[str] = mapped_column(String(200))
    ask_on: Mapped[dt.date | None] = mapped_column(Date)
    actual: Mapped[int | None] = mapped_column(BigInteger)
    actual_how: Mapped[str] = mapped_column(String(200), default="")
    told_by: Mapped[str] = mapped_column(String(80), default="")
    written_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[Instant]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}
