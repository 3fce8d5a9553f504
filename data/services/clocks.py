"""Promises in the county's working time: its own hours and days off, and China's public holidays."""

from __future__ import annotations

import datetime as dt
from functools import cache

from data.domain.problem import TO_ASSIGN, Gate, ProblemStatus, Urgency
from data.domain.promises import GATE_WITHIN, PROMISED, Step, minutes_to_visit, promised_minutes
from data.domain.worktime import BEIJING, WorkCalendar
from data.models.place import County
from data.models.problem import Problem
from data.services.context import Context

YEARS_AHEAD = 2
OFFICE_HOURS = [("08:30", "12:00"), ("14:30", "18:00")]
DEFAULT_HOURS = dict.fromkeys(range(5), OFFICE_HOURS)


def due_at(
    ctx: Context, county_code: str, status: ProblemStatus, urgency: Urgency, gate: Gate | None = None,
) -> dt.datetime | None:
    """Until when the step that `status` waits for is promised, counted from now; None when nothing is waited for.

    What may be an epidemic waits half an hour for the office at most, by day and by night.
    """
    if gate is Gate.ANIMAL_EPIDEMIC and status in TO_ASSIGN:
        return ctx.now + GATE_WITHIN
    minutes = promised_minutes(status, urgency)
    if minutes is None:
        return None
    return calendar_of(ctx, county_code).add(ctx.now, minutes).astimezone(dt.UTC)


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


def calendar_of(ctx: Context, county_code: str) -> WorkCalendar:
    """The county's working time for last year and the next two; its own days win over the country's."""
    settings = ctx.session.get_one(County, county_code).settings
    free, worked = _days(settings, "holidays"), _days(settings, "workdays")
    public_free, public_worked = _public_days(ctx.today.year)
    hours = {int(day): [tuple(window) for window in windows] for day, windows in settings.get("hours", {}).items()}
    return WorkCalendar(
        hours or DEFAULT_HOURS,
        holidays=(public_free | free) - worked,
        workdays=(public_worked | worked) - free,
        tz=BEIJING,
    )


def _days(settings: dict, name: str) -> set[dt.date]:
    return {dt.date.fromisoformat(day) for day in settings.get(name, ())}


@cache
def _public_days(year: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Public holidays, and weekend days worked instead (调休). The library knows the latter once they are decreed."""
    from holidays import country_holidays  # 0.2 s to import

    years = country_holidays("CN", years=range(year - 1, year + YEARS_AHEAD + 1))
    free = frozenset(years)
    return free, frozenset(years.weekend_workdays) - free
