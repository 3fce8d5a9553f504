"""Timed work: each thing once, what was missed caught up, a dry run changes nothing, the dead lose their lease."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from data.domain.notices import Audience, CallResult
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.jobs import kinds
from data.jobs.kinds import Kind, follow_finished, move_offers, tidy
from data.jobs.turns import run_due, start
from data.models.problem import Problem
from data.models.timed_job import TimedJob
from data.queries.notices import to_call
from data.runtime import Runtime
from data.services.context import Context
from data.services.events import append_event
from data.services.notices import record_call
from data.services.timed_work import LEASE, take
from tests.desk import NOW, Desk, on_sqlite

EVERY, DAY = dt.timedelta(minutes=5), dt.timedelta(days=1)
DAYS_LATER = NOW + dt.timedelta(days=4)


class Counting:
    """A kind of work that counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, _runtime: Runtime, _now: dt.datetime, dry_run: bool) -> dict[str, int]:
        self.done += not dry_run
        return {"done": self.done}

    @property
    def kind(self) -> Kind:
        return Kind("counting", EVERY, self)


def test_several_servers_do_it_once(runtime: Runtime):
    work = Counting()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: run_due(runtime, NOW, kinds=[work.kind]), range(4)))
    assert work.done == 1
    run_due(runtime, NOW + EVERY / 2, kinds=[work.kind])
    assert work.done == 1
    run_due(runtime, NOW + EVERY, kinds=[work.kind])
    assert work.done == 2
    with runtime.reading(None) as ctx:
        job = ctx.session.get_one(TimedJob, "counting")
        assert (job.last_run_at, job.last_result) == (NOW + EVERY, {"done": 2})


def test_whoever_dies_over_it_loses_the_lease(runtime: Runtime):
    work = Counting()
    with runtime.writing(None, now=NOW) as ctx:
        assert take(ctx, "counting", EVERY, "a server that dies")
    run_due(runtime, NOW + LEASE / 2, kinds=[work.kind])
    assert work.done == 0
    run_due(runtime, NOW + LEASE, kinds=[work.kind])
    assert work.done == 1


@on_sqlite
def test_a_failing_turn_is_tried_again(desk: Desk):
    calls = []

    def fails(_runtime: Runtime, _now: dt.datetime, _dry_run: bool) -> dict[str, int]:
        calls.append(1)
        raise OSError("the disk is full")

    for moment in (NOW, NOW + LEASE):
        with pytest.raises(OSError, match="full"):
            run_due(desk.runtime, moment, kinds=[Kind("failing", EVERY, fails)])
    assert len(calls) == 2


def test_missed_turns_are_caught_up_and_a_dry_run_changes_nothing(desk: Desk):
    problems = [desk.ask(token="", text=words).problem_id for words in ("西梅剪枝咋弄", "葡萄叶子黄了咋办")]
    offered = [desk.assign_first(one)[0] for one in problems]
    assert run_due(desk.runtime, DAYS_LATER, dry_run=True)["offers"] == {"overdue": 2}
    with desk.reading("王敏") as ctx:
        assert {ctx.session.get_one(Problem, one).status for one in problems} == {ProblemStatus.OFFERED}
    result = run_due(desk.runtime, DAYS_LATER, kinds=[Kind("offers", EVERY, move_offers)])["offers"]
    assert result["overdue"] == len(offered) == result["moved_on"] + result["back_to_office"]
    assert move_offers(desk.runtime, DAYS_LATER, True) == {"overdue": 0}


def test_what_a_turn_leaves_is_taken_at_once_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kinds, "OFFERS_A_TURN", 1)
    for words in ("西梅剪枝咋弄", "葡萄叶子黄了咋办"):
        desk.assign_first(desk.ask(token="", text=words).problem_id)
    offers = Kind("offers", EVERY, move_offers)
    left = [
        run_due(desk.runtime, DAYS_LATER + dt.timedelta(seconds=n), kinds=[offers]).get("offers", {}).get("left")
        for n in range(3)
    ]
    assert left == [1, 0, None]
    assert move_offers(desk.runtime, DAYS_LATER, True) == {"overdue": 0}


@on_sqlite
def test_the_clock_outlives_an_error_that_nobody_foresaw(desk: Desk):
    work = Counting()

    def fails(_runtime: Runtime, _now: dt.datetime, _dry_run: bool) -> dict[str, int]:
        raise KeyError("nobody foresaw it")

    stop = start(desk.runtime, [Kind("failing", EVERY, fails), Kind("counting", dt.timedelta(0), work)], 0.01)
    last = time.monotonic() + 20
    while work.done < 2 and time.monotonic() < last:
        time.sleep(0.01)
    stop.set()
    assert work.done >= 2


@on_sqlite
def test_offers_that_fail_hold_up_none_behind_them(desk: Desk):
    words = ("西梅剪枝咋弄", "葡萄叶子黄了咋办", "西梅叶子卷边")
    broken, unread, sound = (desk.ask(text=one, now=NOW + n * EVERY).problem_id for n, one in enumerate(words))
    for n, problem_id in enumerate((broken, unread, sound)):
        desk.assign_first(problem_id, NOW + n * EVERY)
    with desk.writing("王敏") as ctx:
        ctx.session.get_one(Problem, broken).status = ProblemStatus.WAITING
        ctx.session.get_one(Problem, unread).understanding = {}
    result = move_offers(desk.runtime, DAYS_LATER, False)
    assert (result["overdue"], result["failed"], result["answered_meanwhile"]) == (3, 2, 0)
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Problem, sound).due_at > DAYS_LATER


@on_sqlite
@pytest.mark.parametrize("is_read", [True, False])
def test_finished_questions_that_fail_hold_up_none_behind_them(desk: Desk, monkeypatch, is_read: bool):
    monkeypatch.setattr(kinds, "FOLLOWED_A_TURN", 1)
    follow = kinds.follow_silent
    asked = [_finished(desk, name, n) for n, name in enumerate(("苗一", "苗二", "苗三", "苗四"))]
    broken, later = asked[:2], NOW + 20 * DAY

    def fails(ctx: Context, problem_id: int, *, dry_run: bool = False) -> str:
        if problem_id in broken and dry_run is is_read:
            raise KeyError(problem_id)
        return follow(ctx, problem_id, dry_run=dry_run)

    monkeypatch.setattr(kinds, "follow_silent", fails)
    turns = [follow_finished(desk.runtime, later, False) for _turn in range(3)]
    assert [(one["failed"], one["asked_again"], one["left"]) for one in turns] == [(2, 1, 1), (2, 1, 0), (2, 0, 0)]


def _finished(desk: Desk, name: str, days: int) -> int:
    """A question whose asker was told after so many days that its expert has finished, and has not said a word."""
    problem_id = desk.ask("王敏", asker_name=name, asker_phone=f"1990000001{days}").problem_id
    desk.accept(desk.assign_first(problem_id)[0])
    with desk.writing("王敏", NOW + days * DAY) as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.FINISHED)
    with desk.writing("王敏", NOW + days * DAY) as ctx:
        card = to_call(ctx, Audience.ASKER, problem_id=problem_id).rows[0]
        record_call(ctx, card.id, CallResult.WECHAT)
    return problem_id


@on_sqlite
def test_tidying_counts_the_rows_for_sqlite_s_plans(desk: Desk):
    tidy(desk.runtime, NOW, False)
    with desk.reading("王敏") as ctx:
        assert "expert" in ctx.session.scalars(text("SELECT tbl FROM sqlite_stat1")).all()
