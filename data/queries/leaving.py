"""What somebody who leaves has open: questions in hand or answered for, visits agreed, days on duty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import OPEN, WITH_EXPERT, ProblemStatus
from data.domain.roles import Role
from data.models.account import Account
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.recommendation import Assignment
from data.queries.follow_ups import stands
from data.queries.scope import check_role, find, scoped
from data.services.context import Context


@dataclass(frozen=True)
class OpenItem:
    problem_id: int
    number: str
    title: str
    status: ProblemStatus
    expert: str | None
    due_at: dt.datetime | None


@dataclass(frozen=True)
class OpenTask:
    """Something promised for a day. `what` None: go and look again."""

    id: int
    what: str | None
    due_on: dt.date
    title: str | None


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


def tasks_of(ctx: Context, *, expert_id: int | None = None, account_id: int | None = None) -> tuple[OpenTask, ...]:
    """What the expert or the account still owes, earliest first; without what goes along with a question that the
    expert has in hand. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    goes_along = select(Problem.id).where(Problem.expert_id == expert_id, Problem.status.in_(WITH_EXPERT))
    is_other = or_(FollowUp.problem_id.is_(None), FollowUp.problem_id.not_in(goes_along))
    owner = FollowUp.account_id == account_id if expert_id is None else (FollowUp.expert_id == expert_id) & is_other
    rows = ctx.session.execute(
        select(FollowUp, Problem.title).outerjoin(Problem, Problem.id == FollowUp.problem_id)
        .where(FollowUp.county_code == county_of(ctx.actor.area_code), stands(), owner)
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return tuple(OpenTask(row.FollowUp.id, row.FollowUp.what, row.FollowUp.due_on, row.title) for row in rows)


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


def _items(ctx: Context, *conditions) -> tuple[OpenItem, ...]:
    rows = ctx.session.execute(
        scoped(ctx, Permission.PROBLEM_ASSIGN, Problem).outerjoin(Expert, Expert.id == Problem.expert_id)
        .add_columns(Expert.name.label("expert")).where(*conditions)
        .order_by(Problem.due_at.is_(None), Problem.due_at, Problem.id)
    )
    return tuple(
        OpenItem(
            row.Problem.id, row.Problem.number, row.Problem.title, row.Problem.status, row.expert, row.Problem.due_at,
        )
        for row in rows
    )
