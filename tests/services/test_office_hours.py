"""The county's working time on its screen: what is saved, what cannot be; what a season does to a promise."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.problem import ProblemStatus, Urgency
from data.domain.seasons import Matter, Season, SeasonKind
from data.models.account import AuditEvent
from data.models.problem import Problem
from data.queries.office import office_here
from data.queries.promises import seasons_now
from data.services.clocks import promise
from data.services.dispatch import take_back
from data.services.events import current_assignment, differing_problems
from data.services.fact_requests import ask_for_facts, give_facts
from data.services.office_hours import (
    Window,
    add_day,
    add_season,
    add_window,
    remove_day,
    remove_season,
    remove_window,
    windows_of,
)
from tests.desk import COUNTY, NOW, Desk, on_sqlite

MORNING, AFTERNOON = Window((0, 1, 2, 3, 4), "08:30", "12:00"), Window((0, 1, 2, 3, 4), "14:30", "18:00")
NOON = Window((0, 1, 2, 3, 4), "12:00", "14:30", is_extra=True)
PRUNING = Season(SeasonKind.SOWING, "04-01", "04-20", 25, ("I4",))


def do(desk: Desk, call, *args, who: str = "王敏", **named) -> None:
    with desk.writing(who) as ctx:
        call(ctx, *args, **named)


def office(desk: Desk):
    with desk.reading("王敏") as ctx:
        return office_here(ctx)


def in_an_hour_of_work(desk: Desk, now: dt.datetime) -> dt.datetime | None:
    with desk.reading("王敏", now) as ctx:
        return promise(ctx, COUNTY, ProblemStatus.WAITING, Matter(Urgency.CRITICAL)).at


def test_noon_hours_beside_the_office_hours_count(desk: Desk):
    noon = NOW + dt.timedelta(hours=2)
    assert in_an_hour_of_work(desk, noon) == noon + dt.timedelta(hours=3.5)
    do(desk, add_window, NOON)
    assert in_an_hour_of_work(desk, noon) == noon + dt.timedelta(hours=1)
    assert windows_of(office(desk)) == (MORNING, AFTERNOON, NOON)
    do(desk, remove_window, NOON, who="管理员")
    assert windows_of(office(desk)) == (MORNING, AFTERNOON)


@on_sqlite
@pytest.mark.parametrize(("window", "code"), [
    (Window((), "09:00", "10:00"), "window_weekdays"), (Window((5,), "9", "10:00"), "calendar_time"),
    (Window((5,), "10:00", "09:00"), "calendar_windows"), (Window((4, 5), "11:00", "13:00"), "calendar_windows"),
    (Window((4,), "11:00", "13:00", is_extra=True), "calendar_windows"), (MORNING, "calendar_windows"),
])
def test_hours_that_cannot_be_are_not_saved(desk: Desk, window: Window, code: str):
    before = office(desk)
    with pytest.raises(InvalidInput) as error:
        do(desk, add_window, window)
    assert (error.value.code, office(desk)) == (code, before)


def test_the_last_hours_cannot_be_taken_off(desk: Desk):
    do(desk, remove_window, MORNING)
    with pytest.raises(InvalidInput) as error:
        do(desk, remove_window, AFTERNOON)
    assert error.value.code == "calendar_empty"
    with pytest.raises(NotFound):
        do(desk, remove_window, MORNING)
    assert windows_of(office(desk)) == (AFTERNOON,)


def test_a_day_is_off_or_worked_never_both(desk: Desk):
    day = NOW.date() + dt.timedelta(days=1)
    do(desk, add_day, day, is_free=True)
    with pytest.raises(InvalidInput) as error:
        do(desk, add_day, day, is_free=False)
    assert (error.value.code, error.value.params["day"]) == ("calendar_clash", day)
    assert office(desk).workdays == frozenset()
    do(desk, remove_day, day)
    do(desk, add_day, day, is_free=False)
    assert (office(desk).holidays, office(desk).workdays) == (frozenset(), {day})


@on_sqlite
def test_a_town_s_officer_reads_and_does_not_change(desk: Desk):
    with desk.reading("镇干部") as ctx:
        assert windows_of(office_here(ctx)) == (MORNING, AFTERNOON)
    with pytest.raises(NotAllowed):
        do(desk, add_window, NOON, who="镇干部")
    with desk.reading("赵书记") as ctx, pytest.raises(NotAllowed):
        office_here(ctx)


@on_sqlite
@pytest.mark.parametrize(("season", "code"), [
    (Season(SeasonKind.FROST, "02-30", "03-01", 50), "season_day"),
    (Season(SeasonKind.FROST, "02-01", "03-01", 50, ("I99",)), "industry_unknown"),
    (Season(SeasonKind.FROST, "02-01", "03-01", 50, types=("X1",)), "type_unknown"),
])
def test_seasons_that_cannot_be_are_not_saved(desk: Desk, season: Season, code: str):
    with pytest.raises(AppError) as error:
        do(desk, add_season, season)
    assert error.value.code == code


def test_a_season_shortens_the_promise_and_stands_beside_it(desk: Desk):
    usual = desk.ask()
    do(desk, add_season, PRUNING)
    with pytest.raises(Conflict):
        do(desk, add_season, PRUNING)
    sooner = desk.ask()
    with desk.reading("王敏") as ctx:
        assert usual.due_at > sooner.due_at
        assert seasons_now(ctx, [usual.problem_id, sooner.problem_id]) == {sooner.problem_id: SeasonKind.SOWING}
    do(desk, remove_season, PRUNING)
    with pytest.raises(NotFound):
        do(desk, remove_season, PRUNING)
    with desk.reading("王敏") as ctx:
        assert seasons_now(ctx, [sooner.problem_id]) == {sooner.problem_id: SeasonKind.SOWING}
        assert differing_problems(ctx, COUNTY) == []
        changes = ctx.session.query(AuditEvent).filter(AuditEvent.action == "office:edit").all()
        assert [list(one.details) for one in changes] == [["seasons"], ["seasons"]]


def test_the_season_stays_with_the_promise_that_goes_on(desk: Desk):
    """After the asker was waited for, and after an offer was taken back with its promise; a new one asks anew."""
    do(desk, add_season, PRUNING)
    receipt = desk.ask()
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, receipt.problem_id)
        version, missing = problem.version, tuple(problem.understanding["missing"])
    do(desk, ask_for_facts, receipt.problem_id, version, missing, "树龄几年")
    with desk.reading("王敏") as ctx:
        assert seasons_now(ctx, [receipt.problem_id]) == {}  # the asker has the usual time
    do(desk, remove_season, PRUNING)
    do(desk, give_facts, receipt.problem_id, "五年")
    desk.assign_first(receipt.problem_id)
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, receipt.problem_id)
        assert seasons_now(ctx, [problem.id]) == {}
        take_back(ctx, current_assignment(ctx, problem), problem, promised=receipt.due_at)
        assert seasons_now(ctx, [problem.id]) == {problem.id: SeasonKind.SOWING}
        assert problem.due_at == receipt.due_at
