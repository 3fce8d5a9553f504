"""Projects and platforms, who and what belongs to them, and claims quoted from elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.register import Indicator, PlatformKind
from data.models.base import Base, Id, Instant, Name, PlaceCode, StrEnumType
from data.models.placed import Placed

PARTS: dict[str, Any] = {"cascade": "all, delete-orphan"}


class Platform(Placed, Base):
    """科技小院, 专家工作站, 博士工作站, experiment station. `host` carries it; residents live or work there."""

    __tablename__ = "platform"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[PlatformKind] = mapped_column(StrEnumType(PlatformKind))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), default="")
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    host: Mapped[Name] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    founded: Mapped[dt.date | None] = mapped_column(Date)
    phone: Mapped[str | None] = mapped_column(String(12))
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    residents: Mapped[list[PlatformExpert]] = relationship(order_by="PlatformExpert.expert_id", **PARTS)
    resident_ids: AssociationProxy[list[int]] = association_proxy(
        "residents", "expert_id", creator=lambda expert_id: PlatformExpert(expert_id=expert_id),
    )

    __mapper_args__ = {"version_id_col": version}


class PlatformExpert(Base):
    __tablename__ = "platform_expert"

    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True, index=True)


class Project(Base):
    """`partners`: other bodies that take part, by name. Funds and targets are rows per year."""

    __tablename__ = "project"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[dt.date] = mapped_column(Date)
    last_day: Mapped[dt.date | None] = mapped_column(Date)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    partners: Mapped[list[str]] = mapped_column(JSON, default=list)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    funds: Mapped[list[ProjectFund]] = relationship(order_by="ProjectFund.id", **PARTS)
    targets: Mapped[list[ProjectTarget]] = relationship(order_by="ProjectTarget.id", **PARTS)
    experts: Mapped[list[ProjectExpert]] = relationship(order_by="ProjectExpert.expert_id", **PARTS)
    expert_ids: AssociationProxy[list[int]] = association_proxy(
        "experts", "expert_id", creator=lambda expert_id: ProjectExpert(expert_id=expert_id),
    )
    farms: Mapped[list[ProjectFarm]] = relationship(order_by="ProjectFarm.farm_id", **PARTS)
    farm_ids: AssociationProxy[list[int]] = association_proxy(
        "farms", "farm_id", creator=lambda farm_id: ProjectFarm(farm_id=farm_id),
    )
    places: Mapped[list[ProjectPlace]] = relationship(order_by="ProjectPlace.place_code", **PARTS)
    place_codes: AssociationProxy[list[str]] = association_proxy(
        "places", "place_code", creator=lambda place_code: ProjectPlace(place_code=place_code),
    )

    __mapper_args__ = {"version_id_col": version}


class ProjectFund(Base):
    """Money of one year and source, in yuan."""

    __tablename__ = "project_fund"

    id: Mapped[Id]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    source: Mapped[Name]
    amount_yuan: Mapped[int] = mapped_column(BigInteger)


class ProjectTarget(Base):
    """What the project wants to reach of one indicator in one year."""

    __tablename__ = "project_target"

    id: Mapped[Id]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    indicator: Mapped[Indicator] = mapped_column(StrEnumType(Indicator))
    value: Mapped[int] = mapped_column(BigInteger)


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


class ProjectPerson(Base):
    """Somebody on a list that the project sent. To stand on it is no service: it counts in no figure."""

    __tablename__ = "project_person"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


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
