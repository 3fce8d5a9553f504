"""Places by national division code, and the county's own settings."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, Boolean, Date, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from data.domain.places import PlaceLevel, PopulationKind
from data.models.base import Base, Name, PlaceCode, StrEnumType
from data.models.placed import as_written


class Place(Base):
    """A city, county, town or village-level unit. `code` begins with `parent_code`.

    It exists from `valid_from` (None: always) up to, not including, `valid_to` (None: it lives); a place whose making
    was undone has both the same. `current_code`: where its records belong today, itself while it lives.
    """

    __tablename__ = "place"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("place.code"), index=True)
    county_code: Mapped[str | None] = mapped_column(String(6), index=True)
    level: Mapped[PlaceLevel] = mapped_column(StrEnumType(PlaceLevel))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[Name]
    pinyin: Mapped[str] = mapped_column(String(120), default="")
    official_name: Mapped[Name]
    name_en: Mapped[Name]
    tile_row: Mapped[int | None] = mapped_column(Integer)
    tile_column: Mapped[int | None] = mapped_column(Integer)
    longitude: Mapped[float | None] = mapped_column(Float)
    latitude: Mapped[float | None] = mapped_column(Float)
    registered_population: Mapped[int | None] = mapped_column(Integer)
    population_kind: Mapped[PopulationKind | None] = mapped_column(StrEnumType(PopulationKind))
    population_year: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    current_code: Mapped[PlaceCode] = mapped_column(ForeignKey("place.code"), index=True, default=as_written("code"))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class County(Base):
    """One served county: its settings, and whether its data are a demonstration."""

    __tablename__ = "county"

    code: Mapped[str] = mapped_column(ForeignKey("place.code"), primary_key=True)
    is_demonstration: Mapped[bool] = mapped_column(Boolean, default=False)
    office_phone: Mapped[str | None] = mapped_column(String(12))
    settings: Mapped[dict] = mapped_column(JSON, default=dict)
    data_version: Mapped[int] = mapped_column(Integer, default=0)
