"""Times to choose from: offered by the expert, chosen by the asker, over three doors and once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.notices import Audience, NoticeKind
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.slots import Half, Slot, free_slots, read_slot
from data.models.problem import Problem
from data.models.recommendation import Recommendation
from data.queries.my_work import WorkCard, my_work
from data.queries.notices import to_call
from data.queries.public_pages import public_receipt
from data.queries.receipts import receipt
from data.queries.slots import choosing_times, current_times
from data.services.dispatch import assign
from data.services.events import differing_problems, last_event
from data.services.notices import differing_notices
from data.services.public_questions import choose_publicly
from data.services.receipt_passes import problem_of
from data.services.slots import choose_slot, offer_slots
from tests.desk import COUNTY, NOW, Desk, on_sqlite
from tests.public_door import ask, stranger

TODAY = NOW.date()
MORNING, AFTERNOON = Slot(TODAY, Half.MORNING), Slot(TODAY, Half.AFTERNOON)
TOMORROW = Slot(TODAY + dt.timedelta(days=1), Half.MORNING)


def in_hand(desk: Desk, problem_id: int) -> str:
    """Taken on by the first recommended: the name."""
    assignment_id, expert_id = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    return next(name for name, id_ in desk.experts.items() if id_ == expert_id)


def take_on(desk: Desk, problem_id: int, who: str) -> None:
    with desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        made = ctx.session.scalar(select(Recommendation.id).where(Recommendation.problem_id == problem_id))
        assignment_id = assign(ctx, problem_id, version, desk.experts[who], made, "agreed")
    desk.accept(assignment_id)


def offer(desk: Desk, who: str, problem_id: int, *slots: Slot, now: dt.datetime = NOW) -> None:
    with desk.writing(who, now) as ctx:
        offer_slots(ctx, problem_id, slots)


def choose(desk: Desk, problem_id: int, slot: Slot, who: str = "王敏", now: dt.datetime = NOW) -> None:
    with desk.writing(who, now) as ctx:
        choose_slot(ctx, problem_id, slot)


def cards(desk: Desk, who: str) -> tuple[WorkCard, ...]:
    with desk.reading(who) as ctx:
        return my_work(ctx).in_progress


def told(desk: Desk) -> list[tuple[NoticeKind, Audience]]:
    with desk.reading("王敏") as ctx:
        return [(one.kind, one.audience) for one in to_call(ctx).rows]


def test_the_asker_chooses_on_the_light_page_and_the_expert_is_told(desk: Desk):
    problem_id, _number, opened = ask(desk)
    who = in_hand(desk, problem_id)
    offer(desk, who, problem_id, TOMORROW, AFTERNOON)
    assert told(desk) == [(NoticeKind.SLOTS, Audience.ASKER)]
    with stranger(desk) as ctx:
        assert public_receipt(ctx, problem_of(ctx, opened)).slots == (AFTERNOON, TOMORROW)
        choose_publicly(ctx, opened, TOMORROW.code)
    with stranger(desk) as ctx:
        view = public_receipt(ctx, problem_of(ctx, opened))
        assert (view.slot, view.slots, view.status) == (TOMORROW, (), ProblemStatus.IN_PROGRESS)
        said = last_event(ctx, problem_of(ctx, opened), ProblemEventKind.SLOT_CHOSEN)
        assert (said.details, said.account_id) == ({"slot": TOMORROW.code, "door": "receipt"}, None)
    assert told(desk) == [(NoticeKind.SLOT_CHOSEN, Audience.EXPERT)]
    with stranger(desk) as ctx, pytest.raises(Conflict) as twice:
        choose_publicly(ctx, opened, AFTERNOON.code)
    assert twice.value.code == "slot_chosen" and twice.value.params["slot"] == TOMORROW
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == [] and differing_notices(ctx, COUNTY) == []


@pytest.mark.parametrize(("who", "door"), [("喜莲", "account"), ("王敏", "call_back")])
def test_from_the_own_account_or_over_the_phone_who_chose_is_kept(desk: Desk, who: str, door: str):
    problem_id = desk.ask().problem_id
    offer(desk, in_hand(desk, problem_id), problem_id, AFTERNOON, TOMORROW)
    with desk.reading(who) as ctx:
        assert receipt(ctx, problem_id).slots == (AFTERNOON, TOMORROW)
        assert choosing_times(ctx, [problem_id]) == {problem_id}
    choose(desk, problem_id, AFTERNOON, who)
    with desk.reading(who) as ctx:
        said = last_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.SLOT_CHOSEN)
        assert (said.details["door"], said.account_id) == (door, desk.actors[who].account_id)
        assert receipt(ctx, problem_id).slot == AFTERNOON and not choosing_times(ctx, [problem_id])
    with pytest.raises(NotFound):
        choose(desk, problem_id, AFTERNOON, "宏伟")


def test_one_half_day_of_an_expert_is_promised_once(desk: Desk):
    first, second = desk.ask().problem_id, desk.ask("王敏", asker_name="苗二", asker_phone="19900000009").problem_id
    who = in_hand(desk, first)
    take_on(desk, second, who)
    for one in (second, first):
        offer(desk, who, one, AFTERNOON, TOMORROW)
    choose(desk, first, TOMORROW)
    assert [card.problem.id for card in cards(desk, who)] == [first, second]
    with desk.reading("王敏") as ctx:
        assert receipt(ctx, second).slots == (AFTERNOON,)
    with pytest.raises(Conflict, match="slot_taken"):
        choose(desk, second, TOMORROW)
    assert TOMORROW in cards(desk, who)[0].free and TOMORROW not in cards(desk, who)[1].free
    with pytest.raises(Conflict, match="slot_taken"):
        offer(desk, who, second, TOMORROW)


def test_of_two_who_choose_one_half_day_at_once_one_has_it(desk: Desk):
    first, second = desk.ask().problem_id, desk.ask("王敏", asker_name="苗二", asker_phone="19900000009").problem_id
    who = in_hand(desk, first)
    take_on(desk, second, who)
    for one in (second, first):
        offer(desk, who, one, AFTERNOON)

    def chosen(problem_id: int) -> str:
        try:
            choose(desk, problem_id, AFTERNOON)
        except Conflict as refused:
            return refused.code
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(chosen, (first, second))) == ["", "slot_taken"]


@on_sqlite
def test_only_what_lies_ahead_and_within_the_promise_is_offered(desk: Desk):
    problem_id = desk.ask().problem_id
    who = in_hand(desk, problem_id)
    far = Slot(TODAY + dt.timedelta(days=40), Half.MORNING)
    many = cards(desk, who)[0].free[:4]
    for slots, code in (
        ((), "slot_missing"), (many, "slots_many"), ((far,), "slot_late"),
        ((Slot(TODAY - dt.timedelta(days=1), Half.MORNING),), "slot_past"),
    ):
        with pytest.raises(InvalidInput, match=code):
            offer(desk, who, problem_id, *slots)
    with pytest.raises(NotAllowed):
        offer(desk, "王敏", problem_id, AFTERNOON)


@on_sqlite
def test_a_time_that_has_passed_or_was_replaced_is_not_chosen(desk: Desk):
    problem_id = desk.ask().problem_id
    who = in_hand(desk, problem_id)
    offer(desk, who, problem_id, MORNING, AFTERNOON)
    with pytest.raises(Conflict, match="slot_past"):
        choose(desk, problem_id, MORNING, now=NOW + dt.timedelta(hours=2))
    choose(desk, problem_id, AFTERNOON)
    offer(desk, who, problem_id, TOMORROW)
    with desk.reading("王敏") as ctx:
        assert current_times(ctx, ctx.session.get_one(Problem, problem_id)).chosen is None
    with pytest.raises(Conflict, match="slot_not_offered"):
        choose(desk, problem_id, AFTERNOON)


@on_sqlite
def test_before_it_is_taken_on_there_are_no_times(desk: Desk):
    problem_id = desk.ask().problem_id
    _assignment, expert_id = desk.assign_first(problem_id)
    who = next(name for name, id_ in desk.experts.items() if id_ == expert_id)
    with pytest.raises(Conflict, match="step_not_possible"):
        offer(desk, who, problem_id, AFTERNOON)
    with pytest.raises(Conflict, match="step_not_possible"):
        choose(desk, problem_id, AFTERNOON)


@pytest.mark.parametrize("raw", ["", "2026-04-09", "2026-04-09 noon", "morning 2026-04-09", "2026-13-01 morning"])
def test_what_is_no_half_day_is_asked_for_again(raw: str):
    with pytest.raises(InvalidInput, match="slot_missing"):
        read_slot(raw)


@given(st.integers(0, 60 * 24 * 3), st.integers(0, 60 * 24 * 20), st.sets(st.integers(0, 20)))
def test_free_half_days_equal_a_the_rule_for_each(start: int, length: int, busy: set[int]):
    now = NOW + dt.timedelta(minutes=start)
    until = now + dt.timedelta(minutes=length)
    taken = {Slot(TODAY + dt.timedelta(days=n), Half.MORNING) for n in busy}
    found = free_slots(now, until, taken)
    assert list(found) == sorted(found, key=lambda slot: slot.begins_at)
    for slot in (Slot(TODAY + dt.timedelta(days=n), half) for n in range(-1, 14) for half in Half):
        may = slot.ends_at > now and slot.begins_at < until and slot not in taken
        assert (slot in found) == may
        assert read_slot(slot.code) == slot
    assert free_slots(now, None, ()) == ()
