"""Somebody leaves: all of it at once or nothing, each question to a successor under the same rules, duty days too."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data.domain.errors import AppError, NotAllowed, NotFound
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.models.account import Account, AuditEvent
from data.models.duty import DutyShift
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.recommendation import AssignmentState
from data.queries.duty import duty_now, shifts, shifts_of_expert, shifts_of_officer
from data.queries.leaving import answered_for, in_hand, officers, tasks_of
from data.services.duty import add_shift
from data.services.events import current_assignment, differing_problems, last_event
from data.services.follow_ups import FollowUpForm, add_follow_up
from data.services.leaving import OnDuty, Successors, hand_on_expert, hand_on_officer, proposed_successors
from tests.desk import COUNTY, NOW, Desk, on_sqlite

TODAY, DAY = NOW.date(), dt.timedelta(days=1)


def two_in_hand(desk: Desk) -> tuple[str, list[int]]:
    """The first expert has one question in progress and is offered another."""
    problems = [desk.ask().problem_id for _ in range(2)]
    (first, expert), _second = (desk.assign_first(one) for one in problems)
    desk.accept(first)
    return next(name for name, id_ in desk.experts.items() if id_ == expert), problems


def test_an_expert_s_questions_go_to_successors_who_answer_anew(desk: Desk):
    name, problems = two_in_hand(desk)
    leaving, about = desk.experts[name], desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        assert {one.problem_id for one in in_hand(ctx, leaving)} == set(problems)
        best = proposed_successors(ctx, leaving)
        assert set(best) == set(problems) and leaving not in best.values()
        add_follow_up(ctx, FollowUpForm("看看剪得咋样", TODAY + DAY, problems[0], expert_id=leaving))
        task = add_follow_up(ctx, FollowUpForm("带上剪子", TODAY + DAY, about, expert_id=leaving))
        hand_on_expert(ctx, leaving, Successors(best, {task: desk.experts["田桂芳"]}))
    with desk.reading("王敏") as ctx:
        assert in_hand(ctx, leaving) == () and tasks_of(ctx, expert_id=leaving) == ()
        assert [one.id for one in tasks_of(ctx, expert_id=desk.experts["田桂芳"])] == [task]
        along = ctx.session.scalars(select(FollowUp.expert_id).where(FollowUp.problem_id == problems[0])).all()
        assert along == [best[problems[0]]]
        for problem_id, successor in best.items():
            problem = ctx.session.get_one(Problem, problem_id)
            assert (problem.status, problem.expert_id) == (ProblemStatus.OFFERED, successor)
            assert current_assignment(ctx, problem).override_reason == "handed_on"
        assert differing_problems(ctx, COUNTY) == []
        (written,) = ctx.session.query(AuditEvent).filter(AuditEvent.action == "expert:hand_on")
        assert written.details["problems"] == {str(one): other for one, other in best.items()}


@pytest.mark.parametrize(("change", "code"), [
    (lambda all_, me: dict(list(all_.items())[:1]), "leaving_changed"),
    (lambda all_, me: {**all_, 999: me}, "leaving_changed"),
    (lambda all_, me: {**all_, min(all_): None}, "successor_missing"),
    (lambda all_, me: {**all_, min(all_): me}, "successor_same"),
])
@on_sqlite
def test_all_or_nothing(desk: Desk, change, code: str):
    name, _problems = two_in_hand(desk)
    leaving = desk.experts[name]
    with desk.reading("王敏") as ctx:
        best = proposed_successors(ctx, leaving)
    with pytest.raises(AppError) as error, desk.writing("王敏") as ctx:
        hand_on_expert(ctx, leaving, Successors(change(best, leaving)))
    assert error.value.code == code
    with desk.reading("王敏") as ctx:
        assert len(in_hand(ctx, leaving)) == 2


def test_one_successor_who_may_not_leaves_all_where_it_was(desk: Desk):
    name, problems = two_in_hand(desk)
    leaving = desk.experts[name]
    with desk.reading("王敏") as ctx:
        best = proposed_successors(ctx, leaving)
    with pytest.raises(AppError) as error, desk.writing("王敏") as ctx:
        hand_on_expert(ctx, leaving, Successors({**best, max(problems): desk.experts["离岗的"]}))
    assert error.value.code == "expert_not_free"
    with desk.reading("王敏") as ctx:
        assert [one.status for one in in_hand(ctx, leaving)].count(ProblemStatus.IN_PROGRESS) == 1
        assert current_assignment(ctx, ctx.session.get_one(Problem, problems[0])).state is AssignmentState.ACCEPTED


def test_an_officer_s_questions_and_duty_days_go_to_others(desk: Desk):
    _name, problems = two_in_hand(desk)
    with desk.writing("王敏") as ctx:
        ids = {name: id_ for id_, name in officers(ctx)}
        running = add_shift(ctx, "王敏", "旗动物防疫站", "13900000001", TODAY - DAY, TODAY + DAY)
        coming = add_shift(
            ctx, "", "旗动物防疫站", "13900000001", TODAY + 5 * DAY, TODAY + 6 * DAY, account_id=ids["王敏"],
        )
        mine = {one.problem_id: ids["李明"] for one in answered_for(ctx, ids["王敏"])}
        assert set(mine) == set(problems)
        duty = {
            running: OnDuty("白站长", "13900000002"), coming: OnDuty("", "13900000002", account_id=ids["李明"]),
        }
        hand_on_officer(ctx, ids["王敏"], Successors(mine, duty=duty))
    with desk.reading("王敏") as ctx:
        assert answered_for(ctx, ids["王敏"]) == () and shifts_of_officer(ctx, ids["王敏"]) == ()
        assert len(answered_for(ctx, ids["李明"])) == 2
        for problem_id in problems:
            written = last_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.HANDED_ON)
            assert (written.account_id, written.details["name"]) == (ids["王敏"], "李明")
        assert differing_problems(ctx, COUNTY) == []
        assert duty_now(ctx, COUNTY).name == "白站长"
        assert [(one.name, one.first_day) for one in shifts_of_officer(ctx, ids["李明"])] == [("李明", TODAY + 5 * DAY)]
    with desk.reading("王敏", NOW - DAY) as ctx:
        assert duty_now(ctx, COUNTY).name == "王敏"  # yesterday stays theirs


def test_days_on_duty_are_found_by_person_and_a_namesake_keeps_theirs(desk: Desk):
    vet = desk.experts["巴图"]
    with desk.writing("王敏") as ctx:
        own = add_shift(ctx, "", "旗动物防疫站", "13900000001", TODAY, TODAY, expert_id=vet)
        namesake = add_shift(ctx, "巴图", "苏木兽医站", "13900000002", TODAY + DAY, TODAY + DAY)
        ctx.session.get_one(Expert, vet).name = "巴图（小）"  # known by another name since
    with desk.reading("王敏") as ctx:
        assert [one.id for one in shifts_of_expert(ctx, vet)] == [own]
    with desk.writing("王敏") as ctx:
        ctx.session.get_one(Expert, vet).name = "巴图"
    other = OnDuty("白站长", "13900000003")
    for duty, code in (({own: other}, "leaving_changed"), ({own: None, namesake: None}, "successor_missing")):
        with pytest.raises(AppError) as error, desk.writing("王敏") as ctx:
            hand_on_expert(ctx, vet, Successors({}, duty=duty))
        assert error.value.code == code
    with desk.writing("王敏") as ctx:
        assert [(one.id, one.is_linked) for one in shifts_of_expert(ctx, vet)] == [(own, True), (namesake, False)]
        hand_on_expert(ctx, vet, Successors({}, duty={own: other, namesake: None}))
    with desk.reading("王敏") as ctx:
        assert [(one.name, one.first_day) for one in shifts(ctx)] == [("白站长", TODAY), ("巴图", TODAY + DAY)]
    for wrong, code in (
        ({"expert_id": 10**6}, "expert_unknown"), ({"account_id": 10**6}, "account_unknown"),
        ({"expert_id": vet, "account_id": 1}, "duty_one_person"),
    ):
        with desk.writing("王敏") as ctx, pytest.raises(AppError) as unknown:
            add_shift(ctx, "", "站", "13900000001", TODAY + 9 * DAY, TODAY + 9 * DAY, **wrong)
        assert unknown.value.code == code


def test_no_shift_is_two_people_s_in_the_database_either(desk: Desk):
    vet = desk.experts["巴图"]
    with desk.writing("王敏") as ctx:
        own = add_shift(ctx, "", "旗动物防疫站", "13900000001", TODAY, TODAY, expert_id=vet)
    with pytest.raises(IntegrityError), desk.writing("王敏") as ctx:
        ctx.session.get_one(DutyShift, own).account_id = ctx.actor.account_id


def test_days_on_duty_handed_on_are_still_somebody_s(desk: Desk):
    vet, other = desk.experts["巴图"], desk.experts["田桂芳"]
    with desk.writing("王敏") as ctx:
        own = add_shift(ctx, "", "旗动物防疫站", "13900000001", TODAY, TODAY, expert_id=vet)
    for wrong, code in (
        (OnDuty("", "13900000003", expert_id=vet), "successor_same"),
        (OnDuty("", "13900000003", expert_id=10**6), "expert_unknown"),
        (OnDuty("", "13900000003", expert_id=other, account_id=1), "duty_one_person"),
    ):
        with pytest.raises(AppError) as error, desk.writing("王敏") as ctx:
            hand_on_expert(ctx, vet, Successors({}, duty={own: wrong}))
        assert error.value.code == code
    with desk.writing("王敏") as ctx:
        hand_on_expert(ctx, vet, Successors({}, duty={own: OnDuty("", "13900000003", expert_id=other)}))
        ctx.session.get_one(Expert, other).name = "田桂芳（大）"  # known by another name since
    with desk.reading("王敏") as ctx:
        (theirs,) = shifts_of_expert(ctx, other)
        assert (theirs.name, theirs.phone, theirs.is_linked) == ("田桂芳", "13900000003", True)


@on_sqlite
def test_only_an_officer_answers_for_questions(desk: Desk):
    two_in_hand(desk)
    with desk.reading("王敏") as ctx:
        ids = {name: id_ for id_, name in officers(ctx)}
        mine = {one.problem_id for one in answered_for(ctx, ids["王敏"])}
        unit = ctx.session.scalar(select(Account.id).where(Account.name == "喜莲"))
    with pytest.raises(NotFound) as error, desk.writing("王敏") as ctx:
        hand_on_officer(ctx, ids["王敏"], Successors(dict.fromkeys(mine, unit)))
    assert error.value.code == "account_unknown"


@on_sqlite
def test_a_town_s_officer_hands_nobody_over(desk: Desk):
    name, _problems = two_in_hand(desk)
    with desk.writing("镇干部") as ctx, pytest.raises(NotAllowed):
        hand_on_expert(ctx, desk.experts[name], Successors({}))
