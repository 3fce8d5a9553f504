"""A place: is it one that something may be written at, and what the county itself may say of it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, fields

from sqlalchemy import and_, select

from data.domain.errors import Conflict, InvalidInput
from data.domain.permissions import Permission
from data.domain.places import CHINA_EAST, CHINA_NORTH, GRID_MAX, TOWN, VILLAGE, PlaceLevel, PopulationKind, check_code
from data.domain.text import required_text
from data.models.account import Account, AuditEvent
from data.models.place import Place
from data.queries.place_page import find_place
from data.services import audit
from data.services.context import Context
from data.services.numbers import touch_county

PLACE_EDITED = "place:edit"
PLACES_CHANGED = ("place:change", "place:undo_change")
NAME_MAX = 80
FIRST_YEAR = 1949
MOST_PEOPLE = 2_000_000


@dataclass(frozen=True)
class PlaceForm:
    """What the county may say: the rest comes from the national list or from a change of places.

    Tile from 1, of towns only; longitude and latitude in degrees; who is counted in `registered_population`, and when.
    """

    name_en: str
    tile_row: int | None = None
    tile_column: int | None = None
    longitude: float | None = None
    latitude: float | None = None
    registered_population: int | None = None
    population_kind: PopulationKind | None = None
    population_year: int | None = None


def check_living(ctx: Context, county_code: str, code: str, field: str = "place") -> Place:
    """The living town or village of `code`, which cannot be merged or split away until this transaction ends.

    Raises InvalidInput place_code, place_unknown, place_gone(name, now) for one that has become another.
    """
    check_code(code, TOWN, VILLAGE)
    place = ctx.session.get(Place, code, with_for_update={"read": True}, populate_existing=True)
    if place is None or place.county_code != county_code:
        raise InvalidInput("place_unknown", field=field, value=code)
    if place.valid_to is not None:
        now = ctx.session.get_one(Place, place.current_code)
        raise InvalidInput("place_gone", code, field=field, name=place.name, now=now.name)
    return place


def form_of(place: Place) -> PlaceForm:
    """What is stored."""
    return PlaceForm(**{one.name: getattr(place, one.name) for one in fields(PlaceForm)})


def edit_place(ctx: Context, code: str, version: int, form: PlaceForm) -> int:
    """Write what differs from the place at `version`: its version afterwards.

    Raises NotAllowed; NotFound place_unknown; Conflict place_not_living, place_edited(who, at) when somebody was first;
    InvalidInput with the field to blame (name_en, tile, position, population).
    """
    place = find_place(ctx, Permission.PLACE_EDIT, code)
    county = place.county_code or ""
    touch_county(ctx, county)
    place = find_place(ctx, Permission.PLACE_EDIT, code, lock=True)
    if place.valid_to is not None:
        raise Conflict("place_not_living", code, name=place.name)
    if place.version != version:
        who, at = _last_edit(ctx, code)
        raise Conflict("place_edited", code, who=who, at=at)
    name_en = required_text(form.name_en, "name_en", longest=NAME_MAX)
    _check_tile(ctx, place, form)
    _check_position(form)
    _check_population(ctx, form)
    stored = form_of(place)
    wanted = {one.name: getattr(form, one.name) for one in fields(PlaceForm)} | {"name_en": name_en}
    after = {name: value for name, value in wanted.items() if value != getattr(stored, name)}
    for name, value in after.items():
        setattr(place, name, value)
    if after:
        ctx.session.flush()
        audit.record(ctx, "edit", "place", code, before={name: getattr(stored, name) for name in after}, after=after)
    return place.version


def _last_edit(ctx: Context, code: str) -> tuple[str, dt.datetime]:
    """Who wrote the place last: by an edit, or by a change of places."""
    edit = AuditEvent.subject_id == code, AuditEvent.action == PLACE_EDITED
    return ctx.session.execute(
        select(Account.name, AuditEvent.at).join(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.subject == "place", and_(*edit) | AuditEvent.action.in_(PLACES_CHANGED))
        .order_by(AuditEvent.id.desc()).limit(1)
    ).one()


def _check_tile(ctx: Context, place: Place, form: PlaceForm) -> None:
    tile = form.tile_row, form.tile_column
    if tile == (None, None):
        return
    if place.level is not PlaceLevel.TOWN or any(one is None or not 1 <= one <= GRID_MAX for one in tile):
        raise InvalidInput("tile_wrong", field="tile", most=GRID_MAX)
    other = ctx.session.scalar(select(Place.name).where(
        Place.county_code == place.county_code, Place.level == PlaceLevel.TOWN, Place.valid_to.is_(None),
        Place.code != place.code, Place.tile_row == form.tile_row, Place.tile_column == form.tile_column,
    ))
    if other is not None:
        raise InvalidInput("tile_taken", field="tile", name=other)


def _check_position(form: PlaceForm) -> None:
    longitude, latitude = form.longitude, form.latitude
    if longitude is None and latitude is None:
        return
    if longitude is None or latitude is None or not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise InvalidInput("position_half", field="position")
    if not (CHINA_EAST[0] <= longitude <= CHINA_EAST[1] and CHINA_NORTH[0] <= latitude <= CHINA_NORTH[1]):
        raise InvalidInput("position_abroad", field="position")


def _check_population(ctx: Context, form: PlaceForm) -> None:
    people, kind, year = form.registered_population, form.population_kind, form.population_year
    if people is None and kind is None and year is None:
        return
    if people is None or kind is None or year is None:
        raise InvalidInput("population_half", field="population")
    if not 0 <= people <= MOST_PEOPLE:
        raise InvalidInput("population_range", field="population", most=MOST_PEOPLE)
    if not FIRST_YEAR <= year <= ctx.today.year:
        raise InvalidInput("population_year", field="population", first=FIRST_YEAR, last=ctx.today.year)
