"""What an actor may do on a problem's page now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission, allows
from data.domain.problem import (
    ASSIGNABLE,
    REOPENABLE,
    SECONDABLE,
    VISITABLE,
    WITH_EXPERT,
    ProblemEventKind,
    ProblemStatus,
)
from data.models.problem import Problem, ProblemEvent
from data.queries.closing import may_close
from data.queries.scope import problem_subject
from data.services.context import Context


@dataclass(frozen=True)
class May:
    """What the actor may do here now, by permission and by the problem's state."""

    assign: bool
    correct: bool
    hand_over: bool
    ask_facts: bool
    give_facts: bool
    answer: bool
    log_visit: bool
    confirm: bool
    call_back: bool
    close: bool
    reopen: bool
    refuse_expert: bool
    ask_second: bool
    see_recommendation: bool


def may_do(ctx: Context, problem: Problem) -> May:
    """By permission and by the state of a problem that the actor may see."""
    subject = problem_subject(problem)
    status = problem.status

    def may(permission: Permission, possible: bool) -> bool:
        return possible and allows(ctx.actor, permission, subject)

    to_assign, to_confirm = status in ASSIGNABLE, status is ProblemStatus.TO_CONFIRM
    return May(
        assign=may(Permission.PROBLEM_ASSIGN, to_assign),
        correct=may(Permission.PROBLEM_CORRECT, to_assign),
        hand_over=may(Permission.PROBLEM_HAND_OVER, to_assign),
        ask_facts=may(Permission.PROBLEM_CORRECT, status is ProblemStatus.WAITING and not _was_asked(ctx, problem)),
        give_facts=may(Permission.PROBLEM_FILE, status is ProblemStatus.ASKED),
        answer=may(Permission.ASSIGNMENT_ANSWER, status is ProblemStatus.OFFERED),
        log_visit=may(Permission.VISIT_LOG, status in VISITABLE),
        confirm=may(Permission.VISIT_CONFIRM, to_confirm),
        call_back=may(Permission.CALLBACK_RECORD, to_confirm),
        close=may(Permission.PROBLEM_CLOSE, bool(may_close(ctx, [problem]))),
        reopen=may(Permission.PROBLEM_REOPEN, status in REOPENABLE),
        refuse_expert=may(Permission.FARM_WISH, status in WITH_EXPERT),
        ask_second=may(Permission.PROBLEM_ASSIGN, status in SECONDABLE),
        see_recommendation=allows(ctx.actor, Permission.PROBLEM_OVERSEE, subject),
    )


def _was_asked(ctx: Context, problem: Problem) -> bool:
    return ctx.session.scalar(select(ProblemEvent.id).where(
        ProblemEvent.problem_id == problem.id, ProblemEvent.kind == ProblemEventKind.FACTS_ASKED,
    ).limit(1)) is not None
