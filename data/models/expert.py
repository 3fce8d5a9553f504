"""Experts (科技特派员): what they declare, where they are, when they are away."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.register import ExpertKind, Licence, Title
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType


class Expert(Base):
    __tablename__ = "expert"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[ExpertKind] = mapped_column(StrEnumType(ExpertKind), default=ExpertKind.PERSON)
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), index=True)
    unit: Mapped[Name]
    title: Mapped[Title] = mapped_column(StrEnumType(Title))
    subject: Mapped[Name]
    profile: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(12))
    home_place: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    is_outside: Mapped[bool] = mapped_column(Boolean, default=False)
    disciplines: Mapped[list[str]] = mapped_column(JSON, default=list)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    problem_types: Mapped[list[str]] = mapped_column(JSON, default=list)
    crops: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    licences: Mapped[list[str]] = mapped_column(JSON, default=list)
    max_open: Mapped[int] = mapped_column(Integer, default=5)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    last_confirmed: Mapped[dt.date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)

    absences: Mapped[list[ExpertAbsence]] = relationship(order_by="ExpertAbsence.first_day")

    __mapper_args__ = {"version_id_col": version}

    def holds(self, licence: Licence) -> bool:
        return licence.value in self.licences


class ExpertAbsence(Base):
    """Days off, both ends included."""

    __tablename__ = "expert_absence"

    id: Mapped[Id]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(80))
