"""Code lists: problem types, disciplines (GB/T 13745), industries per county."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.problem import Gate, Urgency
from data.models.base import Base, Name, StrEnumType


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
    """An industry of one county; `is_proposal` until the county has confirmed its list."""

    __tablename__ = "industry"

    county_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    name_en: Mapped[Name]
    short_name: Mapped[Name]
    short_name_en: Mapped[Name]
    crops: Mapped[str] = mapped_column(Text, default="")
    is_proposal: Mapped[bool] = mapped_column(Boolean, default=False)
