"""The duty roster: who answers today, who is next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.notices import gate_found
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import Gate, ProblemEventKind
from data.models.duty import DutyShift
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.queries.scope import check_role
from data.services.context import Context


@dataclass(frozen=True)
class DutyNow:
    """Whom to call now. `name` and `unit` are None where only the desk's own number is known; `phone` where none is."""

    phone: str | None
    name: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Shift:
    id: int
    name: str
    unit: str
    phone: str
    first_day: dt.date
    last_day: dt.date
    is_now: bool


def duty_now(ctx: Context, county_code: str) -> DutyNow:
    """Who is on the roster today, else the county's duty number."""
    row = ctx.session.scalar(
        select(DutyShift).where(
            DutyShift.county_code == county_code, DutyShift.cancelled_at.is_(None),
            DutyShift.first_day <= ctx.today, DutyShift.last_day >= ctx.today,
        ).order_by(DutyShift.id.desc()).limit(1)
    )
    if row is not None:
        return DutyNow(row.phone, row.name, row.unit)
    return DutyNow(ctx.session.get_one(County, county_code).settings.get("duty_phone"))


def duty_told(ctx: Context, problem: Problem) -> str | None:
    """Who of the animal-health authority took the call, since the question was last found to be what may be an
    epidemic."""
    rows = ctx.session.execute(
        select(ProblemEvent.kind, ProblemEvent.details).where(ProblemEvent.problem_id == problem.id)
        .order_by(ProblemEvent.sequence)
    )
    name = None
    for kind, details in rows:
        if kind is ProblemEventKind.DUTY_TOLD:
            name = details["name"]
        elif gate_found(kind, details) is Gate.ANIMAL_EPIDEMIC:
            name = None
    return name


def shifts(ctx: Context) -> tuple[Shift, ...]:
    """Today's shift and those to come, soonest first. Raises NotAllowed."""
    check_role(ctx, Permission.DUTY_EDIT)
    rows = ctx.session.scalars(
        select(DutyShift).where(
            DutyShift.county_code == county_of(ctx.actor.area_code), DutyShift.cancelled_at.is_(None),
            DutyShift.last_day >= ctx.today,
        ).order_by(DutyShift.first_day, DutyShift.id)
    )
    return tuple(
        Shift(row.id, row.name, row.unit, row.phone, row.first_day, row.last_day, row.first_day <= ctx.today)
        for row in rows
    )
