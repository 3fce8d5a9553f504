"""What somebody promised to look at again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, UtcDateTime


class FollowUp(Base):
    """Owned by an expert or by an account of the office; by neither while its question has no expert, then it is the
    office's. About a problem, a visit or both. `what` None: go again. `done_visit_id`: the visit that settled it."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index(None, "county_code", "done_at", "due_on"),
        CheckConstraint("expert_id IS NULL OR account_id IS NULL", name="owner"),
        CheckConstraint("problem_id IS NOT NULL OR visit_id IS NOT NULL", name="about"),
    )

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[dt.date] = mapped_column(Date)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[Instant]
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    done_visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    done_words: Mapped[str | None] = mapped_column(String(200))
