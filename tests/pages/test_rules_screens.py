"""Screens of the county's rules: hours and seasons, the ladder and claiming, somebody's hand-over, a claim."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from data.domain.problem import ProblemStatus
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.leaving import in_hand
from data.queries.office import office_here
from data.runtime import Runtime
from data.services.claims import allow_claims
from data.services.filing import ProblemForm
from data.services.leaving import proposed_successors
from data.services.problems import submit_problem
from tests.pages.conftest import run_entry, words


def press(screen, label: str):
    return next(one for one in screen.button if one.label == label).click().run()


def test_hours_and_seasons_are_added_and_the_last_hours_stay(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    screen = press(run_entry("office-hours"), "加这一段")
    assert "请选星期几" in words(screen)
    screen.button_group(key="window_days").set_value([5])
    screen = press(screen, "加这一段")
    assert not screen.exception and "周六" in words(screen)
    screen = press(screen, "加这个农时")
    assert not screen.exception and not screen.error
    with sample_runtime.reading(officer) as ctx:
        office = office_here(ctx)
        assert office.hours[5] == (("09:00", "12:00"),) and len(office.seasons) == 6
    for _ in range(3):
        screen = screen.button(key="window_off_0").click().run()
    assert "请至少写一段" in words(screen)


def test_a_rule_goes_and_claiming_is_switched_on(sample_runtime: Runtime, sign_in):
    sign_in("officer")
    screen = run_entry("ladder")
    before = len([one for one in screen.button if one.label == "去掉"])
    screen = screen.button(key="rule_off_0").click().run()
    assert len([one for one in screen.button if one.label == "去掉"]) == before - 1
    screen = screen.toggle(key="claims_allowed").set_value(True).run()
    assert not screen.exception and screen.toggle(key="claims_allowed").value


def test_an_expert_s_questions_go_to_the_proposed_successors(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    with sample_runtime.reading(officer) as ctx:
        leaving = next(
            one for one in ctx.session.scalars(select(Expert.id).order_by(Expert.id))
            if (items := in_hand(ctx, one)) and len(proposed_successors(ctx, one)) == len(items)
        )
    screen = run_entry("leaving")
    chooser = next(one for one in screen.selectbox if one.label == "谁离岗")
    screen = chooser.set_value(leaving).run()
    screen = press(screen, "全部交接")
    assert not screen.exception and not screen.error
    with sample_runtime.reading(officer) as ctx:
        assert in_hand(ctx, leaving) == ()


def test_an_expert_claims_on_the_page_of_work(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    with sample_runtime.writing(officer) as ctx:
        allow_claims(ctx, True)
        plums = ProblemForm("西梅开春剪枝没底，叶子卷边发黄，该咋弄", "150824100201", None, "试一试", "19900009998")
        problem_id = submit_problem(ctx, plums, str(uuid.uuid4())).problem_id
    sign_in("expert")
    screen = run_entry("my-work")
    assert "可以认领" in words(screen)
    screen = screen.button(key=f"claim_{problem_id}").click().run()
    assert not screen.exception and not screen.error
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.IN_PROGRESS
