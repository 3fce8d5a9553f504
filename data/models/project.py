"""Projects and platforms, who and what belongs to them, and claims quoted from elsewhere."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.register import PlatformKind
from data.models.base import Base, Id, Instant, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class Platform(Placed, Base):
    """科技小院, 专家工作站, 博士工作站, base."""

    __tablename__ = "platform"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[PlatformKind] = mapped_column(StrEnumType(PlatformKind))
    name: Mapped[Name]
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))


class PlatformExpert(Base):
    __tablename__ = "platform_expert"

    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"))
    name: Mapped[Name]
    goal: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date | None] = mapped_column(Date)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)


class ProjectExpert(Base):
    __tablename__ = "project_expert"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)


class ProjectFarm(Base):
    __tablename__ = "project_farm"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), primary_key=True, index=True)


class ProjectPlace(Placed, Base):
    """A place (any level) the project works in."""

    __tablename__ = "project_place"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    place_code: Mapped[str] = mapped_column(ForeignKey("place.code"), primary_key=True)


class Claim(Base):
    """A figure as somebody published it, with its source; never mixed with what the records support.

    `figures`: name -> number, in the order of the sentence (experts, industries, towns, villages, people).
    """

    __tablename__ = "claim"

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    text: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200))
    source_en: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[Instant]
