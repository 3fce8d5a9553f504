"""An offer that is declined or not answered goes on to the next in line, at once and with a new promise."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select, update

from data.domain.errors import Conflict
from data.domain.problem import Gate, ProblemEventKind
from data.models.place import County
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState, Candidate, Recommendation
from data.queries.board import stored_alternates
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import hold_problem
from data.services.recommend import store_recommendation

NEXT = "next"
MOST_IN_A_ROW = 3
BY_RULE = "offers_by_rule"  # the county's setting; on unless it says false


def offer_next(ctx: Context, problem: Problem, before: Assignment, why: str) -> int | None:
    """Offer the locked, freshly recommended problem to the next in line after `before`: the assignment's id.

    None where an officer must decide: for what may be an epidemic, after three offers by rule in a row, where the
    county wants it so, and when nobody is left. `why`: declined or lapsed. The offer is nobody's doing: its event has
    no account; the officer who offered `before` keeps answering for it.
    """
    expert_id = next_in_line(ctx, problem) if _goes_by_rule(ctx, problem) else None
    if expert_id is None:
        return None
    rule = replace(ctx, signed_in=None)
    event = append_event(rule, problem, ProblemEventKind.ASSIGNED, expert_id=expert_id, by_rule=why)
    row = Assignment(
        problem_id=problem.id, expert_id=expert_id, recommendation_id=_latest(ctx, problem),
        state=AssignmentState.OFFERED, assigned_by_id=before.assigned_by_id, assigned_at=ctx.now,
        reply_by=problem.due_at, note=before.note, override_reason=NEXT,
    )
    ctx.session.add(row)
    ctx.session.flush()
    event.details = {**event.details, "assignment_id": row.id}
    return row.id


def next_in_line(ctx: Context, problem: Problem) -> int | None:
    """The board's cheapest alternate who may take it now, else the first of the latest recommendation."""
    qualified = ctx.session.scalars(
        select(Candidate.expert_id).where(Candidate.recommendation_id == _latest(ctx, problem)).order_by(Candidate.rank)
    ).all()
    on_board = [one for one in stored_alternates(ctx, problem.id) if one in qualified]
    return next(iter([*on_board, *qualified]), None)


def overdue_offers(ctx: Context) -> tuple[int, ...]:
    """Assignments that were to be answered before now and were not, oldest promise first."""
    return tuple(ctx.session.scalars(
        select(Assignment.id).where(Assignment.state == AssignmentState.OFFERED, Assignment.reply_by <= ctx.now)
        .order_by(Assignment.reply_by, Assignment.id)
    ))


def lapse(ctx: Context, assignment_id: int) -> int | None:
    """Timed work: an offer without an answer is over, and the next in line is asked: that assignment's id, or None.

    Raises Conflict('assignment_over') when it was answered meanwhile or has time left.
    """
    assignment = ctx.session.get_one(Assignment, assignment_id)
    problem = ctx.session.get_one(Problem, assignment.problem_id)
    hold_problem(ctx, problem)
    ctx.session.refresh(assignment)
    if assignment.state is not AssignmentState.OFFERED or assignment.reply_by > ctx.now:
        raise Conflict("assignment_over", assignment_id)
    assignment.state, assignment.answered_at = AssignmentState.LAPSED, ctx.now
    append_event(
        ctx, problem, ProblemEventKind.LAPSED, expert_id=assignment.expert_id, assignment_id=assignment.id,
        was_seen=assignment.opened_at is not None,
    )
    store_recommendation(ctx, problem)
    return offer_next(ctx, problem, assignment, ProblemEventKind.LAPSED.value)


def note_seen(ctx: Context) -> None:
    """The signed-in expert has seen the offers that wait for an answer."""
    if ctx.actor.expert_id is not None:
        ctx.session.execute(
            update(Assignment).where(
                Assignment.expert_id == ctx.actor.expert_id, Assignment.state == AssignmentState.OFFERED,
                Assignment.opened_at.is_(None),
            ).values(opened_at=ctx.now)
        )


def _goes_by_rule(ctx: Context, problem: Problem) -> bool:
    settings = ctx.session.get_one(County, problem.county_code).settings
    if problem.gate is Gate.ANIMAL_EPIDEMIC or not settings.get(BY_RULE, True):
        return False
    reasons = ctx.session.scalars(
        select(Assignment.override_reason).where(Assignment.problem_id == problem.id)
        .order_by(Assignment.id.desc()).limit(MOST_IN_A_ROW)
    ).all()
    return len(reasons) < MOST_IN_A_ROW or any(reason != NEXT for reason in reasons)


def _latest(ctx: Context, problem: Problem) -> int | None:
    return ctx.session.scalar(
        select(func.max(Recommendation.id)).where(Recommendation.problem_id == problem.id)
    )
