"""National division codes: county 6, town 9, village 12 digits; each begins with its parent's code."""

from __future__ import annotations

from enum import StrEnum

from data.domain.errors import InvalidInput

COUNTY, TOWN, VILLAGE = 6, 9, 12


class PlaceLevel(StrEnum):
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


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
