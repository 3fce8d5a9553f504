"""Places by national division code, and the county's own settings."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.places import PlaceLevel
from data.models.base import Base, Name, StrEnumType


class Place(Base):
    """A city, county, town or village-level unit. `code` begins with `parent_code`."""

    __tablename__ = "place"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("place.code"), index=True)
    county_code: Mapped[str | None] = mapped_column(String(6), index=True)
    level: Mapped[PlaceLevel] = mapped_column(StrEnumType(PlaceLevel))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[Name]
    official_name: Mapped[Name]
    name_en: Mapped[Name]
    tile_row: Mapped[int | None] = mapped_column(Integer)
    tile_column: Mapped[int | None] = mapped_column(Integer)
    longitude: Mapped[float | None] = mapped_column(Float)
    latitude: Mapped[float | None] = mapped_column(Float)
    registered_population: Mapped[int | None] = mapped_column(Integer)


class County(Base):
    """One served county: its settings, and whether its data are a demonstration."""

    __tablename__ = "county"

    code: Mapped[str] = mapped_column(ForeignKey("place.code"), primary_key=True)
    is_demonstration: Mapped[bool] = mapped_column(Boolean, default=False)
    office_phone: Mapped[str | None] = mapped_column(String(12))
    settings: Mapped[dict] = mapped_column(JSON, default=dict)
    data_version: Mapped[int] = mapped_column(Integer, default=0)
