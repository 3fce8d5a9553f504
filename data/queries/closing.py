"""How a finished problem may be closed without the asker's word, and how long a closed one can be taken up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Label, case, func, select

from data.domain.notices import ASKS_WHETHER_SOLVED, NOT_REACHED, CallResult
from data.domain.problem import REOPENABLE, ProblemEventKind, ProblemStatus
from data.domain.promises import ASK_AGAIN_AFTER, CALLING_DAYS, REOPEN_DAYS
from data.domain.worktime import BEIJING
from data.models.notice import Notice, NoticeCall
from data.models.problem import Problem, ProblemEvent
from data.services.context import Context

CLOSING = (ProblemEventKind.CONFIRMED, ProblemEventKind.CLOSED)


def days_not_reached(ctx: Context, problem_ids: Collection[int]) -> dict[int, list[dt.date]]:
    """By problem the different days on which the asker was called whether it is solved and not reached, since it was
    last finished, since the asker, reached by phone, could not tell yet, and since a wrong number was put right.
    One query for all of them."""
    since = (
        select(ProblemEvent.problem_id, _latest(ProblemEventKind.FINISHED), _latest(ProblemEventKind.NUMBER_CORRECTED))
        .where(ProblemEvent.problem_id.in_(problem_ids)).group_by(ProblemEvent.problem_id).subquery()
    )
    calls = ctx.session.execute(
        select(Notice.problem_id, NoticeCall.at, NoticeCall.result, since.c.finished, since.c.number_corrected)
        .join(Notice, Notice.id == NoticeCall.notice_id).join(since, since.c.problem_id == Notice.problem_id)
        .where(Notice.kind.in_(ASKS_WHETHER_SOLVED), NoticeCall.at >= since.c.finished)
        .order_by(NoticeCall.at, NoticeCall.id)
    )
    found: dict[int, set[dt.date]] = {}
    for call in calls:
        if call.result is CallResult.TOLD:
            found.pop(call.problem_id, None)
        elif call.result in NOT_REACHED and (call.number_corrected is None or call.at > call.number_corrected):
            found.setdefault(call.problem_id, set()).add(call.at.astimezone(BEIJING).date())
    return {problem_id: sorted(days) for problem_id, days in found.items()}


def may_close(ctx: Context, problems: Iterable[Problem]) -> set[int]:
    """Ids of those whose asker's time is over and who did not answer on two different days. One query at most."""
    late = [
        one.id for one in problems
        if one.status is ProblemStatus.TO_CONFIRM and one.due_at is not None and one.due_at <= ctx.now
    ]
    silent = days_not_reached(ctx, late) if late else {}
    return {problem_id for problem_id, days in silent.items() if len(days) >= CALLING_DAYS}


def last_call(ctx: Context, problem: Problem) -> dt.datetime | None:
    """When the asker was last called about it in vain."""
    return ctx.session.scalar(
        select(NoticeCall.at).join(Notice, Notice.id == NoticeCall.notice_id).where(
            Notice.problem_id == problem.id, Notice.kind.in_(ASKS_WHETHER_SOLVED), NoticeCall.result.in_(NOT_REACHED),
        ).order_by(NoticeCall.at.desc()).limit(1)
    )


def reopen_until(ctx: Context, problem: Problem) -> dt.date | None:
    """The last day on which a closed problem can be taken up again; None while it is not closed."""
    if problem.status not in REOPENABLE:
        return None
    closed = _last(ctx, problem, CLOSING)
    return _until(closed) if closed else None


def still_reopenable(ctx: Context, problem_ids: Collection[int]) -> set[int]:
    """Those of the closed ones that can be taken up again today. One query for all of them, none for none."""
    if not problem_ids:
        return set()
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, func.max(ProblemEvent.at).label("at"))
        .where(ProblemEvent.problem_id.in_(problem_ids), ProblemEvent.kind.in_(CLOSING))
        .group_by(ProblemEvent.problem_id)
    )
    return {row.problem_id for row in rows if _until(row.at) >= ctx.today}


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


def _until(closed: dt.datetime) -> dt.date:
    return closed.astimezone(BEIJING).date() + dt.timedelta(days=REOPEN_DAYS)


def _latest(kind: ProblemEventKind) -> Label[dt.datetime]:
    return func.max(case((ProblemEvent.kind == kind, ProblemEvent.at))).label(kind.value)


def _last(ctx: Context, problem: Problem, kinds: Sequence[ProblemEventKind]) -> dt.datetime | None:
    return ctx.session.scalar(
        select(func.max(ProblemEvent.at)).where(ProblemEvent.problem_id == problem.id, ProblemEvent.kind.in_(kinds))
    )
