"""The duty roster: who answers today, who is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from data.domain.notices import gate_found
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import Gate, ProblemEventKind
from data.models.duty import DutyShift
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.queries.accounts import office_account
from data.queries.scope import check_role, find
from data.services.context import Context


@dataclass(frozen=True)
class DutyNow:
    """Whom to call now. `name` and `unit` are None where only the desk's own number is known; `phone` where none is."""

    phone: str | None
    name: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Shift:
    """`is_linked`: whose it is is known, and not only the name."""

    id: int
    name: str
    unit: str
    phone: str
    first_day: dt.date
    last_day: dt.date
    is_now: bool
    is_linked: bool


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
    return who_was_told(ctx, [problem.id]).get(problem.id)


def who_was_told(ctx: Context, problem_ids: Sequence[int]) -> dict[int, str]:
    """As `duty_told`, of several: by problem, without those nobody took a call about."""
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.kind, ProblemEvent.details)
        .where(ProblemEvent.problem_id.in_(problem_ids)).order_by(ProblemEvent.problem_id, ProblemEvent.sequence)
    )
    told: dict[int, str] = {}
    for problem_id, kind, details in rows:
        if kind is ProblemEventKind.DUTY_TOLD:
            told[problem_id] = details["name"]
        elif gate_found(kind, details) is Gate.ANIMAL_EPIDEMIC:
            told.pop(problem_id, None)
    return told


def shifts(ctx: Context) -> tuple[Shift, ...]:
    """Today's shift and those to come, soonest first. Raises NotAllowed."""
    return _coming(ctx)


def shifts_of_expert(ctx: Context, expert_id: int) -> tuple[Shift, ...]:
    """The expert's days on duty from today on, soonest first; also those that only bear the same name, which may be
    somebody else's. Raises NotAllowed, NotFound('expert_unknown')."""
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    return _coming(ctx, (DutyShift.expert_id == expert.id) | _only_named(expert.name))


def shifts_of_officer(ctx: Context, account_id: int) -> tuple[Shift, ...]:
    """As `shifts_of_expert`, of an officer's account. Raises NotAllowed, NotFound('account_unknown')."""
    account = office_account(ctx, account_id)
    return _coming(ctx, (DutyShift.account_id == account.id) | _only_named(account.name))


def _only_named(name: str) -> ColumnElement[bool]:
    return DutyShift.expert_id.is_(None) & DutyShift.account_id.is_(None) & (DutyShift.name == name)


def _coming(ctx: Context, *conditions: ColumnElement[bool]) -> tuple[Shift, ...]:
    check_role(ctx, Permission.DUTY_EDIT)
    rows = ctx.session.scalars(
        select(DutyShift).where(
            DutyShift.county_code == county_of(ctx.actor.area_code), DutyShift.cancelled_at.is_(None),
            DutyShift.last_day >= ctx.today, *conditions,
        ).order_by(DutyShift.first_day, DutyShift.id)
    )
    return tuple(
        Shift(
            row.id, row.name, row.unit, row.phone, row.first_day, row.last_day, row.first_day <= ctx.today,
            row.expert_id is not None or row.account_id is not None,
        )
        for row in rows
    )
