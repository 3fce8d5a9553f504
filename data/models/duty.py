"""Who of the animal-health authority answers the telephone, day by day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, Name, Phone, UtcDateTime


class DutyShift(Base):
    """One person's days on duty, both ends included. A shift taken out again stays, with `cancelled_at`. `expert_id` or
    `account_id` where the person is one of the register's experts or of the office: at most one of them."""

    __tablename__ = "duty_shift"
    __table_args__ = (
        Index(None, "county_code", "last_day"),
        CheckConstraint("expert_id IS NULL OR account_id IS NULL", name="one_person"),
    )

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    name: Mapped[Name]
    unit: Mapped[str] = mapped_column(String(80))
    phone: Mapped[Phone]
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[Instant]
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
