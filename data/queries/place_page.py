"""One place: what it is, who is there, what happened, what is missing, how it changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from data.domain.errors import NotFound
from data.domain.permissions import Permission, Subject, allows, reach_of
from data.domain.places import PlaceLevel, county_of
from data.domain.problem import ProblemStatus
from data.domain.travel import about_minutes
from data.domain.visit import COUNTED
from data.models.account import Account, AuditEvent
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Household, Person
from data.models.place import Place
from data.models.placed import Placed
from data.models.problem import Problem
from data.models.visit import Visit
from data.queries.impact_scope import visit_contacts
from data.queries.place_rows import PlaceRow, row_of, shown_name
from data.queries.scope import below, check_role, in_scope
from data.services.context import Context

LATEST = 5
NEAREST = 4


@dataclass(frozen=True)
class ProblemLine:
    id: int
    number: str
    title: str
    status: ProblemStatus
    asked_at: dt.datetime


@dataclass(frozen=True)
class VisitLine:
    id: int
    number: str
    service_day: dt.date
    contacts: int


@dataclass(frozen=True)
class Edited:
    """One edit: field -> value before and after."""

    at: dt.datetime
    who: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True)
class PlacePage:
    """Counts are of the place and all below it, as places are now; of a place that is gone, of what was written there.
    `problems` and `visits` are the latest ones, empty for who may not read them; `nearest`: other towns with about how
    many minutes by road."""

    row: PlaceRow
    version: int
    official_name: str
    name_en: str
    position: tuple[float, float] | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    households: int
    villages: int
    experts: tuple[tuple[int, str], ...]
    nearest: tuple[tuple[str, str, int], ...]
    problem_count: int
    visit_count: int
    problems: tuple[ProblemLine, ...]
    visits: tuple[VisitLine, ...]
    edits: tuple[Edited, ...]
    may_edit: bool
    may_change: bool


def place_page(ctx: Context, code: str) -> PlacePage:
    """Raises NotAllowed('not_allowed'), NotFound('place_unknown') for what is out of the actor's reach."""
    place = find_place(ctx, Permission.PLACE_READ, code)
    at = _At(ctx, code, place.valid_to is None)
    county = county_of(place.code)
    near = ctx.session.scalars(select(Place).where(
        Place.county_code == county, Place.level.in_((PlaceLevel.COUNTY, PlaceLevel.TOWN)),
    ))
    places = {one.code: one for one in (*near, ctx.session.get_one(Place, place.current_code))}
    subject = Subject(county)
    return PlacePage(
        row_of(ctx, place, places, {code: at.count(Farm)}, {code: at.count(Person)}),
        place.version, place.official_name, place.name_en,
        None if place.longitude is None or place.latitude is None else (place.longitude, place.latitude),
        place.valid_from, place.valid_to, at.count(Household), _villages(ctx, code), _experts(ctx, code),
        _nearest(ctx, place, places), at.count(Problem), at.count(Visit), _problems(at), _visits(at), _edits(ctx, code),
        place.valid_to is None and allows(ctx.actor, Permission.PLACE_EDIT, Subject(place.code)),
        allows(ctx.actor, Permission.PLACE_CHANGE, subject),
    )


def find_place(ctx: Context, permission: Permission, code: str, *, lock: bool = False) -> Place:
    """A town or village, living or gone, whose records `permission` reaches. Raises as `place_page`."""
    check_role(ctx, permission)
    place = ctx.session.get(Place, code, with_for_update=lock or None, populate_existing=lock)
    if (
        place is None or place.level not in (PlaceLevel.TOWN, PlaceLevel.VILLAGE)
        or not allows(ctx.actor, permission, Subject(place.current_code))
    ):
        raise NotFound("place_unknown", code)
    return place


@dataclass(frozen=True)
class _At:
    """The records at a place and below it, or what was written at one that is gone."""

    ctx: Context
    code: str
    lives: bool

    def here(self, model: type[Placed]) -> ColumnElement[bool]:
        return below(model.current_place if self.lives else model.place_code, self.code)  # type: ignore[attr-defined]

    def count(self, model: type[Placed]) -> int:
        return self.ctx.session.scalar(select(func.count()).select_from(model).where(self.here(model))) or 0


def _villages(ctx: Context, code: str) -> int:
    return ctx.session.scalar(
        select(func.count()).where(Place.parent_code == code, Place.valid_to.is_(None))
    ) or 0


def _experts(ctx: Context, code: str) -> tuple[tuple[int, str], ...]:
    if reach_of(ctx.actor.role, Permission.EXPERT_READ) is None:
        return ()
    rows = ctx.session.execute(
        select(Expert.id, Expert.name).where(below(Expert.current_home, code), Expert.is_active)
        .order_by(Expert.pinyin, Expert.id)
    )
    return tuple((id_, name) for id_, name in rows)


def _nearest(ctx: Context, place: Place, places: dict[str, Place]) -> tuple[tuple[str, str, int], ...]:
    """(code, name, minutes) of the nearest other towns; a village is reckoned from its town's centre."""
    def at(one: Place | None) -> tuple[float, float] | None:
        return None if one is None or one.longitude is None or one.latitude is None else (one.longitude, one.latitude)

    here = at(place) or at(places.get(place.code[:9]))
    towns = [one for one in places.values() if one.level is PlaceLevel.TOWN and one.valid_to is None]
    ways = [
        (one.code, shown_name(ctx, one), about_minutes(place.code, here, one.code, at(one)))
        for one in towns if one.code != place.code[:9]
    ]
    return tuple(sorted((way for way in ways if way[2] is not None), key=lambda way: way[2])[:NEAREST])  # type: ignore[misc]


def _problems(at: _At) -> tuple[ProblemLine, ...]:
    is_seen = in_scope(at.ctx.actor, Permission.PROBLEM_READ, Problem)
    rows = at.ctx.session.scalars(
        select(Problem).where(at.here(Problem), is_seen).order_by(Problem.created_at.desc()).limit(LATEST)
    )
    return tuple(ProblemLine(one.id, one.number, one.title, one.status, one.created_at) for one in rows)


def _visits(at: _At) -> tuple[VisitLine, ...]:
    is_seen = in_scope(at.ctx.actor, Permission.VISIT_READ, Visit)
    rows = at.ctx.session.execute(
        select(Visit.id, Visit.number, Visit.service_day, visit_contacts())
        .where(at.here(Visit), is_seen, Visit.status.in_(COUNTED))
        .order_by(Visit.service_day.desc(), Visit.id.desc()).limit(LATEST)
    )
    return tuple(VisitLine(*row) for row in rows)


def _edits(ctx: Context, code: str) -> tuple[Edited, ...]:
    rows = ctx.session.execute(
        select(AuditEvent, Account.name).join(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.subject == "place", AuditEvent.subject_id == code, AuditEvent.action == "place:edit")
        .order_by(AuditEvent.id.desc())
    )
    return tuple(Edited(event.at, who, event.details["before"], event.details["after"]) for event, who in rows)
