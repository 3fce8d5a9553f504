"""What somebody who leaves has open: questions in hand or answered for, visits agreed, days on duty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import OPEN, WITH_EXPERT, ProblemStatus
from data.domain.roles import Role
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.duty import DutyShift
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment
from data.models.visit import Visit
from data.queries.duty import Shift
from data.queries.scope import check_role, find, scoped
from data.services.context import Context


@dataclass(frozen=True)
class OpenItem:
    """`follow_up_on`: the day agreed at the last visit; whoever takes the question takes it too."""

    problem_id: int
    number: str
    title: str
    status: ProblemStatus
    expert: str | None
    due_at: dt.datetime | None
    follow_up_on: dt.date | None


def in_hand(ctx: Context, expert_id: int) -> tuple[OpenItem, ...]:
    """Offered to the expert or taken on, soonest promise first. Raises NotAllowed, NotFound('expert_unknown')."""
    find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    return _items(ctx, Problem.expert_id == expert_id, Problem.status.in_(WITH_EXPERT))


def answered_for(ctx: Context, account_id: int) -> tuple[OpenItem, ...]:
    """Open questions whose standing offer the officer made, soonest promise first. Raises NotAllowed."""
    latest = (
        select(func.max(Assignment.id)).where(Assignment.problem_id == Problem.id).correlate(Problem).scalar_subquery()
    )
    made = select(Assignment.id).where(Assignment.id == latest, Assignment.assigned_by_id == account_id).exists()
    return _items(ctx, Problem.expert_id.is_not(None), Problem.status.in_(OPEN), made)


def officers(ctx: Context) -> tuple[tuple[int, str], ...]:
    """(account, name) of the county's open officer accounts, by name. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    rows = ctx.session.execute(
        select(Account.id, Account.name).where(
            Account.role == Role.OFFICER, Account.is_closed.is_(False),
            Account.current_area.startswith(county_of(ctx.actor.area_code)),
        ).order_by(Account.name, Account.id)
    )
    return tuple((row.id, row.name) for row in rows)


def shifts_of(ctx: Context, name: str) -> tuple[Shift, ...]:
    """Days on duty from today on that stand under this name, soonest first. Raises NotAllowed."""
    check_role(ctx, Permission.DUTY_EDIT)
    rows = ctx.session.scalars(
        select(DutyShift).where(
            DutyShift.county_code == county_of(ctx.actor.area_code), DutyShift.cancelled_at.is_(None),
            DutyShift.last_day >= ctx.today, DutyShift.name == name,
        ).order_by(DutyShift.first_day, DutyShift.id)
    )
    return tuple(
        Shift(row.id, row.name, row.unit, row.phone, row.first_day, row.last_day, row.first_day <= ctx.today)
        for row in rows
    )


def _items(ctx: Context, *conditions) -> tuple[OpenItem, ...]:
    follow_up = (
        select(func.max(Visit.follow_up_on))
        .where(Visit.problem_id == Problem.id, Visit.status.in_(COUNTED), Visit.follow_up_on >= ctx.today)
        .correlate(Problem).scalar_subquery()
    )
    rows = ctx.session.execute(
        scoped(ctx, Permission.PROBLEM_ASSIGN, Problem).outerjoin(Expert, Expert.id == Problem.expert_id)
        .add_columns(Expert.name.label("expert"), follow_up.label("follow_up_on")).where(*conditions)
        .order_by(Problem.due_at.is_(None), Problem.due_at, Problem.id)
    )
    return tuple(
        OpenItem(
            row.Problem.id, row.Problem.number, row.Problem.title, row.Problem.status, row.expert, row.Problem.due_at,
            row.follow_up_on,
        )
        for row in rows
    )
