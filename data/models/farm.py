"""Served units: household, family farm, cooperative, firm, village collective."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from data.domain.register import DemoLevel, FarmKind, Unreachable
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class Farm(Placed, Base):
    """`contact_name` speaks for the unit; `contact_person_id` is that person's own record. Members are in
    `farm_member`; `parent_id` is the cooperative that a household or family farm belongs to."""

    __tablename__ = "farm"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[FarmKind] = mapped_column(StrEnumType(FarmKind))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), index=True)
    credit_code: Mapped[str] = mapped_column(String(18), default="")
    household_no: Mapped[str] = mapped_column(String(24), default="")
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    contact_name: Mapped[Name] = mapped_column(default="")
    contact_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    phone: Mapped[str | None] = mapped_column(String(12), index=True)
    language: Mapped[str] = mapped_column(String(8), default="zh")
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    crops: Mapped[list[str]] = mapped_column(JSON, default=list)
    need: Mapped[str] = mapped_column(Text, default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"), index=True)
    demo_level: Mapped[DemoLevel | None] = mapped_column(StrEnumType(DemoLevel))
    demo_year: Mapped[int | None] = mapped_column(Integer)
    last_confirmed: Mapped[dt.date | None] = mapped_column(Date)
    unreachable: Mapped[Unreachable | None] = mapped_column(StrEnumType(Unreachable))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    member_rows: WriteOnlyMapped[FarmMember] = relationship()
    years: Mapped[list[FarmYear]] = relationship(order_by="FarmYear.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class FarmYear(Base):
    """What a unit grew (`area_mu`, in mu) or kept (`heads`) of one industry in one year."""

    __tablename__ = "farm_year"
    __table_args__ = (UniqueConstraint("farm_id", "year", "industry"),)

    id: Mapped[Id]
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    industry: Mapped[str] = mapped_column(String(8))
    area_mu: Mapped[int | None] = mapped_column(Integer)
    heads: Mapped[int | None] = mapped_column(Integer)


class FarmMember(Base):
    """A person who belongs to the unit: of its household, or a member of the cooperative."""

    __tablename__ = "farm_member"

    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
