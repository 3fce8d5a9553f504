"""Parks and bases (园区/基地): the link between research, demonstration and application."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.domain.register import BaseKind
from data.models.base import Base, Id, Name, PlaceCode, StrEnumType
from data.models.placed import Placed


class DemoBase(Placed, Base):
    """`platform_id` does the research (研发), the base shows it (示范), `farms` take it up (应用).

    `farm_id` is the unit that runs the base.
    """

    __tablename__ = "demo_base"
    __table_args__ = (Index(None, "county_code", "is_active", "pinyin", "id"),)

    id: Mapped[Id]
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    kind: Mapped[BaseKind] = mapped_column(StrEnumType(BaseKind))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120))
    place_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"))
    area_mu: Mapped[int | None] = mapped_column(Integer)
    industries: Mapped[list[str]] = mapped_column(JSON, default=list)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farm.id"), index=True)
    shows: Mapped[str] = mapped_column(Text, default="")
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)

    farms: Mapped[list[BaseFarm]] = relationship(order_by="BaseFarm.farm_id", cascade="all, delete-orphan")
    farm_ids: AssociationProxy[list[int]] = association_proxy(
        "farms", "farm_id", creator=lambda farm_id: BaseFarm(farm_id=farm_id),
    )

    __mapper_args__ = {"version_id_col": version}


class BaseFarm(Base):
    """A unit that takes up what the base shows."""

    __tablename__ = "base_farm"

    base_id: Mapped[int] = mapped_column(ForeignKey("demo_base.id"), primary_key=True)
    farm_id: Mapped[int] = mapped_column(ForeignKey("farm.id"), primary_key=True, index=True)
