"""What there is to do by the clock. Each kind does all that is due, so that a missed turn is caught up by the next.

Where a turn has its most, the result says what is `left`, and the next turn comes at once (`turns`).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from data.domain.errors import Conflict
from data.queries.closing import silent_problems
from data.queries.public_pages import counties_here
from data.runtime import Runtime
from data.services.closing import follow_silent
from data.services.context import Context
from data.services.files import remove_old, unnamed
from data.services.identity_entry import warm
from data.services.ladder import DueStep, due_steps, take_steps
from data.services.offers import lapse, overdue_offers
from data.services.public_limits import forget_uses
from data.services.public_uploads import forget_uploads
from data.services.receipt_passes import forget_passes
from data.services.timed_work import refresh_statistics

log = logging.getLogger(__name__)

Opening = Callable[..., AbstractContextManager[Context]]
OFFERS_A_TURN, FOLLOWED_A_TURN, STEPS_A_TURN, STEPS_TOGETHER = 25, 150, 250, 50


@dataclass(frozen=True)
class Kind:
    """`run(runtime, now, dry_run)` returns counts by name; dry, it counts what it would do and changes nothing."""

    name: str
    every: dt.timedelta
    run: Callable[[Runtime, dt.datetime, bool], dict[str, int]]


def move_offers(runtime: Runtime, now: dt.datetime, dry_run: bool) -> dict[str, int]:
    """Offers without an answer go to the next in line, the oldest promise first, each in a transaction of its own, at
    most `OFFERS_A_TURN`.

    One that fails must not hold up those behind it.
    """
    with runtime.reading(None, now=now) as ctx:
        due = overdue_offers(ctx)
    if dry_run:
        return {"overdue": len(due)}
    done = {"overdue": len(due), "moved_on": 0, "back_to_office": 0, "answered_meanwhile": 0, "failed": 0, "left": 0}
    for number, assignment_id in enumerate(due):
        if done["moved_on"] + done["back_to_office"] == OFFERS_A_TURN:
            done["left"] = len(due) - number
            break
        done[_alone(runtime.writing, now, _moved, assignment_id)] += 1
    return done


def _moved(ctx: Context, assignment_id: int) -> str:
    try:
        return "moved_on" if lapse(ctx, assignment_id) else "back_to_office"
    except Conflict as error:
        if error.code != "assignment_over":
            raise
        return "answered_meanwhile"


def _alone(open_context: Opening, now: dt.datetime, do: Callable[[Context, int], str], record_id: int) -> str:
    """What became of one record, in a transaction of its own; "failed", whatever the reason, is told in the log."""
    try:
        with open_context(None, now=now) as ctx:
            return do(ctx, record_id)
    except Exception:
        log.exception("%s %s", do.__name__, record_id)
        return "failed"


def read_people(runtime: Runtime, now: dt.datetime, dry_run: bool) -> dict[str, int]:
    """The identity engine reads the counties' people ahead of the next name that is typed, beside whoever writes."""
    with runtime.reading(None, now=now) as ctx:
        counties = [one.code for one in counties_here(ctx)]
        for code in () if dry_run else counties:
            warm(ctx, code)
    return {"counties": len(counties)}


def climb(runtime: Runtime, now: dt.datetime, dry_run: bool) -> dict[str, int]:
    """Questions go up the ladder by the counties' rules, oldest promise first, at most `STEPS_A_TURN` a county."""
    done = {"raised": 0, "proposed": 0, "left": 0}
    with runtime.reading(None, now=now) as ctx:
        due = {one.code: due_steps(ctx, one.code) for one in counties_here(ctx)}
    for code, all_steps in due.items():
        steps = all_steps[:STEPS_A_TURN]
        done["left"] += len(all_steps) - len(steps)
        for name, is_proposal in (("raised", False), ("proposed", True)):
            of_kind = [one for one in steps if one.is_proposal is is_proposal]
            done[name] += len(of_kind) if dry_run else _taken(runtime, now, code, of_kind)
    return done


def _taken(runtime: Runtime, now: dt.datetime, county_code: str, steps: list[DueStep]) -> int:
    """In parts, so that nobody else has to wait long for the county."""
    taken = 0
    for first in range(0, len(steps), STEPS_TOGETHER):
        with runtime.writing(None, now=now) as ctx:
            taken += take_steps(ctx, county_code, steps[first:first + STEPS_TOGETHER])
    return taken


def follow_finished(runtime: Runtime, now: dt.datetime, dry_run: bool) -> dict[str, int]:
    """Whoever has not said whether it is solved is put on the list of calls again, or, called in vain on two days, it
    is closed as unconfirmed, each in a transaction of its own, at most `FOLLOWED_A_TURN`. One that fails is told in the
    log and counted, and does not hold up those behind it. `left`: not looked at."""
    done = {"asked_again": 0, "closed": 0, "waiting": 0, "failed": 0, "left": 0}
    with runtime.reading(None, now=now) as ctx:
        silent = silent_problems(ctx)
    for number, problem_id in enumerate(silent):
        if done["asked_again"] + done["closed"] == FOLLOWED_A_TURN:
            done["left"] = len(silent) - number
            break
        step = _alone(runtime.reading, now, _to_follow, problem_id)
        if step in ("asked_again", "closed") and not dry_run:
            step = _alone(runtime.writing, now, follow_silent, problem_id)
        done[step] += 1
    return done


def _to_follow(ctx: Context, problem_id: int) -> str:
    """Most wait: they are only read."""
    return follow_silent(ctx, problem_id, dry_run=True)


def tidy(runtime: Runtime, now: dt.datetime, dry_run: bool) -> dict[str, int]:
    """What the public door no longer needs; pictures go once it is committed that nothing names them. The database
    counts its rows for its plans."""
    open_context = runtime.reading if dry_run else runtime.writing
    with open_context(None, now=now) as ctx:
        uploads, pictures = forget_uploads(ctx)
        done = {"uses": forget_uses(ctx), "passes": forget_passes(ctx), "uploads": uploads, "pictures": len(pictures)}
    if not dry_run:
        with runtime.writing(None, now=now) as ctx:
            refresh_statistics(ctx)
        with runtime.reading(None, now=now) as ctx:
            remove_old(ctx, [runtime.files.path(one) for one in unnamed(ctx, pictures)])
    return done


KINDS = (
    Kind("offers", dt.timedelta(minutes=5), move_offers),
    Kind("people", dt.timedelta(minutes=10), read_people),
    Kind("ladder", dt.timedelta(minutes=10), climb),
    Kind("closing", dt.timedelta(hours=1), follow_finished),
    Kind("tidy", dt.timedelta(hours=6), tidy),
)
