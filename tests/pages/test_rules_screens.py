"""Screens of the county's rules: hours and seasons, the ladder and claiming, somebody's hand-over, a claim."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import func, select

from data.domain.ladder import Cause
from data.domain.problem import ProblemEventKind, ProblemStatus, Urgency
from data.domain.roles import Actor
from data.models.expert import Expert
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Candidate, Recommendation
from data.queries.duty import shifts, shifts_of_expert
from data.queries.leaving import in_hand, officers
from data.queries.office import office_here
from data.runtime import Runtime
from data.services.claims import allow_claims
from data.services.dispatch import assign
from data.services.filing import ProblemForm
from data.services.ladder import raise_rung
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
        assert (office.seasons[-1].first, office.seasons[-1].last) == ("02-15", "04-30")
    screen.selectbox(key="season_first_month").set_value(2)
    screen.selectbox(key="season_first_day").set_value(31)
    screen.text_input(key="season_crops").set_value("西梅")
    screen = press(screen, "加这个农时")
    assert "02-31不是一个日子" in words(screen).replace("\\", "")
    screen.selectbox(key="season_first_day").set_value(28)
    screen = press(screen, "加这个农时")
    assert not screen.error and "2月28日" in words(screen)
    assert "prune plum" in words(run_entry("office-hours", lang="en"))
    screen = run_entry("office-hours")
    for _ in range(3):
        screen = screen.button(key="window_off_0").click().run()
    assert "请至少写一段" in words(screen)


def test_a_rule_goes_and_claiming_is_switched_on(sample_runtime: Runtime, sign_in):
    sign_in("officer")
    screen = run_entry("ladder")
    before = len([one for one in screen.button if one.label == "去掉"])
    screen = screen.button(key="rule_off_0").click().run()
    assert len([one for one in screen.button if one.label == "去掉"]) == before - 1
    screen = screen.selectbox(key="rule_cause").set_value(Cause.YUAN).run()
    assert "到多少就报：损失的钱（元）" in [one.label for one in screen.number_input]
    screen.number_input(key="rule_least_yuan").set_value(50_000)
    screen = press(screen, "加这一条")
    assert not screen.exception and not screen.error and "损失50,000元 → **苏木、镇**" in words(screen)
    screen = screen.toggle(key="claims_allowed").set_value(True).run()
    assert not screen.exception and screen.toggle(key="claims_allowed").value
    screen.toggle(key="second_loss").set_value(False)
    screen = press(screen, "照这样请")
    assert not screen.exception and not screen.toggle(key="second_loss").value


def test_a_second_opinion_is_asked_written_and_read_beside_the_first(sample_runtime: Runtime, sign_in):
    expert, officer = sign_in("expert"), sign_in("officer")
    problem_id = _in_other_hands(sample_runtime, officer, expert)
    screen = run_entry("problem", id=problem_id)
    assert "按规则该另请一位专家看了" in words(screen)
    screen = screen.button(key="ask_second").click().run()
    assert not screen.exception and not screen.error and "还没写" in words(screen)
    _is_late(sample_runtime, officer, problem_id)
    assert any(link.label.startswith("可以另请一位：") for link in run_entry("today").get("page_link"))
    sign_in("expert")
    screen = run_entry("my-work")
    assert "请您独立看一看 1件" in words(screen) and "已超" in words(screen)
    screen.text_input(key=f"second_found_{problem_id}").set_value("根腐")
    screen.text_area(key=f"second_advice_{problem_id}").set_value("挖开看根")
    screen = screen.button(key=f"second_give_{problem_id}").click().run()
    assert not screen.exception and not screen.error and "头一位还没有写" in words(screen)
    sign_in("officer")
    screen = run_entry("problem", id=problem_id)
    assert "两位专家怎么说" in words(screen) and "挖开看根" in words(screen)


def _is_late(runtime: Runtime, officer: Actor, problem_id: int) -> None:
    """Two days ago the second opinion was to be written."""
    with runtime.writing(officer) as ctx:
        (asked,) = ctx.session.scalars(select(ProblemEvent).where(
            ProblemEvent.problem_id == problem_id, ProblemEvent.kind == ProblemEventKind.SECOND_ASKED,
        ))
        asked.details = {**asked.details, "reply_by": (ctx.now - dt.timedelta(days=2)).isoformat()}


def _in_other_hands(runtime: Runtime, officer: Actor, expert: Actor) -> int:
    """An urgent question for fruit growers that somebody has been offered; only `expert` is of another unit."""
    with runtime.writing(officer) as ctx:
        plums = ProblemForm("西梅开春剪枝没底，叶子卷边发黄，该咋弄", "150824100201", None, "试两试", "19900009997")
        problem_id = submit_problem(ctx, plums, str(uuid.uuid4())).problem_id
        problem = ctx.session.get_one(Problem, problem_id)
        problem.urgency = Urgency.CRITICAL
        made = ctx.session.scalar(select(Recommendation.id).order_by(Recommendation.id.desc()).limit(1))
        own = ctx.session.get_one(Expert, expert.expert_id)
        others = ctx.session.scalars(
            select(Expert).join(Candidate, Candidate.expert_id == Expert.id)
            .where(Candidate.recommendation_id == made, Expert.id != own.id).order_by(Candidate.rank.desc())
        ).all()
        for one in (own, *others):
            one.unit, one.sending_unit_id = "一站" if one is own else "二站", None
    with runtime.writing(officer) as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        assign(ctx, problem_id, version, others[0].id, made, "agreed")
    return problem_id


def test_an_expert_s_questions_go_to_the_proposed_successors(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    with sample_runtime.reading(officer) as ctx:
        leaving = next(
            one for one in ctx.session.scalars(select(Expert.id).order_by(Expert.id))
            if (items := in_hand(ctx, one)) and len(proposed_successors(ctx, one)) == len(items)
        )
    shift = _on_duty(sample_runtime, officer, leaving)
    screen = run_entry("leaving")
    chooser = next(one for one in screen.selectbox if one.label == "谁离岗")
    screen = chooser.set_value(leaving).run()
    came_since = _assigned(sample_runtime, officer, leaving)
    screen = screen.run()
    assert screen.selectbox(key=f"successor_{came_since}").value is not None
    with sample_runtime.reading(officer) as ctx:
        account_id, name = officers(ctx)[0]
    screen.selectbox(key=f"duty_person_{shift}").set_value(("account_id", account_id)).run()
    screen = press(screen, "全部交接")
    assert not screen.exception and not screen.error
    with sample_runtime.reading(officer) as ctx:
        assert in_hand(ctx, leaving) == ()
        assert [(one.name, one.is_linked) for one in shifts(ctx)] == [(name, True)]


def _assigned(runtime: Runtime, officer: Actor, expert_id: int) -> int:
    """A question for fruit growers, filed just now and given to this expert."""
    with runtime.writing(officer) as ctx:
        plums = ProblemForm("西梅开春剪枝没底，叶子卷边发黄，该咋弄", "150824100201", None, "试三试", "19900009996")
        problem_id = submit_problem(ctx, plums, str(uuid.uuid4())).problem_id
        made = ctx.session.scalar(select(func.max(Recommendation.id)))
        version = ctx.session.get_one(Problem, problem_id).version
        assign(ctx, problem_id, version, expert_id, made, "agreed")
    return problem_id


def _on_duty(runtime: Runtime, officer: Actor, expert_id: int) -> int:
    """The expert is put on the roster by its form, chosen from the register: the shift's id."""
    screen = run_entry("duty")
    screen.selectbox(key="duty_person").set_value(("expert_id", expert_id))
    for label, words_ in (("单位", "旗动物防疫站"), ("值班电话", "19900000005")):
        next(one for one in screen.text_input if one.label == label).set_value(words_)
    screen = press(screen, "排上")
    assert not screen.exception and not screen.error
    with runtime.reading(officer) as ctx:
        (shift,) = shifts_of_expert(ctx, expert_id)
        assert shift.is_linked
        return shift.id


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


def test_the_leader_finds_what_has_gone_up_and_reads_when_there_is_nothing(sample_runtime: Runtime, sign_in):
    sign_in("leader")
    assert "没有报到您这里的" in words(run_entry("problems"))
    assert "没有报到您这里的" not in words(run_entry("problems", which="closed"))
    officer = sign_in("officer")
    assert "没有报到" not in words(run_entry("problems"))
    with sample_runtime.writing(officer) as ctx:
        form = ProblemForm("播种机下种不匀，咋调", "150824100201", None, "试一试", "19900009999")
        id_ = submit_problem(ctx, form, str(uuid.uuid4())).problem_id
        raise_rung(ctx, id_, ctx.session.get_one(Problem, id_).version, "leader", "分管旗长")
    assert "报到领导的" in words(run_entry("problems"))
    sign_in("leader")
    screen = run_entry("problems")
    assert "报到您这里的" in words(screen) and "没有报到您这里的" not in words(screen)
    assert "「播种机下种不匀，咋调」" in screen.page_link[0].label
    assert any("有问题报到您这里" in one.label for one in run_entry("impact").page_link)
