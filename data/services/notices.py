"""The outbox: written with the event that somebody must hear of, and emptied call by call."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.notices import (
    HEARD,
    Audience,
    CallResult,
    NoticeState,
    NoticeStep,
    PastEvent,
    Telling,
    is_overtaken,
    notices_of,
    to_tell,
)
from data.domain.permissions import Permission
from data.models.account import Account
from data.models.notice import Notice, NoticeCall
from data.models.problem import Problem, ProblemEvent
from data.queries.notices import audiences
from data.queries.scope import check_role, find
from data.services.context import Context


def write_notices(ctx: Context, problem: Problem, event: ProblemEvent, had_it: int | None, *, moved: bool) -> None:
    """Who must hear of `event`; what is stale by it is marked so. `had_it`: the expert before it."""
    step = NoticeStep(event.kind, event.expert_id, event.details, had_it, moved)
    new = to_tell(step)
    for row in _not_overtaken(ctx, problem.id):
        if is_overtaken(telling_of(row), step, new):
            row.overtaken_at = event.at
    ctx.session.add_all(
        Notice(
            county_code=problem.county_code, problem_id=problem.id, event_id=event.id, kind=one.kind,
            audience=one.audience, expert_id=one.expert_id, written_at=event.at,
        )
        for one in new
    )


def record_call(ctx: Context, notice_id: int, result: str) -> None:
    """What came of telling it: heard, it is off the list; not reached, it stays with one more attempt.

    Raises NotAllowed, NotFound('notice_unknown'); InvalidInput('call_result'); Conflict('notice_done', who, at) and
    Conflict('notice_stale'); Refused('duty_by_name') for the call to the animal-health authority, which is heard only
    by somebody whose name is written down.
    """
    check_role(ctx, Permission.CALLBACK_RECORD)
    if result not in list(CallResult):
        raise InvalidInput("call_result", field="result")
    notice = found_notice(ctx, notice_id)
    if notice.done_at is not None:
        who = ctx.session.get_one(Account, notice.done_by_id).name
        raise Conflict("notice_done", notice_id, who=who, at=notice.done_at)
    if notice.overtaken_at is not None:
        raise Conflict("notice_stale", notice_id)
    if notice.audience is Audience.DUTY and result in HEARD:
        raise Refused("duty_by_name", notice_id)
    outcome = CallResult(result)
    ctx.session.add(NoticeCall(notice_id=notice.id, at=ctx.now, account_id=ctx.actor.account_id, result=outcome))
    if outcome in HEARD:
        notice.done_at, notice.done_by_id, notice.result = ctx.now, ctx.actor.account_id, outcome


def record_calls(ctx: Context, notice_ids: Sequence[int], result: str) -> tuple[int, int]:
    """`record_call` for several: (written down, over meanwhile). Raises as it does, but for those that are over."""
    written = 0
    for notice_id in dict.fromkeys(notice_ids):
        try:
            record_call(ctx, notice_id, result)
        except Conflict:
            continue
        written += 1
    return written, len(set(notice_ids)) - written


def differing_notices(ctx: Context, county_code: str) -> list[tuple[str, list[NoticeState], list[NoticeState]]]:
    """The rebuild check: (number, stored, rebuilt) of each problem of the county whose outbox is not what its events
    say; of events before the first notice nothing was ever written."""
    since = ctx.session.scalar(select(func.min(Notice.event_id)).where(Notice.county_code == county_code))
    if since is None:
        return []
    problems = ctx.session.execute(select(Problem.id, Problem.number).where(Problem.county_code == county_code))
    found = ((number, _stored(ctx, id_), _rebuilt(ctx, id_, since)) for id_, number in problems.all())
    return [(number, stored, rebuilt) for number, stored, rebuilt in found if stored != rebuilt]


def telling_of(row: Notice) -> Telling:
    return Telling(row.kind, row.audience, row.expert_id)


def found_notice(ctx: Context, notice_id: int) -> Notice:
    """The row, one of those the actor calls, its problem locked and in the actor's reach.

    Raises NotAllowed, NotFound('notice_unknown').
    """
    problem_id = ctx.session.scalar(
        select(Notice.problem_id).where(Notice.id == notice_id, Notice.audience.in_(audiences(ctx)))
    )
    if problem_id is None:
        raise NotFound("notice_unknown", notice_id)
    try:
        find(ctx, Permission.CALLBACK_RECORD, Problem, problem_id, lock=True)
    except NotFound:
        raise NotFound("notice_unknown", notice_id) from None
    return ctx.session.get_one(Notice, notice_id, populate_existing=True)


def _not_overtaken(ctx: Context, problem_id: int) -> Sequence[Notice]:
    return ctx.session.scalars(
        select(Notice).where(Notice.problem_id == problem_id, Notice.overtaken_at.is_(None)).order_by(Notice.id)
    ).all()


def _stored(ctx: Context, problem_id: int) -> list[NoticeState]:
    rows = ctx.session.execute(
        select(Notice, ProblemEvent.sequence).join(ProblemEvent, ProblemEvent.id == Notice.event_id)
        .where(Notice.problem_id == problem_id).order_by(Notice.id)
    )
    return [NoticeState(sequence, telling_of(row), row.overtaken_at) for row, sequence in rows]


def _rebuilt(ctx: Context, problem_id: int, since: int) -> list[NoticeState]:
    events = ctx.session.scalars(
        select(ProblemEvent).where(ProblemEvent.problem_id == problem_id).order_by(ProblemEvent.sequence)
    ).all()
    old = {event.sequence for event in events if event.id < since}
    past = [PastEvent(one.sequence, one.at, one.kind, one.expert_id, one.details) for one in events]
    return [row for row in notices_of(past) if row.sequence not in old]
