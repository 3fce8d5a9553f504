"""Places in the reader's language: to choose from, and as names for codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.places import TOWN, PlaceLevel, county_of, town_of
from data.models.place import Place
from data.services.context import Context


@dataclass(frozen=True)
class PlaceChoice:
    code: str
    name: str


def towns(ctx: Context) -> list[PlaceChoice]:
    """The towns and sumu that the actor's county has today, by code."""
    return _choices(ctx, county_of(ctx.actor.area_code), PlaceLevel.TOWN)


def villages(ctx: Context, town_code: str) -> list[PlaceChoice]:
    """The villages, gacha and communities that a town has today, by code; names need not be unique."""
    return _choices(ctx, town_code, PlaceLevel.VILLAGE)


def place_names(ctx: Context, codes: Iterable[str]) -> dict[str, str]:
    """Code -> full name: 海流图镇 巴仁宝勒格村; in English the village first. Unknown codes are left out."""
    wanted = set(codes)
    if not wanted:
        return {}
    towns_of = {town for code in wanted if (town := town_of(code))}
    rows = ctx.session.execute(
        select(Place.code, Place.name, Place.name_en).where(Place.code.in_(wanted | towns_of))
    )
    names = {code: name_en if ctx.lang == "en" else name for code, name, name_en in rows}
    return {code: _full_name(code, names, ctx.lang) for code in wanted if code in names}


def _full_name(code: str, names: dict[str, str], lang: str) -> str:
    town = names.get(town_of(code) or "")
    if len(code) <= TOWN or town is None:
        return names[code]
    return f"{names[code]}, {town}" if lang == "en" else f"{town} {names[code]}"


def _choices(ctx: Context, parent_code: str, level: PlaceLevel) -> list[PlaceChoice]:
    places = ctx.session.scalars(
        select(Place).where(Place.parent_code == parent_code, Place.level == level, Place.valid_to.is_(None))
        .order_by(Place.code)
    )
    return [PlaceChoice(place.code, place.name_en if ctx.lang == "en" else place.name) for place in places]
