"""What is still to be looked at again: whose it is and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import aliased

from data.domain.permissions import Permission, reach_of
from data.domain.places import COUNTY
from data.domain.roles import Role
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert
from data.queries.places import place_names
from data.queries.scope import check_role, in_scope
from data.services.context import Context

SHOWN = 30


@dataclass(frozen=True)
class FollowUpRow:
    """`what` None: go and look again. `owner` is an expert's or an officer's name; None: the office, while the question
    has no expert."""

    id: int
    what: str | None
    owner: str | None
    is_mine: bool
    due_on: dt.date
    place: str
    problem_id: int | None
    visit_id: int | None
    title: str | None


@dataclass(frozen=True)
class FollowUpsHere:
    """`owners`: experts by id whom an officer may ask to do one."""

    rows: tuple[FollowUpRow, ...]
    owners: dict[int, str]


def follow_ups(ctx: Context, problem_id: int | None = None, visit_id: int | None = None) -> tuple[FollowUpRow, ...]:
    """Those not done yet in the actor's reach, earliest first, at most 30; of one problem or visit if asked.

    Raises NotAllowed.
    """
    check_role(ctx, Permission.FOLLOW_UP_WRITE)
    asked = [FollowUp.problem_id == problem_id] if problem_id is not None else []
    asked += [FollowUp.visit_id == visit_id] if visit_id is not None else []
    rows = _rows(ctx, *asked)
    codes = {row.Visit.current_place if row.Visit else row.Problem.current_place for row in rows}
    places = place_names(ctx, codes)
    return tuple(
        FollowUpRow(
            row.FollowUp.id, row.FollowUp.what, row.owner, _is_mine(ctx, row.FollowUp), row.FollowUp.due_on,
            places[row.Visit.current_place if row.Visit else row.Problem.current_place], row.FollowUp.problem_id,
            row.FollowUp.visit_id, row.Problem.title if row.Problem else None,
        )
        for row in rows
    )


def follow_ups_here(ctx: Context, problem_id: int | None = None, visit_id: int | None = None) -> FollowUpsHere | None:
    """Of one problem or one visit, for those who may write any; None for everybody else."""
    if reach_of(ctx.actor.role, Permission.FOLLOW_UP_WRITE) is None:
        return None
    concerned = select(Problem.expert_id).where(Problem.id == problem_id) if visit_id is None else \
        select(VisitExpert.expert_id).where(VisitExpert.visit_id == visit_id)
    experts = select(Expert.id, Expert.name).where(Expert.id.in_(concerned)).order_by(Expert.pinyin)
    owners = dict(ctx.session.execute(experts).all()) if ctx.actor.role is Role.OFFICER else {}
    return FollowUpsHere(follow_ups(ctx, problem_id, visit_id), owners)


def count_due(ctx: Context) -> int:
    """How many in the actor's reach are due today or were due before. Raises NotAllowed."""
    check_role(ctx, Permission.FOLLOW_UP_WRITE)
    due = select(func.count()).select_from(FollowUp).where(stands(), in_reach(ctx), FollowUp.due_on <= ctx.today)
    return ctx.session.scalar(due) or 0


def in_reach(ctx: Context) -> ColumnElement[bool]:
    """An officer has those of the area, everybody else their own."""
    if ctx.actor.role is not Role.OFFICER:
        return FollowUp.expert_id == ctx.actor.expert_id if ctx.actor.expert_id else false()
    if len(ctx.actor.area_code) == COUNTY:
        return FollowUp.county_code == ctx.actor.area_code
    return or_(
        FollowUp.problem_id.in_(select(Problem.id).where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem))),
        FollowUp.visit_id.in_(select(Visit.id).where(in_scope(ctx.actor, Permission.VISIT_READ, Visit))),
    )


def stands() -> ColumnElement[bool]:
    """Not done yet, and not of a visit that is voided or disputed: that promises nothing."""
    counted = select(Visit.id).where(Visit.status.in_(COUNTED))
    return FollowUp.done_at.is_(None) & (FollowUp.visit_id.is_(None) | FollowUp.visit_id.in_(counted))


def _rows(ctx: Context, *asked: ColumnElement[bool]):
    officer = aliased(Account)
    order = (FollowUp.due_on, FollowUp.id)
    ids = ctx.session.scalars(  # first: sorting whole rows with all their words would take the time
        select(FollowUp.id).where(stands(), in_reach(ctx), *asked).order_by(*order).limit(SHOWN)
    ).all()
    return ctx.session.execute(
        select(FollowUp, Problem, Visit, func.coalesce(Expert.name, officer.name).label("owner"))
        .outerjoin(Problem, Problem.id == FollowUp.problem_id).outerjoin(Visit, Visit.id == FollowUp.visit_id)
        .outerjoin(Expert, Expert.id == FollowUp.expert_id).outerjoin(officer, officer.id == FollowUp.account_id)
        .where(FollowUp.id.in_(ids)).order_by(*order)
    ).all()


def _is_mine(ctx: Context, row: FollowUp) -> bool:
    """One's own; for an officer also what the office has while the question has no expert."""
    if row.expert_id is not None:
        return row.expert_id == ctx.actor.expert_id
    return row.account_id in (None, ctx.actor.account_id)
