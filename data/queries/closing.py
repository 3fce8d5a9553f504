"""How a finished problem may be closed without the asker's word, and how long a closed one can be taken up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from data.domain.notices import ASKS_WHETHER_SOLVED, NOT_REACHED, CallResult
from data.domain.problem import REOPENABLE, ProblemEventKind, ProblemStatus
from data.domain.promises import ASK_AGAIN_AFTER, CALLING_DAYS, REOPEN_DAYS
from data.domain.worktime import BEIJING
from data.models.notice import Notice, NoticeCall
from data.models.problem import Problem, ProblemEvent
from data.services.context import Context

CLOSING = (ProblemEventKind.CONFIRMED, ProblemEventKind.CLOSED)


def days_not_reached(ctx: Context, problem: Problem) -> list[dt.date]:
    """The different days on which the asker was called whether it is solved and not reached, since it was last
    finished, or since the asker, reached by phone, could not tell yet."""
    finished = _last(ctx, problem, (ProblemEventKind.FINISHED,))
    if finished is None:
        return []
    of_it = Notice.problem_id == problem.id, NoticeCall.at >= finished
    reached = ctx.session.scalar(_calls({CallResult.TOLD}, *of_it).order_by(NoticeCall.at.desc()).limit(1))
    since = [NoticeCall.at > reached] if reached else []
    calls = ctx.session.scalars(_calls(NOT_REACHED, *of_it, *since))
    return sorted({at.astimezone(BEIJING).date() for at in calls})


def may_close(ctx: Context, problem: Problem) -> bool:
    """The asker's time is over, and nobody answered on two different days."""
    is_late = problem.due_at is not None and problem.due_at <= ctx.now
    waits = problem.status is ProblemStatus.TO_CONFIRM and is_late
    return waits and len(days_not_reached(ctx, problem)) >= CALLING_DAYS


def last_call(ctx: Context, problem: Problem) -> dt.datetime | None:
    """When the asker was last called about it in vain."""
    calls = _calls(NOT_REACHED, Notice.problem_id == problem.id)
    return ctx.session.scalar(calls.order_by(NoticeCall.at.desc()).limit(1))


def reopen_until(ctx: Context, problem: Problem) -> dt.date | None:
    """The last day on which a closed problem can be taken up again; None while it is not closed."""
    if problem.status not in REOPENABLE:
        return None
    closed = _last(ctx, problem, CLOSING)
    return closed.astimezone(BEIJING).date() + dt.timedelta(days=REOPEN_DAYS) if closed else None


def silent_problems(ctx: Context) -> Sequence[int]:
    """Finished ones whose askers' time is over and with whom something may be due, oldest promise first: nobody has
    them on the list to ask whether it is solved, or enough calls were in vain."""
    asked = select(Notice.problem_id).where(
        Notice.kind.in_(ASKS_WHETHER_SOLVED), Notice.done_at.is_(None), Notice.overtaken_at.is_(None),
    )
    called = (
        select(Notice.problem_id).join(NoticeCall, NoticeCall.notice_id == Notice.id)
        .where(Notice.kind.in_(ASKS_WHETHER_SOLVED), NoticeCall.result.in_(NOT_REACHED))
        .group_by(Notice.problem_id).having(func.count() >= CALLING_DAYS)
    )
    return ctx.session.scalars(
        select(Problem.id)
        .where(
            Problem.status == ProblemStatus.TO_CONFIRM, Problem.due_at <= ctx.now,
            Problem.id.not_in(asked) | Problem.id.in_(called),
        )
        .order_by(Problem.due_at, Problem.id)
    ).all()


def is_to_ask_again(ctx: Context, problem: Problem) -> bool:
    """Nobody has it on the list to ask whether it is solved, and it was said, or written down, some days ago."""
    asked = ctx.session.execute(
        select(Notice.written_at, Notice.done_at, Notice.overtaken_at)
        .where(Notice.problem_id == problem.id, Notice.kind.in_(ASKS_WHETHER_SOLVED))
        .order_by(Notice.id.desc()).limit(1)
    ).first()
    if asked is None:
        return True
    is_waiting = asked.done_at is None and asked.overtaken_at is None
    return not is_waiting and (asked.done_at or asked.written_at) <= ctx.now - ASK_AGAIN_AFTER


def _calls(results: Collection[CallResult], *conditions) -> Select[tuple[dt.datetime]]:
    return select(NoticeCall.at).join(Notice, Notice.id == NoticeCall.notice_id).where(
        Notice.kind.in_(ASKS_WHETHER_SOLVED), NoticeCall.result.in_(results), *conditions,
    )


def _last(ctx: Context, problem: Problem, kinds: Sequence[ProblemEventKind]) -> dt.datetime | None:
    return ctx.session.scalar(
        select(func.max(ProblemEvent.at)).where(ProblemEvent.problem_id == problem.id, ProblemEvent.kind.in_(kinds))
    )
