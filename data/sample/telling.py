"""The outbox of the demonstration banner: what its events say, and that most of it has been told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Row, select

from data.domain.notices import CallResult, NoticeKind, NoticeState, PastEvent, notices_of
from data.domain.problem import ProblemEventKind
from data.models.notice import Notice, NoticeCall
from data.models.problem import ProblemEvent
from data.sample.world import COUNTY, World, at
from data.services.context import Context

WITHIN = dt.timedelta(hours=1)   # an officer calls
LATELY = dt.timedelta(days=2)    # what is younger still waits
WAITS = frozenset({NoticeKind.CONFIRM, NoticeKind.DUTY})


def write_past_notices(ctx: Context, world: World) -> None:
    """A row for everybody who had to hear of something; old ones were told, some of the others nobody answered."""
    columns = (getattr(ProblemEvent, name) for name in ("id", "problem_id", *PastEvent.__dataclass_fields__))
    events = ctx.session.execute(select(*columns).order_by(ProblemEvent.problem_id, ProblemEvent.sequence)).all()
    for problem_id, lived in groupby(events, key=attrgetter("problem_id")):
        by_sequence = {event.sequence: event for event in lived}
        past = [PastEvent(one.sequence, one.at, one.kind, one.expert_id, one.details) for one in by_sequence.values()]
        for state in notices_of(past):
            _row(world, problem_id, by_sequence[state.sequence], state, _called_on(by_sequence.values(), state))
    world.insert(ctx.session)


def _called_on(events: Iterable[Row], state: NoticeState) -> list[dt.date]:
    """The days of calls in vain, where the asker was given up."""
    if state.telling.kind is not NoticeKind.CONFIRM:
        return []
    closed = [one for one in events if one.kind is ProblemEventKind.CLOSED and one.at == state.overtaken_at]
    return [dt.date.fromisoformat(day) for one in closed for day in one.details["called_on"]]


def _row(world: World, problem_id: int, event: Row, state: NoticeState, in_vain: list[dt.date]) -> None:
    written, telling = event.at, state.telling
    called_at = min(written + WITHIN, state.overtaken_at or world.midnight, world.midnight)
    is_old = state.overtaken_at is not None or (world.midnight - written > LATELY and telling.kind not in WAITS)
    is_told = is_old and not in_vain
    officer = world.officers[problem_id % len(world.officers)]
    notice_id = world.add(
        Notice, county_code=COUNTY, problem_id=problem_id, event_id=event.id, kind=telling.kind,
        audience=telling.audience, expert_id=telling.expert_id, written_at=written, overtaken_at=state.overtaken_at,
        done_at=called_at if is_told else None, done_by_id=officer if is_told else None,
        result=CallResult.TOLD if is_told else None,
    )
    calls = [at(day, 10, 0) for day in in_vain] or [called_at]
    if is_told or (telling.kind is NoticeKind.CONFIRM and world.midnight - written > LATELY):
        result = CallResult.TOLD if is_told else CallResult.NO_ANSWER
        for called in calls:
            world.add(NoticeCall, notice_id=notice_id, at=called, account_id=officer, result=result)
