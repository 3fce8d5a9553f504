"""Service records that were issued to experts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, Instant, Name


class ServiceRecord(Base):
    """One issued record, append-only. `document`: as `data.queries.service_record`; `code` is how a stranger finds it;
    `issuer` the account's name at that moment."""

    __tablename__ = "service_record"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(9), unique=True)
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)
    document: Mapped[dict] = mapped_column(JSON)
    issuer: Mapped[Name]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[Instant]
