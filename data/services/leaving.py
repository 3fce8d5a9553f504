"""Somebody leaves: everything open in one list, each to a successor, all at once and written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from data.domain.contact import tidy_phone
from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.offers import OverrideReason
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind
from data.models.duty import DutyShift
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.queries.accounts import office_account
from data.queries.duty import Shift, shifts_of_expert, shifts_of_officer
from data.queries.leaving import answered_for, in_hand, tasks_of
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.dispatch import assign, take_back
from data.services.duty import keeper
from data.services.events import append_event, current_assignment
from data.services.numbers import touch_county
from data.services.recommend import run_engine, store_recommendation

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class OnDuty:
    """Who takes over the days of a shift: one of the register's experts or of the office, by id, or anybody by name."""

    name: str
    phone: str
    expert_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True)
class Successors:
    """Who takes over which problem and which follow-up (experts', or officers' accounts, by id), and which shift; None
    for one that only bears the same name and is somebody else's."""

    problems: Mapping[int, int | None]
    tasks: Mapping[int, int | None] = field(default_factory=dict)
    duty: Mapping[int, OnDuty | None] = field(default_factory=dict)


def proposed_successors(ctx: Context, expert_id: int) -> dict[int, int]:
    """Problem in the expert's hands -> the best other one who may take it now; without those for whom nobody fits.

    Raises NotAllowed, NotFound('expert_unknown').
    """
    found = {}
    for item in in_hand(ctx, expert_id):
        made = run_engine(ctx, find(ctx, Permission.PROBLEM_ASSIGN, Problem, item.problem_id))
        others = (one.expert_id for one in made.candidates if one.expert_id != expert_id)
        if best := next(others, None):
            found[item.problem_id] = best
    return found


def hand_on_expert(ctx: Context, expert_id: int, to: Successors) -> None:
    """Every problem that the expert has or is offered is offered to its successor, with a new promise, and its
    follow-ups go along; other follow-ups and days on duty go to theirs. All of it, or nothing.

    Raises NotAllowed, NotFound; Conflict('leaving_changed') when the list is another one now; InvalidInput
    successor_missing, successor_same, phone; and as `keeper` and `assign`.
    """
    _begin(ctx)
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    chosen = _whole(to.problems, {item.problem_id for item in in_hand(ctx, expert_id)}, expert_id)
    tasks = _whole(to.tasks, {one.id for one in tasks_of(ctx, expert_id=expert_id)}, expert_id)
    for problem_id, successor in sorted(chosen.items()):
        problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
        assignment = current_assignment(ctx, problem)
        if assignment is None:
            raise NotFound("assignment_unknown", problem_id)
        take_back(ctx, assignment, problem, handed_on=True)
        made = store_recommendation(ctx, problem)
        assign(
            ctx, problem.id, problem.version, successor, made, OverrideReason.HANDED_ON.value, note=assignment.note,
        )
    for task_id, successor in tasks.items():
        ctx.session.get_one(FollowUp, task_id).expert_id = find(ctx, Permission.EXPERT_READ, Expert, successor).id
    _hand_on_duty(ctx, shifts_of_expert(ctx, expert.id), to.duty, (expert.id, None))
    _written(ctx, "expert", expert_id, chosen, tasks)


def hand_on_officer(ctx: Context, account_id: int, to: Successors) -> None:
    """Every open question that the officer answers for is answered for by its successor, another officer's account;
    its timeline says so.

    Raises as `hand_on_expert`, and NotFound('account_unknown').
    """
    _begin(ctx)
    officer = office_account(ctx, account_id)
    chosen = _whole(to.problems, {item.problem_id for item in answered_for(ctx, account_id)}, account_id)
    for problem_id, successor in sorted(chosen.items()):
        problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
        assignment = current_assignment(ctx, problem)
        if assignment is None or assignment.assigned_by_id != account_id:
            raise Conflict("leaving_changed")
        other = office_account(ctx, successor)
        assignment.assigned_by_id = other.id
        append_event(ctx, problem, ProblemEventKind.HANDED_ON, account_id=other.id, name=other.name)
    tasks = _whole(to.tasks, {one.id for one in tasks_of(ctx, account_id=account_id)}, account_id)
    for task_id, successor in tasks.items():
        ctx.session.get_one(FollowUp, task_id).account_id = office_account(ctx, successor).id
    _hand_on_duty(ctx, shifts_of_officer(ctx, officer.id), to.duty, (None, officer.id))
    _written(ctx, "account", account_id, chosen, tasks)


def _begin(ctx: Context) -> None:
    """People of a whole county are handed over by whoever works for it."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.PROBLEM_ASSIGN, Subject(county))
    touch_county(ctx, county)


def _whole(chosen: Mapping[int, int | None], now: Set[int], leaving: int) -> dict[int, int]:
    """The choices, if there is one for each of `now` and none is `leaving`."""
    if chosen.keys() != now:
        raise Conflict("leaving_changed")
    if missing := [one for one, successor in chosen.items() if successor is None]:
        raise InvalidInput("successor_missing", missing[0], field="successor")
    if leaving in chosen.values():
        raise InvalidInput("successor_same", leaving, field="successor")
    return {one: successor for one, successor in chosen.items() if successor is not None}


def _hand_on_duty(
    ctx: Context, shifts: Sequence[Shift], duty: Mapping[int, OnDuty | None], leaving: tuple[int | None, int | None],
) -> None:
    """What is past of a running shift stays with whoever kept it. `leaving`: (expert, account)."""
    if duty.keys() != {shift.id for shift in shifts}:
        raise Conflict("leaving_changed")
    for shift in shifts:
        other = duty[shift.id]
        if other is None and shift.is_linked:
            raise InvalidInput("successor_missing", shift.id, field="successor")
        if other is None:
            continue
        if (other.expert_id, other.account_id) == leaving:
            raise InvalidInput("successor_same", shift.id, field="successor")
        row = ctx.session.get_one(DutyShift, shift.id)
        ctx.session.add(DutyShift(
            county_code=row.county_code, **keeper(ctx, other.name, other.expert_id, other.account_id), unit=row.unit,
            phone=tidy_phone(other.phone), first_day=max(row.first_day, ctx.today), last_day=row.last_day,
            added_by_id=ctx.actor.account_id, added_at=ctx.now,
        ))
        if row.first_day < ctx.today:
            row.last_day = ctx.today - DAY
        else:
            row.cancelled_at = ctx.now


def _written(
    ctx: Context, subject: str, subject_id: int, problems: Mapping[int, int], tasks: Mapping[int, int],
) -> None:
    to = {name: {str(one): other for one, other in found.items()} for name, found in
          (("problems", problems), ("tasks", tasks))}
    record(ctx, "hand_on", subject, subject_id, **to)
