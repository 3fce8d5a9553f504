"""Signed answers on the screens: written, signed, withdrawn, and read beside a question, through AppTest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from data.domain.problem import ProblemStatus
from data.domain.roles import Actor, Role
from data.domain.signed_answer import YEAR
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.problem import Problem
from data.models.signed_answer import SignedAnswer
from data.models.visit import Visit, VisitExpert
from data.runtime import Runtime
from data.services.engines import SHIPPED
from tests.desk import shared_engine
from tests.pages.conftest import run_entry, words

As = Callable[[str], Actor]
MAIZE = "玉米叶子发黄，浇水追肥都试了"


@pytest.fixture(autouse=True)
def one_engine(sample_runtime: Runtime) -> None:
    sample_runtime.fitted[SHIPPED] = shared_engine()


def test_an_officer_writes_an_answer_that_the_expert_signs_on_the_visit(sample_runtime: Runtime, sign_in: As):
    visit_id, login = a_solved_visit(sample_runtime)
    for who, is_signed in (("officer", False), (login, True)):
        sign_in(who)
        screen = run_entry("visit", id=visit_id)
        screen.text_input(key=f"answer_about_{visit_id}").set_value("浇水以后叶子发黄")
        screen.toggle(key=f"answer_year_{visit_id}").set_value(True).run()
        screen.text_area(key=f"answer_advice_{visit_id}").set_value("三天内别再浇，松土透气。")
        screen.button(key=f"answer_sign_{visit_id}").click().run()
        assert not screen.exception and not screen.error
        with sample_runtime.reading(None) as ctx:
            answer = ctx.session.scalars(select(SignedAnswer).where(SignedAnswer.visit_id == visit_id)).one()
            assert (answer.signed_on is not None) is is_signed
    screen.text_input(key=f"answer_why_{visit_id}").set_value("说得不准").run()
    screen.button(key=f"answer_withdraw_{visit_id}").click().run()
    assert "说得不准" in words(screen)


def a_solved_visit(runtime: Runtime) -> tuple[int, str]:
    """One without a signed answer, and the login of its expert."""
    with runtime.reading(None) as ctx:
        return tuple(ctx.session.execute(
            select(Visit.id, Account.login).join(Problem, Problem.id == Visit.problem_id)
            .join(VisitExpert, VisitExpert.visit_id == Visit.id)
            .join(Account, Account.expert_id == VisitExpert.expert_id)
            .outerjoin(SignedAnswer, SignedAnswer.visit_id == Visit.id)
            .where(
                Problem.status == ProblemStatus.SOLVED, Problem.gate.is_(None), Visit.status.in_(COUNTED),
                Visit.product.is_(None), SignedAnswer.id.is_(None), Account.role == Role.EXPERT,
            ).order_by(Visit.id).limit(1)
        ).one())


def test_it_is_read_beside_a_question_which_is_asked_all_the_same(sample_runtime: Runtime, sign_in: As):
    answer_id, advice = an_answer_about_maize(sample_runtime)
    sign_in("farmer")
    screen = run_entry("ask")
    assert advice not in words(screen)
    screen.text_area(key="ask:0:text").set_value(MAIZE).run()
    assert advice in words(screen) and not screen.expander[0].proto.expanded
    screen.button(key=f"helped_{answer_id}").click().run()
    assert "不算解决" in words(screen)
    with sample_runtime.reading(None) as ctx:
        before = ctx.session.scalar(select(func.count()).select_from(Problem))
        assert ctx.session.get_one(SignedAnswer, answer_id).helped == 1
    screen.button(key="ask:0:submit").click().run()
    assert not screen.exception
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Problem)) == before + 1


def an_answer_about_maize(runtime: Runtime) -> tuple[int, str]:
    """(id, advice) of one that holds all year."""
    visit_id, _login = a_solved_visit(runtime)
    with runtime.writing(None) as ctx:
        visit = ctx.session.get_one(Visit, visit_id)
        problem = ctx.session.get_one(Problem, visit.problem_id)
        problem.text, problem.crop = MAIZE, "玉米"
        expert_id = ctx.session.scalars(select(VisitExpert.expert_id).where(VisitExpert.visit_id == visit_id)).one()
        answer = SignedAnswer(
            county_code=visit.county_code, visit_id=visit_id, expert_id=expert_id, about="玉米叶子发黄",
            advice="少浇水，划锄松土。", months=list(YEAR), written_by_id=1, written_at=ctx.now, signed_on=ctx.today,
            signed_name="测试专家", signed_unit="测试单位", helped=0,
        )
        ctx.session.add(answer)
        ctx.session.flush()
        return answer.id, answer.advice


def test_the_list_is_searched_counted_and_read_in_english(sample_runtime: Runtime, sign_in: As):
    answer_id, advice = an_answer_about_maize(sample_runtime)
    with sample_runtime.writing(None) as ctx:
        answer = ctx.session.get_one(SignedAnswer, answer_id)
        answer.product, answer.dose, answer.waiting_days = "石硫合剂", "每亩50毫升", 7
        visit = ctx.session.get_one(Visit, answer.visit_id)
        ctx.session.get_one(Problem, visit.problem_id).problem_types = ["P01"]
    sign_in("officer")
    screen = run_entry("signed-answers").text_input(key="answers_search").set_value("划锄").run()
    assert advice in words(screen) and "1份" in "".join(one.value for one in screen.caption) + words(screen)
    assert "等7天再采收" in words(screen) and "屠宰" not in words(screen)
    screen.text_input(key="answers_search").set_value("没有这样的词").run()
    assert "没有这样的公开答复" in words(screen) and advice not in words(screen)
    english = words(run_entry("signed-answers", lang="en")).replace("\\", "")
    assert "maize: " in english and "Shown to askers" in english and "wait 7 days before harvest" in english
