"""People and households of the register, and the pairs that may be one person."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import PairDecision
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType, UtcDateTime
from data.models.placed import Placed


class Household(Placed, Base):
    __tablename__ = "household"

    id: Mapped[Id]
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    head_name: Mapped[Name]


class Person(Placed, Base):
    """`same_as_id` points to the person this record was found to be; None for a record that stands for itself."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "place_code", "name"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(12), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    birth_year: Mapped[int | None] = mapped_column(Integer)
    died_on: Mapped[dt.date | None] = mapped_column(Date)
    is_synthetic: Mapped[bool] = mapped_column(Boolean, default=False)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class IdentityPair(Base):
    """Two records that look like one person; smaller id first."""

    __tablename__ = "identity_pair"
    __table_args__ = (
        UniqueConstraint("person_a_id", "person_b_id"),
        CheckConstraint("person_a_id < person_b_id", name="ordered"),
    )

    id: Mapped[Id]
    person_a_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_b_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    decision: Mapped[PairDecision] = mapped_column(StrEnumType(PairDecision), default=PairDecision.WAITING)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(200), default="")
