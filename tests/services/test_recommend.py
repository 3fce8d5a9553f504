"""Recommendations stored whole, fitted on what is there now, explained for any expert, never losing a question."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, NotAllowed, NotFound
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.models.expert import Expert, ExpertAbsence, ExpertPosting
from data.models.problem import Problem
from data.models.recommendation import AssignmentState, Candidate, Exclusion, Recommendation
from data.models.taxonomy import Flagship, Industry
from data.queries.matching_inputs import THEIR_TURN, expert_profiles, fitted_on, solved_cases, travel_minutes
from data.services.duty import tell_duty
from data.services.engines import ranker_for
from data.services.events import append_event
from data.services.recommend import explain_expert, is_outdated, recommend_for
from data.services.similar import similar_problems, similar_solved
from tests.desk import COUNTY, LAMBS, PLUM_VILLAGE, PLUMS, TOWN, Desk


def recommended(desk: Desk, problem_id: int) -> list[int]:
    """Recommend afresh: the candidates' ids, best first."""
    with desk.writing("王敏") as ctx:
        made = recommend_for(ctx, problem_id)
        return list(ctx.session.scalars(
            select(Candidate.expert_id).where(Candidate.recommendation_id == made).order_by(Candidate.rank)
        ))


def test_states_are_asked_for_in_the_same_order_in_every_process():
    assert list(THEIR_TURN) == sorted(THEIR_TURN, key=list(AssignmentState).index)


def solve(desk: Desk, problem_id: int) -> None:
    assignment_id, _ = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        append_event(ctx, problem, ProblemEventKind.FINISHED)
        append_event(ctx, problem, ProblemEventKind.CONFIRMED)


# -- stored whole ------------------------------------------------------------------------------------------


def test_everyone_of_the_pool_is_accounted_for(desk: Desk):
    desk.ask()
    with desk.reading("王敏") as ctx:
        made = ctx.session.scalars(select(Recommendation)).one()
        candidates = ctx.session.scalars(select(Candidate).order_by(Candidate.rank)).all()
        exclusions = ctx.session.scalars(select(Exclusion)).all()
        assert [one.rank for one in candidates] == list(range(1, made.qualified + 1))
        assert made.rung == "banner"
        assert made.pool_size == 7
        assert made.query["problem"]["text"] == PLUMS
        barred = {one.expert_id for one in exclusions if one.parts is None}
        assert barred == {desk.experts["离岗的"]}
        closed_ring = {desk.experts["市里老师"]}
        assert {one.expert_id for one in [*candidates, *exclusions]} | closed_ring == set(desk.experts.values())
        assert all(one.reasons for one in [*candidates, *exclusions])


def test_totals_follow_from_parts_and_the_stored_weights(desk: Desk):
    desk.ask()
    with desk.reading("王敏") as ctx:
        weights = ctx.session.scalars(select(Recommendation)).one().query["policy"]["weights"]
        for one in ctx.session.scalars(select(Candidate)):
            assert one.total == pytest.approx(sum(weights[part] * value for part, value in one.parts.items()), abs=1e-6)


def test_the_plum_orchard_gets_the_plum_grower_first(desk: Desk):
    names = {id_: name for name, id_ in desk.experts.items()}
    found = [names[id_] for id_ in recommended(desk, desk.ask().problem_id)]
    assert found[0] == "贺海峰"
    assert set(found[1:]) <= {"苏日娜", "刘文涛", "乔志远"}


def test_the_same_problem_is_recommended_the_same_way(desk: Desk):
    problem_id = desk.ask().problem_id
    assert recommended(desk, problem_id) == recommended(desk, problem_id)


def test_a_question_without_any_expert_stays_with_the_bureau_and_says_why(desk: Desk):
    receipt = desk.ask(text="骆驼怀不上羔，配了两回都没怀", problem_types=("P14",), industry="I7")
    with desk.reading("王敏") as ctx:
        made = ctx.session.scalars(select(Recommendation)).one()
        assert (made.rung, made.qualified) == ("queue", 0)
        assert {step["code"] for step in made.steps} & {"STEP_NO_FIT", "STEP_FIT_BUT"}
        assert ctx.session.get_one(Problem, receipt.problem_id).status is ProblemStatus.WAITING


def test_nothing_is_recommended_for_a_problem_in_hand(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    with pytest.raises(Conflict) as refused:
        recommended(desk, problem_id)
    assert refused.value.code == "step_not_possible"


# -- never stale -------------------------------------------------------------------------------------------


def test_a_fitted_ranker_is_used_again_until_something_changes(desk: Desk):
    desk.ask()
    fitted = desk.runtime.fitted[COUNTY]
    desk.ask(text=LAMBS)
    assert desk.runtime.fitted[COUNTY] is fitted
    solve(desk, 1)
    desk.ask()
    assert desk.runtime.fitted[COUNTY] is not fitted
    assert len(desk.runtime.fitted[COUNTY][1].cases) == 1


def test_what_an_expert_newly_declares_counts_at_once(desk: Desk):
    problem_id = desk.ask().problem_id
    assert desk.experts["田桂芳"] not in recommended(desk, problem_id)
    with desk.writing("管理员") as ctx:
        expert = ctx.session.get_one(Expert, desk.experts["田桂芳"])
        expert.industries, expert.problem_types, expert.crops = ["I4"], ["P08", "P01", "P04"], ["西梅"]
        expert.profile = "西梅整形修剪，卷叶黄叶"
    assert desk.experts["田桂芳"] in recommended(desk, problem_id)


def test_load_and_absence_count_at_once(desk: Desk):
    problem_id = desk.ask().problem_id
    first = recommended(desk, problem_id)[0]
    with desk.writing("管理员") as ctx:
        tomorrow = ctx.today + dt.timedelta(days=1)
        ctx.session.add(ExpertAbsence(expert_id=first, first_day=ctx.today, last_day=tomorrow, reason="培训"))
    assert first not in recommended(desk, problem_id)


def test_an_answer_is_outdated_once_somebody_is_away_or_busier(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        assert not is_outdated(ctx, problem_id)
    desk.assign_first(desk.ask().problem_id)
    with desk.reading("王敏") as ctx:
        assert is_outdated(ctx, problem_id)
    recommended(desk, problem_id)
    with desk.reading("王敏") as ctx:
        assert not is_outdated(ctx, problem_id)


def test_open_work_is_counted_per_expert(desk: Desk):
    desk.assign_first(desk.ask().problem_id)
    with desk.reading("王敏") as ctx:
        open_counts = {profile.id: profile.open_count for profile in expert_profiles(ctx, COUNTY)}
        last = {profile.id: profile.last_assigned for profile in expert_profiles(ctx, COUNTY)}
    assert open_counts.pop(desk.experts["贺海峰"]) == 1
    assert not any(open_counts.values())
    assert [id_ for id_, at in last.items() if at] == [desk.experts["贺海峰"]]


def test_solved_ones_become_cases(desk: Desk):
    with desk.reading("王敏") as ctx:
        before = fitted_on(ctx, COUNTY)
    solve(desk, desk.ask().problem_id)
    with desk.reading("王敏") as ctx:
        case = solved_cases(ctx, COUNTY)[0]
        assert (case.expert_id, case.outcome, case.crop) == (desk.experts["贺海峰"], "confirmed", "西梅")
        assert fitted_on(ctx, COUNTY) != before
        assert len(ranker_for(ctx, COUNTY).cases) == 1


def test_ways_are_about_right_and_unknown_where_unknown(desk: Desk):
    with desk.reading("王敏") as ctx:
        ways = travel_minutes(ctx, COUNTY, PLUM_VILLAGE)
        to_town = travel_minutes(ctx, COUNTY, TOWN)
    assert ways[desk.experts["贺海峰"]] == to_town[desk.experts["贺海峰"]] == 25
    assert 60 < ways[desk.experts["苏日娜"]] < 150
    assert desk.experts["市里老师"] not in ways


# -- why not -----------------------------------------------------------------------------------------------


def test_why_not_says_the_same_as_the_list(desk: Desk):
    problem_id = desk.ask().problem_id
    found = recommended(desk, problem_id)
    with desk.reading("王敏") as ctx:
        first = explain_expert(ctx, problem_id, found[0])
        vegetables = explain_expert(ctx, problem_id, desk.experts["田桂芳"])
        gone = explain_expert(ctx, problem_id, desk.experts["离岗的"])
    assert (first.rank, first.name) == (1, "贺海峰")
    assert first.total > 0
    assert (vegetables.rank, vegetables.total) == (None, None)
    assert {reason.code for reason in vegetables.reasons} & {"OTHER_FIELD", "NOT_THIS_AREA", "NOT_THIS_TYPE"}
    assert gone.reasons[0].code == "INACTIVE"


def test_why_not_is_for_officers_of_the_area(desk: Desk):
    problem_id = desk.ask().problem_id
    for who, error in (("喜莲", NotAllowed), ("贺海峰", NotAllowed), ("镇干部", NotFound)):
        with pytest.raises(error), desk.reading(who) as ctx:
            explain_expert(ctx, problem_id, desk.experts["田桂芳"])
    with pytest.raises(NotFound), desk.reading("王敏") as ctx:
        explain_expert(ctx, problem_id, 999)


# -- seen before -------------------------------------------------------------------------------------------


def test_similar_solved_ones_are_found_by_crop_and_words(desk: Desk):
    solved = [desk.ask(text=text).problem_id for text in ("西梅剪枝剪到啥程度", "西梅叶子发黄卷边", "西梅咋卖")]
    lambs = desk.ask(text=LAMBS).problem_id
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, lambs, "白站长")
    for problem_id in (lambs, *solved):
        solve(desk, problem_id)
    asked = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        found = similar_solved(ctx, asked)
    assert [one.id for one in found if one.id in solved[:2]]
    assert len(found) <= 2
    assert [one.alike for one in found] == sorted((one.alike for one in found), reverse=True)
    with desk.reading("宏伟") as ctx, pytest.raises(NotFound):
        similar_solved(ctx, asked)


def test_a_question_that_came_in_a_moment_ago_is_found_asked_again_or_on_the_way(desk: Desk):
    first = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        assert similar_problems(ctx, first) == ()
    again = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        (found,) = similar_problems(ctx, first)
    assert (found.id, found.common.again, found.common.joinable) == (again, True, False)
    assert found.alike == pytest.approx(1.0, abs=1e-3)
    caller = {"farm_id": None, "asker_name": "贾二", "asker_phone": "19900008888"}
    neighbour = desk.ask("王敏", "西梅小树开春剪枝咋剪，叶子发黄", **caller).problem_id
    far_kind = desk.ask("王敏", LAMBS, **caller).problem_id
    with desk.reading("王敏") as ctx:
        flags = {one.id: (one.common.again, one.common.joinable) for one in similar_problems(ctx, first)}
    assert flags[neighbour] == (False, True) and far_kind not in flags


# -- what a town is known for ----------------------------------------------------------------------------------


def newest_candidates(desk: Desk) -> dict[int, Candidate]:
    with desk.reading("王敏") as ctx:
        newest = ctx.session.scalar(select(func.max(Recommendation.id)))
        rows = ctx.session.scalars(select(Candidate).where(Candidate.recommendation_id == newest)).all()
        ctx.session.expunge_all()
    return {row.expert_id: row for row in rows}


def test_who_is_posted_where_a_town_is_known_for_the_trade_gains_the_bonus_and_says_so(desk: Desk):
    first = desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        plums = ctx.session.scalars(select(Industry).where(Industry.code == "I4")).one()
        plums.flagships.append(Flagship(place_code=TOWN, product="西梅", bonus=10))
        expert = ctx.session.get_one(Expert, desk.experts["乔志远"])
        expert.postings.append(ExpertPosting(place_code=TOWN, first_day=ctx.today))
    before = newest_candidates(desk)
    recommended(desk, first)
    after = newest_candidates(desk)
    posted, elsewhere = desk.experts["乔志远"], desk.experts["苏日娜"]
    assert (before[posted].parts["flagship"], after[posted].parts["flagship"]) == (0.0, 1.0)
    assert after[posted].total == pytest.approx(before[posted].total + 0.03)
    assert after[elsewhere].total == before[elsewhere].total
    with desk.reading("王敏") as ctx:
        assert "FLAGSHIP" in [reason.code for reason in explain_expert(ctx, first, posted).reasons]
