"""The county's towns and villages in a list: what each is, who is there, what nobody has said yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission, Subject, allows
from data.domain.places import TOWN, PlaceKind, PlaceLevel, PopulationKind, county_of, town_of
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import Place
from data.models.placed import Placed
from data.queries.place_ledger import ledger
from data.queries.scope import below, check_role
from data.services.context import Context


@dataclass(frozen=True)
class Population:
    """`kind` and `year` are None where only the figure is known."""

    people: int
    kind: PopulationKind | None
    year: int | None


@dataclass(frozen=True)
class PlaceRow:
    """`now`: code and name of the place that it has become, None while it lives. `farms` and `people` of a town are
    those of its villages, too. `lacks`: population, population_kind, position, tile, name_en."""

    code: str
    name: str
    kind: PlaceKind
    level: PlaceLevel
    town: str | None
    now: tuple[str, str] | None
    population: Population | None
    farms: int
    people: int
    tile: tuple[int, int] | None
    lacks: tuple[str, ...]


def place_rows(ctx: Context, search: str = "") -> list[PlaceRow]:
    """Living towns, each followed by its villages, by code. With `search` those that fit, and places that are gone.

    `search`: words each found in a name (Chinese, English, pinyin, initials) or at the beginning of a code.
    Raises NotAllowed('not_allowed').
    """
    check_role(ctx, Permission.PLACE_READ)
    places = {place.code: place for place in ctx.session.scalars(
        select(Place).where(Place.county_code == county_of(ctx.actor.area_code)).order_by(Place.code)
    )}
    withdrawn = ledger(ctx, county_of(ctx.actor.area_code)).withdrawn() if search.strip() else {}
    farms, people = _counts(ctx, Farm), _counts(ctx, Person)
    return [
        row_of(ctx, place, places, farms, people) for place in places.values()
        if place.level in (PlaceLevel.TOWN, PlaceLevel.VILLAGE) and place.code not in withdrawn
        and (_fits(place, search) if search.strip() else place.valid_to is None)
        and allows(ctx.actor, Permission.PLACE_READ, Subject(place.current_code))
    ]


def row_of(
    ctx: Context, place: Place, places: Mapping[str, Place], farms: Mapping[str, int], people: Mapping[str, int],
) -> PlaceRow:
    """`places`: at least those that the place has become and lies in; `farms`, `people`: by code, as `_counts`."""
    now = places[place.current_code] if place.valid_to is not None else None
    town = places.get(town_of(place.code) or "") if place.level is PlaceLevel.VILLAGE else None
    has_tile = place.tile_row is not None and place.tile_column is not None
    return PlaceRow(
        place.code, shown_name(ctx, place), PlaceKind(place.kind), place.level, shown_name(ctx, town) if town else None,
        (now.code, shown_name(ctx, now)) if now else None, population_of(place),
        farms.get(place.code, 0), people.get(place.code, 0),
        (place.tile_row or 0, place.tile_column or 0) if has_tile else None, () if now else tuple(_lacks(place)),
    )


def shown_name(ctx: Context, place: Place) -> str:
    return place.name_en if ctx.lang == "en" else place.name


def population_of(place: Place) -> Population | None:
    if place.registered_population is None:
        return None
    return Population(place.registered_population, place.population_kind, place.population_year)


def _lacks(place: Place) -> Iterable[str]:
    if place.registered_population is None:
        yield "population"
    elif place.population_kind is None or place.population_year is None:
        yield "population_kind"
    if place.level is PlaceLevel.TOWN and place.longitude is None:
        yield "position"
    if place.level is PlaceLevel.TOWN and place.tile_row is None:
        yield "tile"
    if place.name_en in ("", place.code):
        yield "name_en"


def _counts(ctx: Context, model: type[Placed]) -> Mapping[str, int]:
    """How many of `model` are at each place now, a town's villages included."""
    rows = ctx.session.execute(
        select(model.current_place, func.count())
        .where(below(model.current_place, county_of(ctx.actor.area_code))).group_by(model.current_place)
    )
    found: Counter[str] = Counter()
    for code, count in rows:
        found.update(dict.fromkeys({code, code[:TOWN]}, count))
    return found


def _fits(place: Place, search: str) -> bool:
    words = f"{place.name} {place.official_name} {place.name_en} {place.pinyin}".lower()
    return all(term in words or place.code.startswith(term) for term in search.lower().split())
