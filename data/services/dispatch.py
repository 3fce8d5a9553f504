"""Assigning a problem to an expert, taking it back, and the expert's answer."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.offers import DeclineReason, OverrideReason
from data.domain.permissions import Permission
from data.domain.problem import ProblemEventKind
from data.domain.promises import WITHDRAW_WITHIN
from data.domain.text import optional_text
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState, Candidate, Recommendation
from data.queries.scope import check_role, find
from data.services.context import Context
from data.services.duty import check_duty_told
from data.services.events import append_event, check_assignable
from data.services.offers import offer_next
from data.services.recommend import run_engine, store_recommendation

WORDS_MAX = 200
NOTE_MAX = 500


def assign(
    ctx: Context, problem_id: int, version: int, expert_id: int, recommendation_id: int,
    override_reason: str | None = None, override_words: str | None = None, note: str = "",
) -> int:
    """Offer the problem to an expert: the assignment's id.

    Hard rules hold for everybody and are checked on the data of this transaction; anyone but the first
    recommended needs a reason. Raises NotAllowed; NotFound; Conflict as `check_assignable`; Refused('duty_first') for
    what may be an epidemic; Conflict('expert_not_free', expert) when a hard rule speaks against it; InvalidInput
    reason_missing, reason_unknown, text_missing (other needs words).
    """
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    check_duty_told(ctx, problem)
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    reason, words = None, None
    if expert_id != _first_of(ctx, problem, recommendation_id):
        reason, words = _reason(override_reason, override_words, OverrideReason, "override_reason")
    _check_free(ctx, problem, expert)
    event = append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=expert_id)
    assignment = Assignment(
        problem_id=problem.id, expert_id=expert_id, recommendation_id=recommendation_id,
        state=AssignmentState.OFFERED, assigned_by_id=ctx.actor.account_id, assigned_at=ctx.now,
        reply_by=problem.due_at, note=optional_text(note, "note", longest=NOTE_MAX) or "",
        override_reason=reason, override_words=words,
    )
    ctx.session.add(assignment)
    ctx.session.flush()
    event.details = {**event.details, "assignment_id": assignment.id}
    return assignment.id


def withdraw(ctx: Context, assignment_id: int) -> None:
    """Take an offer back, within 10 minutes and while the expert has not answered.

    Raises NotAllowed, NotFound, Conflict('assignment_answered' or 'assignment_over'),
    Refused('withdraw_late', minutes).
    """
    assignment, problem = _locked(ctx, Permission.PROBLEM_ASSIGN, assignment_id)
    _check_state(assignment, AssignmentState.OFFERED)
    if ctx.now - assignment.assigned_at > WITHDRAW_WITHIN:
        raise Refused("withdraw_late", assignment_id, minutes=int(WITHDRAW_WITHIN.total_seconds() // 60))
    take_back(ctx, assignment, problem)


def take_back(
    ctx: Context, assignment: Assignment, problem: Problem, *, promised: dt.datetime | None = None,
    unsolved_by: int | None = None, **details: Any,
) -> None:
    """An offer of a locked problem that its expert has not answered, or must hand on, is the bureau's again: unsolved
    if an expert had left it so. `promised` as in `append_event`."""
    _close(ctx, assignment, AssignmentState.WITHDRAWN)
    kind = ProblemEventKind.PUT_BACK if unsolved_by else ProblemEventKind.WITHDRAWN
    append_event(
        ctx, problem, kind, expert_id=unsolved_by, promised=promised, assignment_id=assignment.id, **details,
    )


def accept(ctx: Context, assignment_id: int) -> None:
    """The expert takes it on. Raises NotAllowed, NotFound, Conflict('assignment_answered' or 'assignment_over')."""
    assignment, problem = _locked(ctx, Permission.ASSIGNMENT_ANSWER, assignment_id)
    _check_state(assignment, AssignmentState.OFFERED)
    _close(ctx, assignment, AssignmentState.ACCEPTED)
    append_event(ctx, problem, ProblemEventKind.ACCEPTED, assignment_id=assignment.id)


def decline(ctx: Context, assignment_id: int, reason: str, words: str | None = None) -> None:
    """The expert cannot, before or after accepting; the next in line is offered it at once, or, where there
    is none by rule, the problem goes back to the bureau with a new recommendation.

    Raises NotAllowed, NotFound, Conflict('assignment_over'), InvalidInput reason_missing, reason_unknown, text_missing.
    """
    assignment, problem = _locked(ctx, Permission.ASSIGNMENT_ANSWER, assignment_id)
    _check_state(assignment, AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    assignment.decline_reason, assignment.decline_words = _reason(reason, words, DeclineReason, "reason")
    _close(ctx, assignment, AssignmentState.DECLINED)
    append_event(
        ctx, problem, ProblemEventKind.DECLINED, assignment_id=assignment.id, declined_by=assignment.expert_id,
        reason=assignment.decline_reason,
    )
    store_recommendation(ctx, problem)
    offer_next(ctx, problem, assignment, ProblemEventKind.DECLINED.value)


def _locked(ctx: Context, permission: Permission, assignment_id: int) -> tuple[Assignment, Problem]:
    """The problem's row is the lock for everything about it; the assignment is read again behind it."""
    check_role(ctx, permission)
    assignment = ctx.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound("assignment_unknown", assignment_id)
    ctx.session.execute(select(Problem.id).where(Problem.id == assignment.problem_id).with_for_update())
    ctx.session.refresh(assignment)
    if assignment.expert_id == ctx.actor.expert_id:
        # Withdrawn, it is out of the expert's reach; say why instead of "no such question".
        _check_state(assignment, AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    return assignment, find(ctx, permission, Problem, assignment.problem_id, lock=True)


def _first_of(ctx: Context, problem: Problem, recommendation_id: int) -> int | None:
    """Who was first in the recommendation the officer looked at; nobody on the last rung."""
    recommendation = ctx.session.get(Recommendation, recommendation_id)
    if recommendation is None or recommendation.problem_id != problem.id:
        raise NotFound("recommendation_unknown", recommendation_id)
    return ctx.session.scalar(
        select(Candidate.expert_id).where(Candidate.recommendation_id == recommendation_id, Candidate.rank == 1)
    )


def _check_free(ctx: Context, problem: Problem, expert: Expert) -> None:
    objections = run_engine(ctx, problem).exclusions.get(expert.id)
    if objections:
        raise Conflict("expert_not_free", expert.id, expert=expert.name, rule=objections[0].code)


def _reason(
    raw: str | None, words: str | None, reasons: type[StrEnum], field: str,
) -> tuple[str, str | None]:
    if not raw:
        raise InvalidInput("reason_missing", field=field)
    if raw not in list(reasons):
        raise InvalidInput("reason_unknown", field=field, value=raw)
    said = optional_text(words, "words", longest=WORDS_MAX)
    if raw == "other" and not said:
        raise InvalidInput("text_missing", field="words")
    return raw, said


def _check_state(assignment: Assignment, *states: AssignmentState) -> None:
    if assignment.state in states:
        return
    answered = assignment.state is AssignmentState.ACCEPTED
    raise Conflict("assignment_answered" if answered else "assignment_over", assignment.id)


def _close(ctx: Context, assignment: Assignment, state: AssignmentState) -> None:
    assignment.state = state
    assignment.answered_at = ctx.now
