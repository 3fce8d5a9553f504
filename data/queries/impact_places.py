"""Where: the towns of the schematic map, and how much of the place is covered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from data.domain.places import PlaceLevel
from data.domain.visit import COUNTED
from data.models.place import Place
from data.models.visit import Visit
from data.queries.impact_people import people_by
from data.queries.impact_scope import BY_TOWN, IS_REACHED, ImpactScope, named
from data.queries.scope import below
from data.reach.identities import Identities
from data.reach.interval import Interval
from data.services.context import Context

STATE_FARM = "farm"
VILLAGE_KINDS = ("gacha", "village")
TOWN_ENDINGS = ("苏木", "镇", "乡", "街道", "农场", "牧场", "种畜繁育中心")


class TownState(StrEnum):
    """Reached somebody; reported, but nobody reached here and now; never reported anything."""

    REACHED = "reached"
    ZERO = "zero"
    UNREPORTED = "unreported"


@dataclass(frozen=True)
class TownTile:
    """`short_name` is without 镇 and 苏木; `row` and `column` of the schematic map are None when nobody has said."""

    code: str
    name: str
    short_name: str
    kind: str
    row: int | None
    column: int | None
    state: TownState
    people: Interval


@dataclass(frozen=True)
class Coverage:
    """Towns (state farms left out) and villages with at least one person reached, of all there are."""

    towns: int
    of_towns: int
    villages: int
    of_villages: int
    population: int | None


def towns(ctx: Context, scope: ImpactScope, pairs: Identities) -> list[TownTile]:
    """Every town-level place of the scope, by code."""
    places = ctx.session.scalars(
        select(Place).where(Place.level == PlaceLevel.TOWN, below(Place.code, scope.place)).order_by(Place.code)
    )
    people = people_by(ctx, scope, pairs, BY_TOWN)
    ever = set(ctx.session.scalars(
        select(BY_TOWN.key).distinct().where(Visit.county_code == scope.county, Visit.status.in_(COUNTED))
    ))
    return [_tile(ctx, place, people.get(place.code, Interval(0, 0)), place.code in ever) for place in places]


def _tile(ctx: Context, place: Place, people: Interval, has_reported: bool) -> TownTile:
    state = TownState.REACHED if people.low else TownState.ZERO if has_reported else TownState.UNREPORTED
    name = place.name_en if ctx.lang == "en" else place.name
    return TownTile(
        place.code, name, _short(name), place.kind, place.tile_row, place.tile_column, state, people,
    )


def _short(name: str) -> str:
    """海流图镇 -> 海流图; Hailiutu town -> Hailiutu."""
    for ending in TOWN_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name.split(" ")[0]


def coverage(ctx: Context, scope: ImpactScope, towns: list[TownTile]) -> Coverage:
    proper = [town for town in towns if town.kind != STATE_FARM]
    is_village = Place.level == PlaceLevel.VILLAGE, Place.kind.in_(VILLAGE_KINDS)
    served = named(scope, func.count(Visit.place_code.distinct())).join(Place, Place.code == Visit.place_code)
    return Coverage(
        towns=sum(town.state is TownState.REACHED for town in proper),
        of_towns=len(proper),
        villages=ctx.session.scalar(served.where(IS_REACHED, *is_village)) or 0,
        of_villages=ctx.session.scalar(select(func.count()).where(*is_village, below(Place.code, scope.place))) or 0,
        population=ctx.session.scalar(select(Place.registered_population).where(Place.code == scope.place)),
    )
