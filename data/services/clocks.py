"""Promises in the county's working time: its own hours, days off and seasons, and China's public holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from data.domain.office_time import office_time
from data.domain.problem import TO_ASSIGN, Gate, ProblemStatus, Urgency
from data.domain.promises import GATE_WITHIN, HURRIED, PROMISED, STEP_OF, Step, minutes_to_visit
from data.domain.seasons import Matter, SeasonKind, season_of
from data.domain.worktime import BEIJING, WorkCalendar
from data.models.place import County
from data.models.problem import Problem
from data.services.context import Context

YEARS_AHEAD = 2


@dataclass(frozen=True)
class Promise:
    """Until when; None when nothing is waited for. `season` made it earlier than usual."""

    at: dt.datetime | None
    season: SeasonKind | None = None


def promise(ctx: Context, county_code: str, status: ProblemStatus, matter: Matter) -> Promise:
    """What is promised for the step that `status` waits for, counted from now.

    What may be an epidemic waits half an hour for the office at most, by day and by night.
    """
    if matter.gate is Gate.ANIMAL_EPIDEMIC and status in TO_ASSIGN:
        return Promise(ctx.now + GATE_WITHIN)
    step = STEP_OF.get(status)
    return Promise(None) if step is None else Promise(*step_promise(ctx, county_code, step, matter))


def step_promise(
    ctx: Context, county_code: str, step: Step, matter: Matter,
) -> tuple[dt.datetime, SeasonKind | None]:
    """Until when `step` is promised if it begins now, and the season that makes it earlier than usual."""
    minutes = PROMISED[step][matter.urgency]
    office = office_time(ctx.session.get_one(County, county_code).settings)
    season = season_of(office.seasons, matter, ctx.today) if step in HURRIED else None
    share = season.percent / 100 if season else 1
    at = calendar_of(ctx, county_code).add(ctx.now, minutes * share).astimezone(dt.UTC)
    return at, season.kind if season else None


def matter_of(problem: Problem) -> Matter:
    return Matter(problem.urgency, problem.gate, problem.industry, problem.crop, tuple(problem.problem_types))


def gate_due(ctx: Context, problem: Problem) -> dt.datetime | None:
    """For a question to assign that was just found to be what may be an epidemic: the nearer of its promise and half
    an hour; None where nothing changes."""
    if problem.gate is not Gate.ANIMAL_EPIDEMIC or problem.status not in TO_ASSIGN:
        return None
    soon = ctx.now + GATE_WITHIN
    return min(problem.due_at, soon) if problem.due_at else soon


def visit_due(calendar: WorkCalendar, asked: dt.datetime, urgency: Urgency, gate: Gate | None) -> dt.datetime:
    """Until when the first visit or advice is promised at the latest: each step begins as the one before runs out."""
    minutes = minutes_to_visit(urgency)
    if gate is Gate.ANIMAL_EPIDEMIC:
        return calendar.add(asked + GATE_WITHIN, minutes - PROMISED[Step.ASSIGN][urgency])
    return calendar.add(asked, minutes)


def calendar_of(ctx: Context, county_code: str, since: dt.datetime | None = None) -> WorkCalendar:
    """The county's working time for last year, or from `since` on, and the next two years; its own days win over the
    country's."""
    office = office_time(ctx.session.get_one(County, county_code).settings)
    first = ctx.today.year - 1
    if since is not None:
        first = min(first, since.astimezone(BEIJING).year)
    return office.calendar(*_public_days(first, ctx.today.year + YEARS_AHEAD))


@cache
def _public_days(first: int, last: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Public holidays of these years, and weekend days worked instead (调休). The library knows the latter once they
    are decreed."""
    from holidays import country_holidays  # 0.2 s to import

    years = country_holidays("CN", years=range(first, last + 1))
    free = frozenset(years)
    return free, frozenset(years.weekend_workdays) - free
