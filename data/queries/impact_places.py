"""Where: the towns of the schematic map, and how much of the place is covered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select

from data.domain.places import TOWN, PlaceLevel
from data.domain.visit import COUNTED
from data.models.place import Place
from data.models.place_change import PlaceChange, PlaceChangeRow
from data.models.visit import Visit
from data.queries.impact_people import identities, people_by
from data.queries.impact_scope import IS_REACHED, By, ImpactScope, PlacesAs, by_town, check_scope, named
from data.queries.scope import below
from data.reach.interval import Interval
from data.services.context import Context

STATE_FARM = "farm"
VILLAGE_KINDS = ("gacha", "village")
IS_VILLAGE = (Place.level == PlaceLevel.VILLAGE, Place.kind.in_(VILLAGE_KINDS))
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


def towns_reported(ctx: Context, scope: ImpactScope) -> set[str]:
    """Towns with a counted visit at any time."""
    here = Visit.county_code == scope.county, Visit.status.in_(COUNTED)
    return set(ctx.session.scalars(select(by_town(scope).key).distinct().where(*here)))


def towns(
    ctx: Context, scope: ImpactScope, people: Mapping[str | None, Interval], reported: Collection[str],
) -> list[TownTile]:
    """Every town-level place of the scope, by code: those there are, or those there were in the period.

    `people`: town -> people reached there; `reported`: towns with a counted visit at any time.
    """
    is_here = below(Place.code, scope.place)
    if scope.places_as is PlacesAs.THEN:
        is_here = is_here | Place.code.in_(people)
    places = ctx.session.scalars(
        select(Place).where(Place.level == PlaceLevel.TOWN, is_here, *existed(scope)).order_by(Place.code)
    ).all()
    names = names_in(ctx, scope, places)
    nobody = Interval(0, 0)
    return [_tile(place, names[place.code], people.get(place.code, nobody), place.code in reported) for place in places]


def existed(scope: ImpactScope) -> list[ColumnElement[bool]]:
    """The conditions on `Place`: it lives, or it existed on a day of the period."""
    if scope.places_as is PlacesAs.NOW:
        return [Place.valid_to.is_(None)]
    return [
        or_(Place.valid_from.is_(None), Place.valid_from <= scope.last_day),
        or_(Place.valid_to.is_(None), Place.valid_to > scope.first_day),
        or_(Place.valid_to.is_(None), Place.valid_from.is_(None), Place.valid_from < Place.valid_to),
    ]


def names_in(ctx: Context, scope: ImpactScope, places: Iterable[Place]) -> dict[str, str]:
    """What each place is called, or was called at the end of the period."""
    called = "name_en" if ctx.lang == "en" else "name"
    names = {place.code: getattr(place, called) for place in places}
    if scope.places_as is PlacesAs.THEN:
        later = ctx.session.scalars(
            select(PlaceChangeRow).join(PlaceChange, PlaceChange.id == PlaceChangeRow.change_id)
            .where(PlaceChange.undone_at.is_(None), PlaceChange.effective_day > scope.last_day)
            .where(PlaceChangeRow.old_code == PlaceChangeRow.new_code, PlaceChangeRow.old_code.in_(names))
            .order_by(PlaceChangeRow.change_id.desc())
        )
        names |= {row.old_code: row.before[called] for row in later if row.before}
    return names


def _tile(place: Place, name: str, people: Interval, has_reported: bool) -> TownTile:
    state = TownState.REACHED if people.low else TownState.ZERO if has_reported else TownState.UNREPORTED
    return TownTile(
        place.code, name, short_name(name), place.kind, place.tile_row, place.tile_column, state, people,
    )


def short_name(name: str) -> str:
    """海流图镇 -> 海流图; Hailiutu town -> Hailiutu."""
    for ending in TOWN_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name.split(" ")[0]


def villages_served(ctx: Context, scope: ImpactScope) -> int:
    """Villages and gacha with at least one person reached there."""
    lies_at = scope.lies_at(Visit)
    served = named(scope, func.count(lies_at.distinct())).join(Place, Place.code == lies_at)
    return ctx.session.scalar(served.where(IS_REACHED, *IS_VILLAGE)) or 0


def coverage(ctx: Context, scope: ImpactScope, towns: list[TownTile], villages: int) -> Coverage:
    """`villages`: how many have people reached."""
    proper = [town for town in towns if town.kind != STATE_FARM]
    all_there_are = select(func.count()).where(*IS_VILLAGE, below(Place.code, scope.place), *existed(scope))
    return Coverage(
        towns=sum(town.state is TownState.REACHED for town in proper),
        of_towns=len(proper),
        villages=villages,
        of_villages=ctx.session.scalar(all_there_are) or 0,
        population=ctx.session.scalar(select(Place.registered_population).where(Place.code == scope.place)),
    )


@dataclass(frozen=True)
class VillageRow:
    """One village, gacha or other unit below a town; `people` 0..0 when nobody was reached there."""

    code: str
    name: str
    town: str
    people: Interval


def villages(ctx: Context, scope: ImpactScope) -> list[VillageRow]:
    """Every village-level place of the scope, most people first. Raises as `check_scope`."""
    check_scope(ctx, scope)
    people = people_by(ctx, scope, identities(ctx, scope.county), By(scope.lies_at(Visit)))
    places = ctx.session.scalars(
        select(Place).where(Place.level == PlaceLevel.VILLAGE, below(Place.code, scope.place), *existed(scope))
    ).all()
    towns = ctx.session.scalars(select(Place).where(Place.code.in_({place.code[:TOWN] for place in places}))).all()
    names = names_in(ctx, scope, [*places, *towns])
    rows = [
        VillageRow(place.code, names[place.code], names[place.code[:TOWN]], people.get(place.code, Interval(0, 0)))
        for place in places
    ]
    return sorted(rows, key=lambda row: (-row.people.low, row.code))
