"""What the sample banner's officer is shown for questions of several kinds, through the real service."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from data.domain.problem import Gate, ProblemStatus, Urgency
from data.domain.roles import Actor
from data.models.account import Account
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.recommendations import CandidateView, RecommendationView, recommendation_view
from data.services.context import Context
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from data.services.recommend import ExpertCheck, explain_expert, run_engine

PLUM = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
VILLAGE = "150824100201"


@pytest.fixture
def officer(ctx: Context) -> Context:
    account = ctx.session.scalars(select(Account).where(Account.login == "officer")).one()
    return replace(ctx, signed_in=Actor(account.id, 0, account.role, account.name, account.area_code))


def ask(ctx: Context, words: str, place: str) -> tuple[Problem, RecommendationView]:
    """Filed by the officer for a caller; nothing of it is kept."""
    receipt = submit_problem(ctx, ProblemForm(words, place, None, "试问", "19900007777"), "a-token")
    made = recommendation_view(ctx, receipt.problem_id)
    assert made is not None
    return ctx.session.get_one(Problem, receipt.problem_id), made


def told(card: CandidateView) -> dict[str, dict]:
    return {reason.code: dict(reason.params) for reason in card.reasons}


def about(ctx: Context, problem: Problem, name: str) -> ExpertCheck:
    return explain_expert(ctx, problem.id, ctx.session.scalars(select(Expert.id).where(Expert.name == name)).one())


def test_the_plum_grower_s_two_problems_are_understood(officer: Context) -> None:
    problem, _ = ask(officer, PLUM, VILLAGE)
    assert (problem.crop, problem.industry, problem.problem_types) == ("西梅", "I4", ["P08", "P04"])
    assert problem.understanding["missing"] == ["variety", "fertiliser_used"]
    third, share = problem.understanding["problem_types"][2]
    assert third == "P01" and share > 0.05


def test_the_three_for_the_plum_grower_are_those_of_the_picture(officer: Context) -> None:
    _, made = ask(officer, PLUM, VILLAGE)
    assert [card.name for card in made.candidates] == ["贺海峰", "苏日娜", "刘文涛"]
    first, second, third = made.candidates
    assert [(card.facts.solved, card.facts.confirmed) for card in made.candidates] == [(6, 4), (9, 7), (2, 2)]
    assert (first.facts.minutes, first.facts.open, first.facts.max_open) == (25, 2, 5)
    assert told(first)["KNOWS_TYPES"] == {"types": ["P08", "P04"]}
    assert told(first)["OTHER_CAUSE_FEW"] == {"type": "P01", "solved": 1}
    assert told(second)["KNOWS_CAUSE"] == {"type": "P01"}
    assert told(second)["TYPE_NOT_DECLARED"] == {"type": "P08"}
    assert told(third)["KNOWS_PART"] == {"type": "P04"}
    assert told(third)["FAR"]["minutes"] > 75


def test_the_fourth_is_behind_on_travel(officer: Context) -> None:
    _, made = ask(officer, PLUM, VILLAGE)
    assert made.runner_up_name == "乔志远"
    assert made.runner_up and made.runner_up.code == "BEHIND_PLACE"
    assert made.runner_up.params["fields"] == [["problem_type", "P08"]]


def test_why_not_the_vegetable_expert(officer: Context) -> None:
    problem, _ = ask(officer, PLUM, VILLAGE)
    check = about(officer, problem, "田桂芳")
    against = {reason.code: reason.params for reason in check.reasons if reason.kind == "no"}
    assert list(against) == ["AWAY", "NOT_THIS_AREA"]
    assert against["NOT_THIS_AREA"]["wanted"] == ["crop", "西梅"]
    assert check.rank is None


def test_dead_lambs_are_animal_disease_first_whatever_the_words_are_closest_to(officer: Context) -> None:
    problem, made = ask(officer, "早起羊羔死了六只 还有十几只拉稀站不起来", "150824201201")
    assert (problem.gate, problem.urgency, problem.problem_types[0]) == (Gate.ANIMAL_EPIDEMIC, Urgency.CRITICAL, "P11")
    assert made.steps[0].code == "STEP_EMERGENCY"
    assert made.candidates[0].name == "那日苏"


def test_insurance_is_handed_over(officer: Context) -> None:
    problem, made = ask(officer, "今儿下午的雹子你们管不管保险", "150824102202")
    assert (problem.gate, made.rung, made.candidates) == (Gate.HANDOVER, "handover", ())


def test_nobody_for_camels_and_the_rule_is_named(officer: Context) -> None:
    problem, made = ask(officer, "骆驼不吃草，一天比一天瘦，嘴角流沫子，咋办", "150824202201")
    assert (problem.crop, made.rung, made.candidates) == ("骆驼", "queue", ())
    steps = {step.code: step.params for step in made.steps}
    assert steps["STEP_FIT_BUT"]["rule"] == "AWAY"
    assert "STEP_QUEUE" in steps


@pytest.mark.parametrize(
    ("words", "place", "first"),
    [
        ("雹子打了葵花，头都打烂了，还能救不", "150824101205", "杨振国"),
        ("夜里棚里才六七度，番茄叶子发紫不长，花也落，咋保温", "150824102204", "石秀梅"),
        ("一百来只羯羊育肥，玉米涨价了，料里豆粕和葵花粕咋配才上膘", "150824103204", "张建业"),
        ("气吸播种机老漏籽，换了籽盘还是一段一段空着，明天还要下地", "150824101206", "王铁柱"),
        ("合作社今年赚了点钱，盈余咋分，公积金提多少，社员账户咋记", "150824102207", "冯玉珍"),
        ("我家草场一年不如一年，草矮了还长出不少毒草，能不能划开轮着放", "150824203201", "敖其尔"),
    ],
)
def test_the_first_for_questions_of_other_kinds(officer: Context, words: str, place: str, first: str) -> None:
    _, made = ask(officer, words, place)
    assert made.candidates[0].name == first
    assert made.candidates[0].reasons[0].kind == "plus"


def test_three_orchards_ask_about_water_and_two_places_are_left_for_them(officer: Context) -> None:
    waiting = select(Problem).where(Problem.status == ProblemStatus.WAITING, Problem.industry == "I4")
    problems = [one for one in officer.session.scalars(waiting) if one.problem_types == ["P05"]]
    qualified = {card.expert_id: card.facts for one in problems for card in run_engine(officer, one).candidates}
    assert len(problems) == 3
    assert sum(facts.max_open - facts.open for facts in qualified.values()) == 2


def test_who_speaks_mongolian_is_wished_and_said(officer: Context) -> None:
    _, made = ask(officer, "草场一年不如一年，想轮着放，我汉话说不好", "150824203201")
    assert told(made.candidates[0])["LANGUAGE_FITS"] == {"language": "mn"}


def test_only_a_price_told_beside_brings_no_salesman(officer: Context) -> None:
    _, made = ask(officer, "一百来只羯羊育肥，玉米涨价了，料里豆粕和葵花粕咋配才上膘", "150824103204")
    assert ("problem_type", "P13") in made.candidates[0].facts.fit
    assert not any(("problem_type", "P21") in card.facts.fit for card in made.candidates)
