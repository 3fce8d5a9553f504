"""Whatever askers, officers, experts and the clock do, in whatever order: no problem is lost, none has two owners, no
clock runs backwards, and what is stored is what the events say."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.errors import AppError
from data.domain.ladder import Cause
from data.domain.notices import CallResult
from data.domain.problem import WITH_EXPERT, ProblemEventKind, ProblemStatus
from data.domain.second_opinion import KINDS
from data.domain.slots import free_slots
from data.domain.visit import Outcome
from data.jobs.kinds import follow_finished, move_offers
from data.models.expert import Expert
from data.models.notice import Notice
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState, Candidate, Recommendation
from data.queries.second_opinions import standing_request
from data.queries.slots import current_times, times_of
from data.services.closing import close_unconfirmed
from data.services.confirmations import ConfirmationForm
from data.services.dispatch import accept, assign, decline, withdraw
from data.services.duty import tell_duty
from data.services.events import append_event, current_assignment, differing_problems
from data.services.fact_requests import ask_for_facts
from data.services.ladder import raise_rung
from data.services.notices import differing_notices, record_call
from data.services.one_event import hand_over_part, join, leave
from data.services.problems import hand_over
from data.services.public_questions import (
    PublicForm,
    answer_facts,
    ask_publicly,
    choose_publicly,
    confirm_publicly,
    reopen_publicly,
)
from data.services.second_opinions import (
    SecondProposal,
    ask_second,
    decline_second,
    give_second,
    proposed_second,
)
from data.services.slots import offer_slots
from tests.desk import COUNTY, LAMBS, NOW, PLUM_VILLAGE, PLUMS, Desk

WORDS = (PLUMS, LAMBS, "雹子打了西梅，叶子全烂了", "下冰蛋了，葡萄趴下了", "骆驼不吃草")
ALIVE = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
DOINGS = (
    "ask", "ask_facts", "give_facts", "duty", "assign", "accept", "decline", "withdraw", "finish", "confirm", "deny",
    "join", "leave", "raise", "part", "hand_over", "time", "jobs", "call", "close", "reopen",
    "through", "second", "second_given", "second_declined", "offer_times",
    "choose_time",
)
OFTEN = (*DOINGS, *("assign", "accept", "finish") * 4, "decline", "jobs", "deny", "duty", "leave", "give_facts",
         "confirm", "confirm", "call", *("through", "close", "reopen") * 3,
         "hand_over", *("offer_times", "choose_time") * 3)
MOST = 3
ENDED = (ProblemStatus.SOLVED, ProblemStatus.UNCONFIRMED, ProblemStatus.HANDED_OVER)

PHONES = count(1)  # one phone may ask six times a day only

histories = st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 9)), min_size=30, max_size=60)


class History:
    """A few questions, and what is done to them; each doing takes a number, and may be refused."""

    def __init__(self, desk: Desk):
        self.desk, self.now, self.passes, self.filed = desk, NOW, {}, []
        for number in (0, 1):
            self.ask(number)

    def do(self, doing: str, number: int) -> None:
        getattr(self, doing)(number)

    def any(self, number: int) -> int:
        return self.filed[number % len(self.filed)]

    def ask(self, number: int) -> None:
        if len(self.filed) >= MOST:  # on more of them hardly any would get far
            return
        form = PublicForm(WORDS[number % len(WORDS)], PLUM_VILLAGE, "苗家", f"199{next(PHONES):08}")
        with self.desk.runtime.writing(None, now=self.now) as ctx:
            receipt, opened = ask_publicly(ctx, COUNTY, form, str(uuid.uuid4()), f"client {len(self.filed)}")
        self.filed.append(receipt.problem_id)
        self.passes[receipt.problem_id] = opened

    def officer(self, number: int, call: Callable) -> None:
        with self.desk.writing("王敏", self.now) as ctx:
            call(ctx, ctx.session.get_one(Problem, self.any(number)))

    def ask_facts(self, number: int) -> None:
        self.officer(number, lambda ctx, one: ask_for_facts(ctx, one.id, one.version, (), "还缺照片"))

    def give_facts(self, number: int) -> None:
        with self.desk.runtime.writing(None, now=self.now) as ctx:
            answer_facts(ctx, self.passes[self.any(number)], "拍了两张，十来亩")

    def duty(self, number: int) -> None:
        self.officer(number, lambda ctx, one: tell_duty(ctx, one.id, "白站长"))

    def assign(self, number: int) -> None:
        def first(ctx, one: Problem) -> None:
            made = ctx.session.scalar(select(Recommendation.id).where(
                Recommendation.problem_id == one.id).order_by(Recommendation.id.desc()).limit(1))
            chosen = ctx.session.scalar(
                select(Candidate.expert_id).where(Candidate.recommendation_id == made, Candidate.rank == 1))
            assign(ctx, one.id, one.version, chosen or self.desk.experts["巴图"], made, "agreed")

        self.officer(number, first)

    def latest(self, number: int) -> tuple[int, str]:
        with self.desk.reading("王敏", self.now) as ctx:
            row = ctx.session.scalars(select(Assignment).where(
                Assignment.problem_id == self.any(number)).order_by(Assignment.id.desc())).first()
            id_, expert = (row.id, row.expert_id) if row else (0, 0)
        return id_, next((name for name, one in self.desk.experts.items() if one == expert), "贺海峰")

    def accept(self, number: int) -> None:
        id_, name = self.latest(number)
        with self.desk.writing(name, self.now) as ctx:
            accept(ctx, id_)

    def decline(self, number: int) -> None:
        with contextlib.suppress(AppError):
            self.assign(number)
        id_, name = self.latest(number)
        with self.desk.writing(name, self.now) as ctx:
            decline(ctx, id_, "no_time")

    def withdraw(self, number: int) -> None:
        with self.desk.writing("王敏", self.now) as ctx:
            withdraw(ctx, self.latest(number)[0])

    def finish(self, number: int) -> None:
        def done(ctx, one: Problem) -> None:
            append_event(ctx, one, ProblemEventKind.FINISHED)
            current_assignment(ctx, one).state = AssignmentState.FINISHED

        self.officer(number, done)

    def through(self, number: int) -> None:
        """All the way to the question whether it is solved: chance alone gets there rarely."""
        for one in (self.duty, self.assign, self.accept, self.finish):
            with contextlib.suppress(AppError):
                one(number)

    def second(self, number: int) -> None:
        """Where a rule wants one; a question that was not solved does."""
        for one in (self.through, self.deny):
            with contextlib.suppress(AppError):
                one(number)
        self.officer(number, lambda ctx, one: ask_second(
            ctx, one.id, (proposed_second(ctx, one.id) or SecondProposal(Cause.LOSS, 1)).expert_id or 0))

    def asked_second(self, number: int) -> str:
        with self.desk.reading("王敏", self.now) as ctx:
            request = standing_request(ctx, self.any(number))
        return next((name for name, one in self.desk.experts.items() if request and one == request.expert_id), "巴图")

    def second_given(self, number: int) -> None:
        with contextlib.suppress(AppError):
            self.second(number)
        with self.desk.writing(self.asked_second(number), self.now) as ctx:
            give_second(ctx, self.any(number), "根的事", "挖开看看")

    def second_declined(self, number: int) -> None:
        with self.desk.writing(self.asked_second(number), self.now) as ctx:
            decline_second(ctx, self.any(number))

    def offer_times(self, number: int) -> None:
        """Of a question that somebody takes on for it."""
        for one in (self.duty, self.assign, self.accept):
            with contextlib.suppress(AppError):
                one(number)
        _id, name = self.latest(number)
        with self.desk.writing(name, self.now) as ctx:
            until = ctx.session.get_one(Problem, self.any(number)).due_at
            offer_slots(ctx, self.any(number), free_slots(self.now, until, ())[number % 3:][:3])

    def choose_time(self, number: int) -> None:
        if number % 3:
            with contextlib.suppress(AppError):
                self.offer_times(number)
        with self.desk.runtime.writing(None, now=self.now) as ctx:
            times = current_times(ctx, ctx.session.get_one(Problem, self.any(number)))
            choose_publicly(ctx, self.passes[self.any(number)], times.offered[0].code if times.offered else "")

    def confirm(self, number: int, outcome: Outcome = Outcome.SOLVED) -> None:
        with self.desk.runtime.writing(None, now=self.now) as ctx:
            confirm_publicly(ctx, self.passes[self.any(number)], ConfirmationForm(outcome), str(uuid.uuid4()))

    def deny(self, number: int) -> None:
        self.confirm(number, Outcome.NOT_SOLVED)

    def join(self, number: int) -> None:
        self.officer(number, lambda ctx, one: join(ctx, one.id, self.any(number + 1)))

    def leave(self, number: int) -> None:
        self.officer(number, lambda ctx, one: leave(ctx, one.id))

    def raise_(self, number: int) -> None:
        self.officer(number, lambda ctx, one: raise_rung(ctx, one.id, one.version, "outside", "市里的队"))

    def part(self, number: int) -> None:
        self.officer(number, lambda ctx, one: hand_over_part(ctx, one.id, "保险公司", "保险归他们"))

    def hand_over(self, number: int) -> None:
        self.officer(number, lambda ctx, one: hand_over(ctx, one.id, one.version, "司法所", "去问", "老李"))

    def time(self, number: int) -> None:
        self.now += dt.timedelta(hours=1 + 7 * number)

    def jobs(self, _number: int) -> None:
        move_offers(self.desk.runtime, self.now, False)
        done = follow_finished(self.desk.runtime, self.now, False)
        assert not done["failed"]

    def call(self, number: int) -> None:
        """Nobody of the asker's answers, or somebody does."""
        with self.desk.writing("王敏", self.now) as ctx:
            rows = ctx.session.scalars(select(Notice.id).where(
                Notice.problem_id == self.any(number), Notice.done_at.is_(None), Notice.overtaken_at.is_(None),
            ).order_by(Notice.id)).all()
            for notice_id in rows:
                record_call(ctx, notice_id, CallResult.WECHAT if number == 0 else CallResult.NO_ANSWER)

    def close(self, number: int) -> None:
        """With patience: the asker's time goes by, and two days of calls in vain."""
        for _day in range(2):
            self.call(number or 1)
            self.now += dt.timedelta(days=9)
        self.officer(number or 1, lambda ctx, one: close_unconfirmed(ctx, one.id))

    def reopen(self, number: int) -> None:
        with self.desk.runtime.writing(None, now=self.now) as ctx:
            reopen_publicly(ctx, self.passes[self.any(number)], "又不行了")


def check(history: History) -> None:
    with history.desk.reading("王敏", history.now) as ctx:
        assert differing_problems(ctx, COUNTY) == []
        assert differing_notices(ctx, COUNTY) == []
        problems = {one.id: one for one in ctx.session.scalars(select(Problem))}
        assert set(history.filed) <= set(problems)
        chosen = [(problems[id_].expert_id, one.chosen) for id_, one in times_of(ctx, problems).items() if one.chosen]
        assert len(chosen) == len(set(chosen))
        for one in (problems[id_] for id_ in history.filed):
            events = ctx.session.scalars(
                select(ProblemEvent).where(ProblemEvent.problem_id == one.id).order_by(ProblemEvent.sequence)
            ).all()
            assert [event.sequence for event in events] == list(range(1, len(events) + 1))
            assert [event.at for event in events] == sorted(event.at for event in events)
            alive = ctx.session.scalars(select(Assignment.expert_id).where(
                Assignment.problem_id == one.id, Assignment.state.in_(ALIVE))).all()
            assert len(alive) <= 1
            assert one.status not in WITH_EXPERT or alive == [one.expert_id]
            assert (one.due_at is None) == (one.status in ENDED)
            _check_pauses(events)
            _check_seconds(events)


def _check_seconds(events: list[ProblemEvent]) -> None:
    """Each answer is to the one request that waits, whoever was asked had never been offered the question, and nothing
    else moves with it."""
    waiting: int | None = None
    offered: set[int | None] = set()
    for event in events:
        offered |= {event.expert_id} if event.kind is ProblemEventKind.ASSIGNED else set()
        if event.kind is ProblemEventKind.SECOND_ASKED:
            assert event.expert_id not in offered
            assert waiting is None or waiting in offered
            waiting = event.expert_id
        elif event.kind in KINDS:
            assert waiting == event.expert_id
            waiting = None
        assert event.kind not in KINDS or "due_at" not in event.details


def _check_pauses(events: list[ProblemEvent]) -> None:
    """After a pause the promise is never earlier than it was before."""
    asked = [event for event in events if event.kind is ProblemEventKind.FACTS_ASKED]
    given = [event for event in events if event.kind is ProblemEventKind.FACTS_GIVEN]
    for one, other in zip(asked, given, strict=False):
        before, after = (dt.datetime.fromisoformat(text) for text in (one.details["was_due"], other.details["due_at"]))
        assert after >= before


@pytest.mark.parametrize(("desk", "examples"), [("sqlite", 16), ("postgres", 3)], indirect=["desk"])
def test_histories(desk: Desk, examples: int):
    done: Counter[str] = Counter()
    with desk.writing("王敏") as ctx:
        for expert in ctx.session.scalars(select(Expert)):
            expert.unit = f"{expert.name}的单位"

    @settings(max_examples=examples)
    @given(histories)
    def run(steps: list[tuple[str, int]]) -> None:
        history = History(desk)
        for doing, number in steps:
            try:
                history.do("raise_" if doing == "raise" else doing, number)
                done[doing] += 1
            except AppError:  # refused: nothing may have changed
                done["refused"] += 1
        check(history)

    run()
    if examples > 10:
        rare = {
            "confirm", "deny", "duty", "leave", "give_facts", "withdraw", "close", "accept", "finish", "raise", "join",
            "ask_facts", "reopen", "second_declined",
        }
        assert {*DOINGS, "refused"} - rare <= set(done), sorted({*DOINGS} - set(done))
