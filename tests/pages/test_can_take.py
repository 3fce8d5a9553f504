"""能不能派: any expert, any question, one answer with its reasons."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.problems import problem_choices
from data.runtime import Runtime
from data.services.recommend import Verdict, explain_expert
from tests.pages.conftest import run_entry, words


@pytest.fixture
def pair(sample_runtime: Runtime, sign_in):
    """`pair(verdict)`: ids of an expert and an open question with that answer."""
    officer = sign_in("officer")

    def find(verdict: Verdict) -> tuple[int, int]:
        with sample_runtime.reading(officer) as ctx:
            experts = ctx.session.scalars(select(Expert.id).order_by(Expert.id)).all()
            for problem in problem_choices(ctx)[:6]:
                for expert_id in experts:
                    if explain_expert(ctx, problem.id, expert_id).verdict is verdict:
                        return expert_id, problem.id
        raise AssertionError(f"no pair with {verdict}")

    return find


@pytest.mark.parametrize(
    ("verdict", "said"),
    [(Verdict.YES, "能派"), (Verdict.NOT_FREE, "不能派"), (Verdict.NOT_FIELD, "不对口")],
)
def test_an_answer_with_its_reasons(pair, verdict: Verdict, said: str):
    expert_id, problem_id = pair(verdict)
    screen = run_entry("can-take", expert=expert_id, problem=problem_id)
    assert not screen.exception
    told = [*screen.success, *screen.warning, *screen.error]
    assert len(told) == 1 and said in told[0].value
    assert ":material/" in words(screen)


def test_nothing_is_said_before_both_are_chosen(sign_in):
    sign_in("officer")
    screen = run_entry("can-take")
    assert not screen.exception and not [*screen.success, *screen.warning, *screen.error]


def test_a_question_that_is_closed_can_be_asked_about_by_its_address(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    with sample_runtime.reading(officer) as ctx:
        closed = ctx.session.scalar(select(Problem.id).where(Problem.status == "solved").limit(1))
        expert_id = ctx.session.scalar(select(Expert.id).limit(1))
    screen = run_entry("can-take", expert=expert_id, problem=closed)
    assert not screen.exception and len([*screen.success, *screen.warning, *screen.error]) == 1


def test_an_unknown_question_gets_a_sentence(sign_in):
    sign_in("officer")
    screen = run_entry("can-take", problem=999_999)
    assert not screen.exception and len(screen.error) == 1
