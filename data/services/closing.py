"""Closing belongs to the asker: without an answer it is closed as unconfirmed, and can be taken up again."""

from __future__ import annotations

import datetime as dt

from data.domain.errors import Conflict, Refused
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import REOPENABLE, ProblemEventKind, ProblemStatus
from data.domain.promises import CALLING_DAYS, CLOSE_AFTER, REOPEN_DAYS
from data.domain.text import required_text
from data.models.place import County
from data.models.problem import Problem
from data.queries.closing import days_not_reached, is_to_ask_again, last_call, may_close, reopen_until
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event, last_event
from data.services.numbers import hold_problem, touch_county
from data.services.recommend import store_recommendation

WORDS_MAX = 500
SECOND_PRESS = dt.timedelta(minutes=1)
BY_RULE = "silent_by_rule"  # the county's setting; on unless it says false


def close_unconfirmed(ctx: Context, problem_id: int) -> None:
    """The office closes what the asker was called about in vain on two different days, once the asker's time is over.

    Raises NotAllowed, NotFound, Conflict('nothing_to_confirm', status), Refused('close_early', days).
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CLOSE, Problem, problem_id, lock=True)
    if problem.status is not ProblemStatus.TO_CONFIRM:
        raise Conflict("nothing_to_confirm", problem.id, status=problem.status)
    if not may_close(ctx, [problem]):
        raise Refused("close_early", problem.id, days=CALLING_DAYS)
    _close(ctx, problem)


def reopen(ctx: Context, problem_id: int, words: str) -> None:
    """It is not solved after all: the same number goes back to the bureau, with what the asker says.

    By the asker's account, or by the office for a caller. Raises NotAllowed, NotFound, InvalidInput text_*,
    Conflict('not_closed'), Refused('reopen_late', number, days) when too many days have passed.
    """
    problem = find(ctx, Permission.PROBLEM_REOPEN, Problem, problem_id)
    reopen_for(ctx, problem, words)


def reopen_for(ctx: Context, problem: Problem, words: str) -> None:
    """As `reopen`, for a question that the caller may answer for; the same words by a second press are one."""
    hold_problem(ctx, problem)
    said = required_text(words, "words", longest=WORDS_MAX)
    if problem.status not in REOPENABLE:
        if _just_said(ctx, problem, said):
            return
        raise Conflict("not_closed", problem.id)
    until = reopen_until(ctx, problem)
    if until is None or until < ctx.today:
        raise Refused("reopen_late", problem.id, number=problem.number, days=REOPEN_DAYS)
    append_event(ctx, problem, ProblemEventKind.REOPENED, words=said)
    record(ctx, "reopen", "problem", problem.id)
    store_recommendation(ctx, problem)


def _just_said(ctx: Context, problem: Problem, words: str) -> bool:
    last = last_event(ctx, problem, ProblemEventKind.REOPENED)
    return last is not None and last.details.get("words") == words and ctx.now - last.at <= SECOND_PRESS


def follow_silent(ctx: Context, problem_id: int, *, dry_run: bool = False) -> str:
    """Timed work on a finished problem whose asker's time is over: "closed", "asked_again" or "waiting".

    Closed a day after the last of the calls in vain, unless the county wants to do that itself; asked again when
    nobody has it on the list. Dry, nothing is changed.
    """
    problem = ctx.session.get_one(Problem, problem_id)
    if not dry_run:
        hold_problem(ctx, problem)
    done = _due(ctx, problem)
    if done == "closed" and not dry_run:
        _close(ctx, problem)
    if done == "asked_again" and not dry_run:
        append_event(ctx, problem, ProblemEventKind.ASKED_AGAIN)
    return done


def _due(ctx: Context, problem: Problem) -> str:
    settings = ctx.session.get_one(County, problem.county_code).settings
    if may_close(ctx, [problem]):
        called = last_call(ctx, problem)
        is_time = called is not None and called <= ctx.now - CLOSE_AFTER
        return "closed" if is_time and settings.get(BY_RULE, True) else "waiting"
    is_late = problem.status is ProblemStatus.TO_CONFIRM and problem.due_at is not None and problem.due_at <= ctx.now
    return "asked_again" if is_late and is_to_ask_again(ctx, problem) else "waiting"


def _close(ctx: Context, problem: Problem) -> None:
    days = [day.isoformat() for day in days_not_reached(ctx, [problem.id]).get(problem.id, [])]
    append_event(ctx, problem, ProblemEventKind.CLOSED, called_on=days)
    record(ctx, "close", "problem", problem.id, called_on=days)
