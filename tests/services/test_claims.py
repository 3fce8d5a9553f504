"""认领: whoever fits may take on what nobody was assigned, where the county allows; of two one gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.domain.errors import AppError, NotAllowed
from data.domain.problem import ProblemStatus
from data.models.problem import Problem
from data.models.recommendation import AssignmentState
from data.queries.claims import claimable
from data.queries.offers import offers_made
from data.services.claims import allow_claims, claim
from data.services.dispatch import decline
from data.services.events import current_assignment, differing_problems
from tests.desk import COUNTY, LAMBS, TOWN, Desk, on_sqlite


def allow(desk: Desk, allowed: bool = True) -> None:
    with desk.writing("王敏") as ctx:
        allow_claims(ctx, allowed)


def code_of(desk: Desk, who: str, problem_id: int) -> str:
    with desk.writing(who) as ctx, pytest.raises(AppError) as error:
        claim(ctx, problem_id)
    return error.value.code


def test_who_fits_sees_it_and_of_two_one_gets_it(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("贺海峰") as ctx:
        assert claimable(ctx) == ()
    assert code_of(desk, "贺海峰", problem_id) == "claims_off"
    allow(desk)
    with desk.reading("贺海峰") as ctx:
        (card,) = claimable(ctx)
        assert (card.problem_id, card.place) == (problem_id, "海流图镇")
    with desk.writing("贺海峰") as ctx:
        claim(ctx, problem_id)
    assert code_of(desk, "苏日娜", problem_id) == "claimed_already"
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.status, problem.expert_id) == (ProblemStatus.IN_PROGRESS, desk.experts["贺海峰"])
        assert current_assignment(ctx, problem).state is AssignmentState.ACCEPTED
        assert differing_problems(ctx, COUNTY) == []
    with desk.reading("苏日娜") as ctx:
        assert claimable(ctx) == ()


@on_sqlite
def test_hard_rules_fields_and_the_gate_hold(desk: Desk):
    allow(desk)
    problem_id, lambs = desk.ask().problem_id, desk.ask(text=LAMBS).problem_id
    assert code_of(desk, "田桂芳", problem_id) == "claim_not_eligible"  # vegetables
    assert code_of(desk, "巴图", lambs) == "claim_not_eligible"  # what may be an epidemic
    assert code_of(desk, "贺海峰", 999) == "problem_unknown"
    with desk.reading("巴图") as ctx:
        assert claimable(ctx) == ()
    with desk.writing("喜莲") as ctx, pytest.raises(NotAllowed):
        claim(ctx, problem_id)
    with desk.writing("镇干部") as ctx, pytest.raises(NotAllowed):
        allow_claims(ctx, True)


@on_sqlite
def test_an_account_that_does_not_reach_the_county_neither_sees_nor_claims(desk: Desk):
    allow(desk)
    problem_id = desk.ask().problem_id
    desk.actors["贺海峰在镇里"] = replace(desk.actors["贺海峰"], area_code=TOWN)
    with desk.reading("贺海峰在镇里") as ctx:
        assert claimable(ctx) == ()
    assert code_of(desk, "贺海峰在镇里", problem_id) == "not_allowed"
    with desk.reading("贺海峰") as ctx:
        assert [card.problem_id for card in claimable(ctx)] == [problem_id]


def test_what_came_of_offers_is_counted(desk: Desk):
    allow(desk)
    taken, declined = desk.ask().problem_id, desk.ask().problem_id
    for problem_id in (taken, declined):
        with desk.writing("贺海峰") as ctx:
            claim(ctx, problem_id)
    with desk.writing("贺海峰") as ctx:
        decline(ctx, current_assignment(ctx, ctx.session.get_one(Problem, declined)).id, "too_far")
    mine, other = desk.experts["贺海峰"], desk.experts["苏日娜"]
    with desk.reading("王敏") as ctx:
        made = offers_made(ctx, [mine, other])[mine]
    assert (made.taken_on, made.not_answered, dict(made.declined), made.total) == (1, 0, {"too_far": 1}, 2)
    with desk.reading("苏日娜") as ctx:
        assert offers_made(ctx, [mine]) == {}
