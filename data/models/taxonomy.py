"""Code lists: problem types, disciplines (GB/T 13745), industries per county."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.problem import Gate, Urgency
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class ProblemType(Base):
    __tablename__ = "problem_type"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[Name]
    name_en: Mapped[Name]
    short_name: Mapped[Name]
    disciplines: Mapped[list[str]] = mapped_column(JSON)
    urgency: Mapped[Urgency] = mapped_column(StrEnumType(Urgency))
    gate: Mapped[Gate | None] = mapped_column(StrEnumType(Gate))


class Discipline(Base):
    __tablename__ = "discipline"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    edition: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    name_en: Mapped[Name]


class Industry(Base):
    """An industry of one county, perhaps under a wider one; `is_proposal` until the county has confirmed it."""

    __tablename__ = "industry"
    __table_args__ = (
        UniqueConstraint("county_code", "code"), Index(None, "county_code", "is_active", "pinyin", "id"),
    )

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(String(6))
    code: Mapped[str] = mapped_column(String(8))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[Name]
    short_name: Mapped[Name]
    short_name_en: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("industry.id"), index=True)
    crops: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_proposal: Mapped[bool] = mapped_column(Boolean, default=False)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    flagships: Mapped[list[Flagship]] = relationship(order_by="Flagship.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Flagship(Placed, Base):
    """一镇一品: what a town is known for in this industry. `bonus` (0 to 10) is what an expert who is posted there and
    works in this industry gains in matching."""

    __tablename__ = "flagship"
    __table_args__ = (UniqueConstraint("industry_id", "place_code"),)

    id: Mapped[Id]
    industry_id: Mapped[int] = mapped_column(ForeignKey("industry.id"), index=True)
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True)
    product: Mapped[Name]
    bonus: Mapped[int] = mapped_column(Integer, default=5)
