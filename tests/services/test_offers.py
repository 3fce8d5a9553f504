"""A declined or unanswered offer goes on to the next in line, by rule and within bounds."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState, Exclusion
from data.queries.problems import without_expert
from data.services.dispatch import decline
from data.services.duty import tell_duty
from data.services.events import check_assignable, differing_problems
from data.services.ladder import raise_rung
from data.services.offers import BY_RULE, MOST_IN_A_ROW, lapse, note_seen, overdue_offers
from tests.desk import COUNTY, LAMBS, NOW, Desk, on_sqlite

LATER = NOW + dt.timedelta(days=3)
CAMELS = "骆驼驼峰塌了，不吃草，该咋办"


def assignments(desk: Desk, problem_id: int) -> list[Assignment]:
    with desk.reading("王敏") as ctx:
        found = ctx.session.scalars(
            select(Assignment).where(Assignment.problem_id == problem_id).order_by(Assignment.id)
        ).all()
        ctx.session.expunge_all()
    return list(found)


def say_no(desk: Desk, problem_id: int, now: dt.datetime = NOW) -> None:
    one = assignments(desk, problem_id)[-1]
    name = next(name for name, id_ in desk.experts.items() if id_ == one.expert_id)
    with desk.writing(name, now) as ctx:
        decline(ctx, one.id, "not_my_field", "我不懂")


def status(desk: Desk, problem_id: int) -> ProblemStatus:
    with desk.reading("王敏") as ctx:
        return ctx.session.get_one(Problem, problem_id).status


def set_by_rule(desk: Desk, value: bool) -> None:
    with desk.writing("管理员") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, BY_RULE: value}


def test_the_next_is_offered_at_once_with_a_promise_of_its_own(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    say_no(desk, problem_id, NOW + dt.timedelta(hours=1))
    first, second = assignments(desk, problem_id)
    assert (first.state, second.state) == (AssignmentState.DECLINED, AssignmentState.OFFERED)
    assert second.expert_id != first.expert_id and second.reply_by > first.reply_by
    assert (second.assigned_by_id, second.override_reason) == (first.assigned_by_id, "next")
    with desk.reading("王敏") as ctx:
        event = ctx.session.scalars(
            select(ProblemEvent).where(ProblemEvent.problem_id == problem_id).order_by(ProblemEvent.sequence)
        ).all()[-1]
        assert (event.kind, event.account_id, event.details["by_rule"]) == (
            ProblemEventKind.ASSIGNED, None, "declined",
        )
        assert differing_problems(ctx, COUNTY) == []
    with desk.writing("李明") as ctx, pytest.raises(Conflict) as second_officer:
        check_assignable(ctx, ctx.session.get_one(Problem, problem_id), 1)
    assert second_officer.value.params["who"] == "王敏"


@on_sqlite
def test_after_three_by_rule_an_officer_decides(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    refusals = 0
    while status(desk, problem_id) is ProblemStatus.OFFERED:
        say_no(desk, problem_id)
        refusals += 1
    assert refusals <= 1 + MOST_IN_A_ROW
    assert len({one.expert_id for one in assignments(desk, problem_id)}) == refusals


@on_sqlite
def test_the_county_may_want_an_officer_to_decide(desk: Desk):
    set_by_rule(desk, False)
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    say_no(desk, problem_id)
    assert status(desk, problem_id) is ProblemStatus.WAITING


@on_sqlite
def test_what_may_be_an_epidemic_is_never_passed_on_by_rule(desk: Desk):
    problem_id = desk.ask(text=LAMBS).problem_id
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, problem_id, "白站长")
    desk.assign_first(problem_id)
    say_no(desk, problem_id)
    assert status(desk, problem_id) is ProblemStatus.WAITING


def test_an_offer_that_nobody_answers_moves_on(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id, first = desk.assign_first(problem_id)
    with desk.runtime.writing(None, now=NOW) as ctx:
        assert overdue_offers(ctx) == ()
        with pytest.raises(Conflict, match="assignment_over"):
            lapse(ctx, assignment_id)
    with desk.runtime.writing(None, now=LATER) as ctx:
        assert overdue_offers(ctx) == (assignment_id,)
        next_id = lapse(ctx, assignment_id)
    with desk.reading("王敏", LATER) as ctx:
        row = ctx.session.get_one(Assignment, next_id)
        assert row.expert_id != first and row.reply_by > LATER
        barred = ctx.session.get_one(Exclusion, (row.recommendation_id, first))
        assert [reason["code"] for reason in barred.reasons] == ["NOT_ANSWERED"]
        assert differing_problems(ctx, COUNTY) == []


@on_sqlite
def test_it_is_known_whether_the_expert_saw_it(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    for _ in range(2):
        with desk.writing("贺海峰", NOW) as ctx:
            note_seen(ctx)
    with desk.writing("苏日娜", LATER) as ctx:
        note_seen(ctx)
    assert [one.opened_at for one in assignments(desk, problem_id)] == [NOW]


def test_for_camels_there_is_nobody_and_the_leader_sees_it(desk: Desk):
    problem_id = desk.ask(text=CAMELS).problem_id
    with desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        raise_rung(ctx, problem_id, version, "platform", "驼业科技小院 那老师 0478 5910001", "下周来")
        with pytest.raises(InvalidInput, match="rung_unknown"):
            raise_rung(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, "moon", "谁")
    for who in ("王敏", "赵书记"):
        with desk.reading(who) as ctx:
            assert [card.id for card in without_expert(ctx)] == [problem_id]
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == []
