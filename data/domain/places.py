"""National division codes: county 6, town 9, village 12 digits; each begins with its parent's code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from data.domain.errors import InvalidInput

COUNTY, TOWN, VILLAGE = 6, 9, 12
GRID_MAX = 20  # rows and columns of the tile map
CHINA_EAST, CHINA_NORTH = (73.0, 136.0), (3.0, 54.0)  # degrees


class PlaceLevel(StrEnum):
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class PlaceKind(StrEnum):
    CITY = "city"
    BANNER = "banner"
    COUNTY = "county"
    DISTRICT = "district"
    TOWN = "town"
    SUMU = "sumu"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    FARM = "farm"
    VILLAGE = "village"
    GACHA = "gacha"
    COMMUNITY = "community"
    SETTLEMENT = "settlement"


class PopulationKind(StrEnum):
    """Who is counted: everybody whose household registration is there, or everybody who lives there."""

    REGISTERED = "registered"      # 户籍人口
    RESIDENT = "resident"          # 常住人口


KINDS: Mapping[PlaceLevel, tuple[PlaceKind, ...]] = {
    PlaceLevel.CITY: (PlaceKind.CITY,),
    PlaceLevel.COUNTY: (PlaceKind.BANNER, PlaceKind.COUNTY, PlaceKind.DISTRICT, PlaceKind.CITY),
    PlaceLevel.TOWN: (
        PlaceKind.TOWN, PlaceKind.SUMU, PlaceKind.TOWNSHIP, PlaceKind.SUBDISTRICT, PlaceKind.FARM,
    ),
    PlaceLevel.VILLAGE: (PlaceKind.VILLAGE, PlaceKind.GACHA, PlaceKind.COMMUNITY, PlaceKind.SETTLEMENT),
}


def check_code(code: str, *lengths: int) -> str:
    """Return `code`; raise InvalidInput('place_code') unless it is digits of one of `lengths` (default 4, 6, 9, 12)."""
    if not (code.isascii() and code.isdigit() and len(code) in (lengths or (4, COUNTY, TOWN, VILLAGE))):
        raise InvalidInput("place_code", code, field="place", value=code)
    return code


def county_of(code: str) -> str:
    """The 6-digit county a place lies in."""
    return code[:COUNTY]


def town_of(code: str) -> str | None:
    """The 9-digit town of a town or village code, None above town level."""
    return code[:TOWN] if len(code) >= TOWN else None


def within(code: str, area: str) -> bool:
    """True when `code` is `area` itself or lies below it."""
    return code.startswith(area)
