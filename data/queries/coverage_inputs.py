"""What coverage is reckoned from: the past year's questions, the towns, who knows what and has how many days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from data.domain.coverage import WATCHED_DAYS, WORK_OF, field_of, fields_known, free_days
from data.domain.expert import season_days
from data.domain.permissions import Permission
from data.domain.places import TOWN, PlaceLevel, county_of, town_of
from data.domain.problem import Gate
from data.domain.register import Licence
from data.domain.travel import about_minutes
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.place import Place
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert
from data.queries.matching_inputs import position_of, positions
from data.queries.scope import check_role, in_scope
from data.services.context import Context

NEIGHBOURS = 3


@dataclass(frozen=True)
class Asked:
    """One question: its field, the town it came from and the month it came in."""

    field: str
    town: str
    month: int


@dataclass(frozen=True)
class Colleague:
    """An expert of today. minutes: town -> by road, about. days: month -> days free."""

    id: int
    name: str
    fields: frozenset[str]
    minutes: Mapping[str, int]
    days: Mapping[int, float]
    month_days: int | None


@dataclass(frozen=True)
class CoverageInputs:
    """first, last: the year that was watched. neighbours: town -> the towns beside it, nearest first.
    days_per_case: visits a question took. left_out: questions without industry or kind, of
    a kind that is no work of experts, or from outside `towns`."""

    first: dt.date
    last: dt.date
    asked: tuple[Asked, ...]
    left_out: int
    towns: Mapping[str, str]
    neighbours: Mapping[str, tuple[str, ...]]
    between: Mapping[tuple[str, str], int]
    people: tuple[Colleague, ...]
    days_per_case: float


def coverage_inputs(ctx: Context) -> CoverageInputs:
    """For the actor's area. Raises NotAllowed."""
    check_role(ctx, Permission.IMPACT_READ)
    last = ctx.today - dt.timedelta(days=1)
    first = ctx.today - dt.timedelta(days=WATCHED_DAYS)
    towns = _towns(ctx)
    between = _between(ctx, towns)
    asked, left_out = _asked(ctx, first, towns)
    return CoverageInputs(
        first, last, asked, left_out, towns, _neighbours(towns, between), between, _people(ctx, towns),
        _days_per_case(ctx),
    )


def watched_problems(ctx: Context, first: dt.date):
    """The year's questions within reach that experts are there for."""
    midnight = dt.datetime.combine(first, dt.time(), BEIJING)
    return (
        select(Problem).where(
            in_scope(ctx.actor, Permission.IMPACT_READ, Problem), Problem.created_at >= midnight,
            Problem.created_at < dt.datetime.combine(ctx.today, dt.time(), BEIJING),
            Problem.gate.is_distinct_from(Gate.HANDOVER),
        ).order_by(Problem.id)
    )


def field_asked(problem: Problem) -> str | None:
    """Of its main type; None without industry or with a type that is no work of experts."""
    work = WORK_OF.get(problem.problem_types[0]) if problem.problem_types else None
    return field_of(problem.industry, work) if problem.industry and work else None


def _asked(ctx: Context, first: dt.date, towns: Mapping[str, str]) -> tuple[tuple[Asked, ...], int]:
    found, left_out = [], 0
    for problem in ctx.session.scalars(watched_problems(ctx, first)):
        field, town = field_asked(problem), town_of(problem.current_place)
        if field is None or town not in towns:
            left_out += 1
        else:
            found.append(Asked(field, town, problem.created_at.astimezone(BEIJING).month))
    return tuple(found), left_out


def _towns(ctx: Context) -> dict[str, str]:
    """Code -> name of the towns within the actor's area that have villages: farms of the state have none."""
    area = ctx.actor.area_code
    villages = select(Place.parent_code).where(Place.level == PlaceLevel.VILLAGE, Place.valid_to.is_(None))
    rows = ctx.session.execute(
        select(Place.code, Place.name, Place.name_en).where(
            Place.parent_code == county_of(area), Place.level == PlaceLevel.TOWN, Place.valid_to.is_(None),
            Place.code.in_(villages),
        ).order_by(Place.code)
    )
    return {code: name_en if ctx.lang == "en" else name for code, name, name_en in rows if code.startswith(area[:TOWN])}


def _between(ctx: Context, towns: Mapping[str, str]) -> dict[tuple[str, str], int]:
    known = positions(ctx)
    ways = {
        (one, other): about_minutes(one, position_of(known, one), other, position_of(known, other))
        for one in towns for other in towns
    }
    return {pair: minutes for pair, minutes in ways.items() if minutes is not None}


def _neighbours(towns: Mapping[str, str], between: Mapping[tuple[str, str], int]) -> dict[str, tuple[str, ...]]:
    found = {}
    for town in towns:
        others = sorted((between[town, other], other) for other in towns if other != town and (town, other) in between)
        found[town] = tuple(other for _, other in others[:NEIGHBOURS])
    return found


def _people(ctx: Context, towns: Mapping[str, str]) -> tuple[Colleague, ...]:
    experts = ctx.session.scalars(
        select(Expert).where(
            Expert.county_code == county_of(ctx.actor.area_code), Expert.is_active, Expert.unreachable.is_(None),
        ).order_by(Expert.id).options(selectinload(Expert.seasons), selectinload(Expert.licences))
    )
    known = positions(ctx)
    return tuple(_colleague(ctx, expert, towns, known) for expert in experts)


def _colleague(ctx: Context, expert: Expert, towns: Mapping[str, str], known: Mapping) -> Colleague:
    home = expert.current_home
    ways = {town: about_minutes(home, position_of(known, home), town, position_of(known, town)) for town in towns}
    away = [span for season in expert.seasons for span in season_days(season.first, season.last, ctx.today.year)]
    return Colleague(
        expert.id, expert.name,
        fields_known(expert.industries, expert.problem_types, is_vet=expert.holds(Licence.VETERINARIAN, ctx.today)),
        {town: minutes for town, minutes in ways.items() if minutes is not None},
        free_days(expert.month_days, away, ctx.today.year), expert.month_days,
    )


def _days_per_case(ctx: Context) -> float:
    """Days of experts per visited question, over all the county has recorded; 1 where nothing has been."""
    problems, days = ctx.session.execute(
        select(func.count(Visit.problem_id.distinct()), func.count())
        .select_from(Visit).join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .where(
            Visit.county_code == county_of(ctx.actor.area_code), Visit.problem_id.is_not(None),
            Visit.status.in_(COUNTED),
        )
    ).one()
    return days / problems if problems else 1.0
