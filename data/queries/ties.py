"""What stands between a farm and the experts: wishes, refusals, conflicts of interest, long service."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, extract, func, select

from data.domain.permissions import Permission, Reach, reach_of
from data.domain.places import county_of
from data.domain.ties import ROTATION_YEARS, ConflictKind, WishKind, years_running
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import County
from data.models.tie import ConflictOfInterest, FarmWish
from data.models.visit import Visit, VisitExpert
from data.queries.places import place_names
from data.queries.problem_rows import shown_farm, shown_name
from data.queries.scope import check_role, find
from data.services.context import Context


@dataclass(frozen=True)
class WishRow:
    """`reason` is a RefusalReason value, for a refusal."""

    id: int
    kind: WishKind
    expert_id: int
    expert: str
    reason: str | None
    words: str | None
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class ConflictRow:
    id: int
    kind: ConflictKind
    expert_id: int
    expert: str
    farm_id: int
    farm: str
    words: str | None
    who: str
    at: dt.datetime


def refused_experts(ctx: Context, farm_id: int) -> set[int]:
    """Experts the farm does not want, until it says otherwise."""
    return set(ctx.session.scalars(
        select(FarmWish.expert_id).where(
            FarmWish.farm_id == farm_id, FarmWish.kind == WishKind.REFUSES, FarmWish.ended_at.is_(None),
        )
    ))


def requested_experts(ctx: Context, problem_id: int) -> tuple[int, ...]:
    """Experts the farm asked for by name at this question, by id."""
    return tuple(ctx.session.scalars(
        select(FarmWish.expert_id).distinct().where(
            FarmWish.problem_id == problem_id, FarmWish.kind == WishKind.ASKS, FarmWish.ended_at.is_(None),
        ).order_by(FarmWish.expert_id)
    ))


def conflicting_experts(ctx: Context, farm_id: int) -> dict[int, ConflictKind]:
    """Expert id -> the first declared conflict with the farm that still holds."""
    rows = ctx.session.execute(
        select(ConflictOfInterest.expert_id, ConflictOfInterest.kind)
        .where(ConflictOfInterest.farm_id == farm_id, ConflictOfInterest.ended_at.is_(None))
        .order_by(ConflictOfInterest.id.desc())
    )
    return dict(rows.all())


def long_serving_experts(ctx: Context, county_code: str, farm_id: int) -> set[int]:
    """Experts who have served the farm for as many years running as the county allows; 0 allows any number."""
    settings = ctx.session.get_one(County, county_code).settings
    allowed = settings.get("rotation_years", ROTATION_YEARS)
    if not allowed:
        return set()
    years: dict[int, set[int]] = {}
    for expert_id, year in ctx.session.execute(_years_of_service(farm_id)):
        years.setdefault(expert_id, set()).add(int(year))
    return {expert for expert, served in years.items() if years_running(served, ctx.today.year) >= allowed}


def ties_stamp(ctx: Context, county_code: str, model: type[FarmWish] | type[ConflictOfInterest]) -> tuple:
    """Another one whenever a wish, or a conflict, of the county's farms begins or ends."""
    return tuple(ctx.session.execute(
        select(func.max(model.id), func.count(model.ended_at))
        .join(Farm, Farm.id == model.farm_id).where(Farm.county_code == county_code)
    ).one())


def _years_of_service(farm_id: int) -> Select:
    return (
        select(VisitExpert.expert_id, extract("year", Visit.service_day)).distinct()
        .join(Visit, Visit.id == VisitExpert.visit_id)
        .where(Visit.farm_id == farm_id, Visit.status.in_(COUNTED))
    )


def served_before(ctx: Context, farm_id: int) -> dict[int, dt.date]:
    """Expert id -> the last day they served the farm."""
    rows = ctx.session.execute(
        select(VisitExpert.expert_id, func.max(Visit.service_day)).join(Visit, Visit.id == VisitExpert.visit_id)
        .where(Visit.farm_id == farm_id, Visit.status.in_(COUNTED)).group_by(VisitExpert.expert_id)
    )
    return dict(rows.all())


def wishes_of_farm(ctx: Context, farm_id: int) -> list[WishRow]:
    """Refusals that hold, newest first. Raises NotAllowed, NotFound('farm_unknown')."""
    find(ctx, Permission.FARM_READ, Farm, farm_id)
    rows = ctx.session.execute(
        select(FarmWish, Expert.name.label("expert"), Account.name.label("who"))
        .join(Expert, Expert.id == FarmWish.expert_id).join(Account, Account.id == FarmWish.said_by_id)
        .where(FarmWish.farm_id == farm_id, FarmWish.kind == WishKind.REFUSES, FarmWish.ended_at.is_(None))
        .order_by(FarmWish.id.desc())
    )
    return [
        WishRow(
            row.FarmWish.id, row.FarmWish.kind, row.FarmWish.expert_id, row.expert, row.FarmWish.reason,
            row.FarmWish.words, shown_name(ctx, row.who), row.FarmWish.said_at,
        )
        for row in rows
    ]


def farms_to_declare(ctx: Context, search: str) -> list[tuple[int, str]]:
    """(id, name and place) of units in use that somebody may declare a conflict with; at most 20, by name.

    An officer finds by part of the name; an expert, who reads no register of farms, by the whole name.
    Raises NotAllowed.
    """
    check_role(ctx, Permission.CONFLICT_DECLARE)
    term = search.strip()
    if not term:
        return []
    is_expert = reach_of(ctx.actor.role, Permission.CONFLICT_DECLARE) is Reach.OWN_WORK
    named = Farm.name.in_([term, f"{term}家"]) if is_expert else Farm.name.contains(term, autoescape=True)
    farms = ctx.session.scalars(
        select(Farm).where(Farm.county_code == county_of(ctx.actor.area_code), Farm.is_active, named)
        .order_by(Farm.pinyin, Farm.id).limit(20)
    ).all()
    places = place_names(ctx, [farm.current_place for farm in farms])
    return [(farm.id, f"{farm.name} · {places[farm.current_place]}") for farm in farms]


def conflicts_of_expert(ctx: Context, expert_id: int) -> list[ConflictRow]:
    """Declared conflicts that hold, newest first. Raises NotAllowed, NotFound('expert_unknown')."""
    find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    return _conflicts(ctx, ConflictOfInterest.expert_id == expert_id)


def conflicts_of_farm(ctx: Context, farm_id: int) -> list[ConflictRow]:
    """As `conflicts_of_expert`. Raises NotAllowed, NotFound('farm_unknown')."""
    find(ctx, Permission.FARM_READ, Farm, farm_id)
    return _conflicts(ctx, ConflictOfInterest.farm_id == farm_id)


def _conflicts(ctx: Context, which) -> list[ConflictRow]:
    rows = ctx.session.execute(
        select(ConflictOfInterest, Expert.name.label("expert"), Farm, Account.name.label("who"))
        .join(Expert, Expert.id == ConflictOfInterest.expert_id)
        .join(Farm, Farm.id == ConflictOfInterest.farm_id)
        .join(Account, Account.id == ConflictOfInterest.declared_by_id)
        .where(which, ConflictOfInterest.ended_at.is_(None)).order_by(ConflictOfInterest.id.desc())
    )
    return [
        ConflictRow(
            row.ConflictOfInterest.id, row.ConflictOfInterest.kind, row.ConflictOfInterest.expert_id, row.expert,
            row.Farm.id, shown_farm(ctx, row.Farm), row.ConflictOfInterest.words, row.who,
            row.ConflictOfInterest.declared_at,
        )
        for row in rows
    ]
