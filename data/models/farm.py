"""Served units: household, family farm, cooperative, firm, village collective."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import FarmKind
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class Farm(Placed, Base):
    """`contact_person_id` is the person who speaks for the unit; members are in `farm_member`."""

    __tablename__ = "farm"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[FarmKind] = mapped_column(StrEnumType(FarmKind))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    contact_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    phone: Mapped[str | None] = mapped_column(String(12), index=True)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    crops: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class FarmMember(Base):
    """A person who belongs to the unit: of its household, or a member of the cooperative."""

    __tablename__ = "farm_member"

    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
