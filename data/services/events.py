"""One door for every step in a problem's life: append the event, move status, owner, due time and what the owner had
still to do with it, and write down who must hear of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from data.domain.errors import Conflict
from data.domain.problem import (
    ASSIGNABLE,
    Gate,
    ProblemEventKind,
    ProblemState,
    ProblemStatus,
    ProblemStep,
    next_status,
    owner_after,
    replay_problem,
)
from data.domain.seasons import SeasonKind
from data.models.account import Account
from data.models.expert import Expert
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment
from data.services.clocks import Promise, calendar_of, matter_of, promise
from data.services.context import Context
from data.services.follow_ups import pass_on_follow_ups
from data.services.notices import write_notices


def append_event(
    ctx: Context, problem: Problem, kind: ProblemEventKind, *, expert_id: int | None = None,
    promised: dt.datetime | None = None, **details: Any,
) -> ProblemEvent:
    """Append an event and apply it. The problem's row must be locked, or new in this transaction.

    The promised time of a new status is written into the event, and the season that shortened it: what was promised
    stays promised when the county changes its hours. `promised`: the time that was promised before, where a step is
    taken back, or the nearer one of a step that keeps the status. Raises Conflict('step_not_possible', status=…,
    event=…).
    """
    sequence = _last_sequence(ctx, problem) + 1
    status = next_status(problem.status if sequence > 1 else None, kind)
    moved = sequence == 1 or status is not problem.status
    if moved or promised is not None:
        details |= _stopped(ctx, problem) if kind is ProblemEventKind.FACTS_ASKED else {}
        made = _again(ctx, problem, promised) if promised else _promised(ctx, problem, kind, status)
        problem.due_at = made.at
        details["due_at"] = problem.due_at.isoformat() if problem.due_at else None
        details |= {"season": made.season.value} if made.season else {}
    had_it, problem.status = problem.expert_id, status
    problem.expert_id = owner_after(had_it, kind, expert_id)
    if problem.expert_id != had_it:
        pass_on_follow_ups(ctx, problem, had_it)
    event = ProblemEvent(
        problem_id=problem.id, sequence=sequence, kind=kind, at=ctx.now,
        account_id=ctx.account_id, expert_id=expert_id, details=details,
    )
    ctx.session.add(event)
    ctx.session.flush()
    write_notices(ctx, problem, event, had_it, moved=moved)
    return event


def replayed(ctx: Context, problem: Problem) -> ProblemState:
    """What the problem's events, and nothing else, say about it."""
    events = ctx.session.scalars(
        select(ProblemEvent).where(ProblemEvent.problem_id == problem.id).order_by(ProblemEvent.sequence)
    )
    return replay_problem(ProblemStep(event.kind, event.expert_id, event.details) for event in events)


def stored_state(problem: Problem) -> ProblemState:
    """What the problem's row says, to be held against `replayed`."""
    return ProblemState(problem.status, problem.expert_id, problem.due_at, problem.joined_id)


def differing_problems(ctx: Context, county_code: str) -> list[tuple[str, ProblemState, ProblemState]]:
    """The rebuild check: (number, stored, replayed) of each problem of the county whose row and events differ."""
    problems = ctx.session.scalars(select(Problem).where(Problem.county_code == county_code).order_by(Problem.id))
    pairs = ((problem.number, stored_state(problem), replayed(ctx, problem)) for problem in problems)
    return [(number, stored, again) for number, stored, again in pairs if stored != again]


def check_assignable(ctx: Context, problem: Problem, version: int) -> None:
    """Two officers, one problem: the second is told who was first.

    Raises Conflict('already_assigned', who, expert, at), Conflict('already_handed_over', who, at),
    Conflict('problem_changed') when somebody only corrected it, Conflict('step_not_possible') otherwise.
    """
    if problem.status is ProblemStatus.HANDED_OVER:
        who, at = _first_officer(ctx, problem, ProblemEventKind.HANDED_OVER)
        raise Conflict("already_handed_over", problem.id, who=who, at=at)
    if problem.status not in ASSIGNABLE:
        who, at = _first_officer(ctx, problem, ProblemEventKind.ASSIGNED)
        expert = ctx.session.get_one(Expert, problem.expert_id).name
        raise Conflict("already_assigned", problem.id, who=who, expert=expert, at=at)
    if problem.version != version:
        raise Conflict("problem_changed", problem.id)


def current_assignment(ctx: Context, problem: Problem) -> Assignment | None:
    """The problem's latest assignment, whatever became of it."""
    return ctx.session.scalar(
        select(Assignment).where(Assignment.problem_id == problem.id).order_by(Assignment.id.desc()).limit(1)
    )


def _promised(ctx: Context, problem: Problem, kind: ProblemEventKind, status: ProblemStatus) -> Promise:
    """A clock that stood still while the asker was waited for goes on with what was left; a late one stays late.

    When the answer tells of what may be an epidemic, half an hour is the most that is left.
    """
    anew = promise(ctx, problem.county_code, status, matter_of(problem))
    asked = last_event(ctx, problem, ProblemEventKind.FACTS_ASKED) if kind is ProblemEventKind.FACTS_GIVEN else None
    if asked is None or asked.details["was_due"] is None:
        return anew
    was_due = dt.datetime.fromisoformat(asked.details["was_due"])
    left = _again(ctx, problem, was_due)
    if asked.details["left"]:
        goes_on = calendar_of(ctx, problem.county_code).add(ctx.now, asked.details["left"]).astimezone(dt.UTC)
        left = Promise(goes_on, left.season)
    is_nearer = anew.at and left.at and anew.at < left.at
    return anew if is_nearer and problem.gate is Gate.ANIMAL_EPIDEMIC else left


def _again(ctx: Context, problem: Problem, at: dt.datetime) -> Promise:
    """A promise that ran before, with the season that had shortened it."""
    past = ctx.session.scalars(
        select(ProblemEvent.details).where(ProblemEvent.problem_id == problem.id).order_by(ProblemEvent.sequence.desc())
    )
    season = next((one.get("season") for one in past if one.get("due_at") == at.isoformat()), None)
    return Promise(at, SeasonKind(season) if season else None)


def _stopped(ctx: Context, problem: Problem) -> dict[str, Any]:
    """The promise that ran, and the working minutes that were left of it."""
    if problem.due_at is None:
        return {"was_due": None, "left": 0}
    left = calendar_of(ctx, problem.county_code).between(ctx.now, problem.due_at)
    return {"was_due": problem.due_at.isoformat(), "left": left}


def last_event(ctx: Context, problem: Problem, kind: ProblemEventKind) -> ProblemEvent | None:
    """The problem's latest event of `kind`."""
    return ctx.session.scalar(
        select(ProblemEvent).where(ProblemEvent.problem_id == problem.id, ProblemEvent.kind == kind)
        .order_by(ProblemEvent.sequence.desc()).limit(1)
    )


def _first_officer(ctx: Context, problem: Problem, kind: ProblemEventKind) -> tuple[str, dt.datetime]:
    """Who did it; for an offer made by rule the officer who answers for it."""
    name, at = ctx.session.execute(
        select(Account.name, ProblemEvent.at).outerjoin(Account, Account.id == ProblemEvent.account_id)
        .where(ProblemEvent.problem_id == problem.id, ProblemEvent.kind == kind)
        .order_by(ProblemEvent.sequence.desc()).limit(1)
    ).one()
    if name is None:
        assignment = current_assignment(ctx, problem)
        name = ctx.session.get_one(Account, assignment.assigned_by_id).name if assignment else ""
    return name, at


def _last_sequence(ctx: Context, problem: Problem) -> int:
    return ctx.session.scalar(
        select(func.max(ProblemEvent.sequence)).where(ProblemEvent.problem_id == problem.id)
    ) or 0
