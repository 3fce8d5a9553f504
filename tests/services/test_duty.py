"""The gate for what may be an epidemic: roster, who took the call, nothing before that."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, Refused
from data.domain.notices import Audience, NoticeKind
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus
from data.domain.promises import GATE_WITHIN
from data.models.problem import Problem, ProblemEvent
from data.queries.duty import duty_now, shifts
from data.queries.notices import to_call
from data.queries.problem_page import problem_page
from data.queries.problems import today
from data.services.duty import add_shift, cancel_shift, tell_duty
from data.services.events import differing_problems
from data.services.fact_requests import ask_for_facts
from data.services.problems import correct_understanding, hand_over
from tests.desk import COUNTY, LAMBS, NOW, PLUM_VILLAGE, PLUMS, Desk, on_sqlite

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
MIDNIGHT = dt.datetime(2026, 4, 11, 17, tzinfo=dt.UTC)  # one o'clock on Sunday morning in Beijing


def on_roster(desk: Desk, name: str, first: dt.date, last: dt.date) -> int:
    with desk.writing("王敏") as ctx:
        return add_shift(ctx, name, "旗动物疫控中心", "0478 591 0000", first, last)


def test_whoever_is_on_duty_today_is_called(desk: Desk):
    on_roster(desk, "白站长", TODAY, TODAY + DAY)
    later = on_roster(desk, "乌云", TODAY + 2 * DAY, TODAY + 3 * DAY)
    with desk.reading("王敏") as ctx:
        assert (duty_now(ctx, COUNTY).name, duty_now(ctx, COUNTY).phone) == ("白站长", "04785910000")
        assert [(one.name, one.is_now) for one in shifts(ctx)] == [("白站长", True), ("乌云", False)]
    with desk.reading("王敏", NOW + 2 * DAY) as ctx:
        assert duty_now(ctx, COUNTY).name == "乌云"
    with desk.writing("王敏") as ctx:
        cancel_shift(ctx, later)
        cancel_shift(ctx, later)
        assert len(shifts(ctx)) == 1


@on_sqlite
def test_two_never_answer_on_one_day(desk: Desk):
    on_roster(desk, "白站长", TODAY, TODAY + 6 * DAY)
    with pytest.raises(Conflict, match="duty_overlap"):
        on_roster(desk, "乌云", TODAY + 6 * DAY, TODAY + 9 * DAY)
    with pytest.raises(InvalidInput, match="days_order"):
        on_roster(desk, "乌云", TODAY + 9 * DAY, TODAY + 8 * DAY)


@on_sqlite
def test_the_half_hour_runs_at_night(desk: Desk):
    problem_id = desk.ask(text=LAMBS, now=MIDNIGHT).problem_id
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Problem, problem_id).due_at == MIDNIGHT + GATE_WITHIN


def test_nothing_goes_on_before_somebody_took_the_call_by_name(desk: Desk):
    problem_id = desk.ask(text=LAMBS).problem_id
    for step in (lambda: desk.assign_first(problem_id), lambda: _hand_over(desk, problem_id, "白站长")):
        with pytest.raises(Refused, match="duty_first"):
            step()
    with desk.writing("王敏") as ctx, pytest.raises(InvalidInput) as unnamed:
        tell_duty(ctx, problem_id, " ")
    assert unnamed.value.field == "name"
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, problem_id, "白站长", "马上过去")
    with desk.reading("王敏") as ctx:
        assert today(ctx).duty_told == {problem_id: "白站长"}
    with pytest.raises(InvalidInput) as refused:
        _hand_over(desk, problem_id, "")
    assert refused.value.field == "name"
    _hand_over(desk, problem_id, "白站长")
    with desk.reading("王敏") as ctx:
        page = problem_page(ctx, problem_id)
        assert (page.status, page.duty_told) == (ProblemStatus.HANDED_OVER, "白站长")
        last = ctx.session.scalars(
            select(ProblemEvent).where(ProblemEvent.problem_id == problem_id).order_by(ProblemEvent.sequence)
        ).all()[-1]
        assert (last.kind, last.details["name"]) == (ProblemEventKind.HANDED_OVER, "白站长")
        assert differing_problems(ctx, COUNTY) == []


@on_sqlite
def test_nothing_is_asked_of_the_asker_before_somebody_took_the_call(desk: Desk):
    problem_id = desk.ask(text=LAMBS).problem_id
    with desk.writing("王敏") as ctx, pytest.raises(Refused, match="duty_first"):
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "死了几只？")


@on_sqlite
def test_a_correction_that_shows_an_epidemic_leaves_half_an_hour_once(desk: Desk):
    problem_id = desk.ask(text="羊羔不精神，咋办").problem_id
    for minutes in (0, 10):
        with desk.writing("王敏", NOW + dt.timedelta(minutes=minutes)) as ctx:
            problem = ctx.session.get_one(Problem, problem_id)
            correct_understanding(ctx, problem_id, problem.version, "I5", "绵羊", ("P11",), PLUM_VILLAGE)
            assert (problem.gate, problem.due_at) == (Gate.ANIMAL_EPIDEMIC, NOW + GATE_WITHIN)
            assert differing_problems(ctx, COUNTY) == []


@on_sqlite
def test_what_is_found_to_be_an_epidemic_once_more_is_told_once_more(desk: Desk):
    problem_id = desk.ask(text="羊羔不精神，咋办").problem_id
    _correct(desk, problem_id, "P11")
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, problem_id, "白站长")
    _correct(desk, problem_id, "P01")
    _correct(desk, problem_id, "P11")
    with desk.reading("王敏") as ctx:
        assert [one.kind for one in to_call(ctx, Audience.DUTY).rows] == [NoticeKind.DUTY]
        assert [one.id for one in today(ctx).epidemics] == [problem_id] and today(ctx).duty_told == {}
        assert problem_page(ctx, problem_id).duty_told is None
    with pytest.raises(Refused, match="duty_first"):
        _hand_over(desk, problem_id, "白站长")
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, problem_id, "乌云")
        assert to_call(ctx, Audience.DUTY).rows == () and problem_page(ctx, problem_id).duty_told == "乌云"
        assert today(ctx).duty_told == {problem_id: "乌云"}


@on_sqlite
def test_the_roster_is_the_county_s(desk: Desk):
    shift = on_roster(desk, "白站长", TODAY, TODAY)
    for act in (lambda ctx: add_shift(ctx, "乌云", "站", "04785910000", TODAY + DAY, TODAY + DAY),
                lambda ctx: cancel_shift(ctx, shift)):
        with desk.writing("镇干部") as ctx, pytest.raises(NotAllowed):
            act(ctx)
    with desk.reading("镇干部") as ctx:
        assert [one.name for one in shifts(ctx)] == ["白站长"]


@on_sqlite
def test_an_ordinary_question_has_no_gate(desk: Desk):
    problem_id = desk.ask(text=PLUMS).problem_id
    with desk.writing("王敏") as ctx, pytest.raises(AppError, match="no_gate"):
        tell_duty(ctx, problem_id, "白站长")


def _correct(desk: Desk, problem_id: int, type_code: str) -> None:
    with desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        correct_understanding(ctx, problem_id, version, "I5", "绵羊", (type_code,), PLUM_VILLAGE)


def _hand_over(desk: Desk, problem_id: int, name: str) -> None:
    with desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, problem_id).version
        hand_over(ctx, problem_id, version, "旗动物疫控中心", "疫控中心的人马上到", name)
