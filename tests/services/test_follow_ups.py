"""Follow-up tasks: owner, date, seen until done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, InvalidInput, NotFound
from data.domain.problem import ProblemEventKind
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.visit import Visit
from data.queries.follow_ups import SHOWN, FollowUpRow, follow_ups, follow_ups_here
from data.queries.leaving import tasks_of
from data.queries.my_work import my_work
from data.queries.problems import today
from data.services.dispatch import decline
from data.services.events import append_event, current_assignment
from data.services.follow_ups import FollowUpForm, add_follow_up, finish_follow_up
from data.services.visits import log_visit, void
from tests.village import NOW, TODAY, Village, add_problem, on_sqlite, visit_form

DAY = dt.timedelta(days=1)
LATER = NOW + 10 * DAY


def open_ones(village: Village, who: str = "officer", now: dt.datetime = NOW) -> tuple[FollowUpRow, ...]:
    with village.reading(who, now) as ctx:
        return follow_ups(ctx)


def add(village: Village, who: str, form: FollowUpForm) -> int:
    with village.writing(who) as ctx:
        return add_follow_up(ctx, form)


def take_out(village: Village, visit_id: int) -> None:
    with village.writing("officer", LATER) as ctx:
        void(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "记错了")


def hand_back(village: Village, problem_id: int, kind: ProblemEventKind = ProblemEventKind.DECLINED) -> None:
    with village.writing("officer") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), kind)


def log(village: Village, problem_id: int, token: str, now: dt.datetime = NOW, **changes) -> int:
    form = visit_form(problem_id, person_ids=village.person_ids("韩喜莲"), **changes)
    with village.writing("expert", now) as ctx:
        return log_visit(ctx, form, token).visit_id


def test_the_next_date_of_a_visit_is_the_experts_until_he_came_also_when_it_is_past(village: Village):
    problem_id = add_problem(village)
    log(village, problem_id, "one", finished=False, follow_up_on=TODAY + 3 * DAY)
    assert [(row.owner, row.due_on, row.what) for row in open_ones(village)] == [("贺海峰", TODAY + 3 * DAY, None)]
    with village.reading("officer", LATER) as ctx:
        assert len(today(ctx).follow_ups) == 1
    with village.reading("expert", LATER) as ctx:
        assert my_work(ctx).in_progress[0].follow_up_on == TODAY + 3 * DAY
    log(village, problem_id, "two", LATER, service_day=TODAY + 10 * DAY)
    assert open_ones(village, now=LATER) == ()


@on_sqlite
def test_an_officer_asks_the_expert_of_the_question_or_does_it_himself(village: Village):
    problem_id = add_problem(village)
    for_expert = FollowUpForm("带土样去化验", TODAY + DAY, problem_id, expert_id=village.expert_id)
    add(village, "officer", for_expert)
    own = add(village, "officer", FollowUpForm("问问补贴", TODAY + 2 * DAY, problem_id))
    rows = open_ones(village)
    assert [(row.what, row.is_mine) for row in rows] == [("带土样去化验", False), ("问问补贴", True)]
    assert [row.what for row in open_ones(village, "expert")] == ["带土样去化验"]
    with village.reading("officer") as ctx:
        assert follow_ups_here(ctx, problem_id=problem_id).owners == {village.expert_id: "贺海峰"}
    with pytest.raises(NotFound), village.writing("expert") as ctx:
        finish_follow_up(ctx, own)
    with village.writing("expert") as ctx:
        finish_follow_up(ctx, rows[0].id, "化验了，缺钙")
    with pytest.raises(Conflict), village.writing("officer") as ctx:
        finish_follow_up(ctx, rows[0].id)
    with village.reading("officer") as ctx:
        row = ctx.session.get_one(FollowUp, rows[0].id)
        assert (row.done_words, row.done_at) == ("化验了，缺钙", NOW)


@on_sqlite
def test_a_visit_by_oneself_does_not_settle_what_was_agreed_in_words(village: Village):
    problem_id = add_problem(village)
    add(village, "officer", FollowUpForm("带土样去化验", TODAY + DAY, problem_id, expert_id=village.expert_id))
    log(village, problem_id, "one")
    assert [row.what for row in open_ones(village)] == ["带土样去化验"]


@on_sqlite
@pytest.mark.parametrize(("changes", "code"), [
    ({"what": " "}, "text_missing"), ({"due_on": None}, "follow_up_missing"),
    ({"due_on": TODAY - DAY}, "follow_up_past"), ({"expert_id": 9999}, "owner_unknown"),
])
def test_what_is_missing_is_said(village: Village, changes: dict, code: str):
    form = {"what": "再看", "due_on": TODAY, "problem_id": add_problem(village), **changes}
    with pytest.raises(InvalidInput) as refused:
        add(village, "officer", FollowUpForm(**form))
    assert refused.value.code == code


@on_sqlite
def test_whoever_has_no_business_with_it_neither_sees_nor_adds(village: Village):
    problem_id = add_problem(village)
    add(village, "officer", FollowUpForm("再看", TODAY, problem_id))
    for who in ("far_officer", "vet", "leader", "admin", "cooperative", "cooperative_of_expert"):
        with pytest.raises(AppError), village.writing(who) as ctx:
            add_follow_up(ctx, FollowUpForm("再看", TODAY, problem_id))
    with village.reading("expert") as ctx:
        assert follow_ups(ctx) == ()
        assert len(ctx.session.scalars(select(FollowUp)).all()) == 1


@on_sqlite
def test_a_voided_visit_promises_nothing(village: Village):
    visit_id = log(village, add_problem(village), "one", finished=False, follow_up_on=TODAY + DAY)
    with village.writing("officer") as ctx:
        void(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "记错了")
    assert open_ones(village) == ()
    with village.reading("expert") as ctx:
        assert [card.follow_up_on for card in my_work(ctx).in_progress] == [None]


@on_sqlite
def test_what_a_voided_visit_promised_is_not_handed_on(village: Village):
    visit_id = log(village, add_problem(village), "one", follow_up_on=TODAY + DAY)
    with village.writing("officer") as ctx:
        assert len(tasks_of(ctx, expert_id=village.expert_id)) == 1
        void(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "记错了")
        assert tasks_of(ctx, expert_id=village.expert_id) == ()


def test_what_a_voided_visit_had_settled_is_owed_again_unless_he_came_once_more(village: Village):
    problem_id = add_problem(village)
    log(village, problem_id, "one", finished=False, follow_up_on=TODAY + DAY)
    came = log(village, problem_id, "two", finished=False, follow_up_on=TODAY + 5 * DAY)
    once_more = log(village, problem_id, "three", LATER)
    take_out(village, came)
    assert open_ones(village, now=LATER) == ()
    take_out(village, once_more)
    assert [(row.owner, row.due_on) for row in open_ones(village, now=LATER)] == [("贺海峰", TODAY + DAY)]


@on_sqlite
def test_what_is_owed_again_is_owed_by_whoever_has_the_question_now(village: Village):
    problem_id = add_problem(village)
    log(village, problem_id, "one", finished=False, follow_up_on=TODAY + DAY)
    came = log(village, problem_id, "two", finished=False, follow_up_on=TODAY + 5 * DAY)
    hand_back(village, problem_id)
    take_out(village, came)
    assert [(row.owner, row.due_on, row.is_mine) for row in open_ones(village)] == [(None, TODAY + DAY, True)]
    assert open_ones(village, "expert") == ()


def test_after_a_decline_it_is_the_office_s_and_then_the_next_expert_s(village: Village):
    problem_id = add_problem(village)
    log(village, problem_id, "one", finished=False, follow_up_on=TODAY + DAY)
    add(village, "officer", FollowUpForm("带土样去化验", TODAY, problem_id, expert_id=village.expert_id))
    add(village, "officer", FollowUpForm("问问补贴", TODAY + 2 * DAY, problem_id))
    with village.writing("officer") as ctx:
        assignment_id = current_assignment(ctx, ctx.session.get_one(Problem, problem_id)).id
    with village.writing("expert") as ctx:
        decline(ctx, assignment_id, "no_time")
    assert open_ones(village, "expert") == ()
    officer = open_ones(village)[-1].owner
    assert [row.owner for row in open_ones(village)] == [None, None, officer]
    with village.writing("officer") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=village.vet_id)
    assert [row.what for row in open_ones(village, "vet")] == ["带土样去化验", None]
    assert [row.owner for row in open_ones(village)] == ["田桂芳", "田桂芳", officer]


@on_sqlite
@pytest.mark.parametrize("kind", [ProblemEventKind.REFUSED, ProblemEventKind.LAPSED])
def test_also_after_a_refusal_and_a_lapse(village: Village, kind: ProblemEventKind):
    problem_id = add_problem(village, ProblemEventKind.ASSIGNED)
    add(village, "officer", FollowUpForm("带土样去化验", TODAY, problem_id, expert_id=village.expert_id))
    hand_back(village, problem_id, kind)
    assert [(row.owner, row.is_mine) for row in open_ones(village)] == [(None, True)]


@on_sqlite
def test_all_that_is_due_is_counted_not_only_what_is_shown(village: Village):
    problem_id = add_problem(village)
    with village.writing("officer") as ctx:
        for _ in range(SHOWN + 2):
            add_follow_up(ctx, FollowUpForm("再看", TODAY, problem_id))
        add_follow_up(ctx, FollowUpForm("再看", TODAY + DAY, problem_id))
    with village.reading("officer") as ctx:
        assert (today(ctx).follow_ups_due, len(today(ctx).follow_ups)) == (SHOWN + 2, SHOWN)


@on_sqlite
def test_an_expert_s_account_without_its_expert_has_nothing(village: Village):
    problem_id = add_problem(village)
    add(village, "officer", FollowUpForm("问问补贴", TODAY, problem_id))
    add(village, "officer", FollowUpForm("带土样去化验", TODAY, problem_id, expert_id=village.expert_id))
    hand_back(village, problem_id)
    village.actors["nobody"] = replace(village.actors["expert"], expert_id=None)
    assert open_ones(village, "nobody") == ()
