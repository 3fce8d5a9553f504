"""On whatever day it is made — holidays, a leap day, the year's ends — the story holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from data.domain.office_time import DEFAULT_HOURS
from data.domain.problem import TO_ASSIGN, ProblemStatus
from data.domain.worktime import WorkCalendar
from data.exchange.code_lists import load_problem_types
from data.models.problem import Problem, ProblemEvent
from data.models.visit import Visit
from data.sample.accounts import add_accounts
from data.sample.cases import Outcome
from data.sample.experts import add_experts
from data.sample.farms import add_farms
from data.sample.history import write_problems
from data.sample.open_cases import OPEN, WAITING
from data.sample.people import add_people
from data.sample.pictures import Picture
from data.sample.planning import plan_cases
from data.sample.projects import add_projects
from data.sample.size import SMALL
from data.sample.texts import read_toml
from data.sample.trainings import write_trainings
from data.sample.world import World
from data.services.context import BEIJING
from matching.text import TextEngine, load_engine

SPRING_FESTIVAL = [dt.date(2026, 2, 15) + dt.timedelta(days=n) for n in range(9)]
DRAWN = Picture("0" * 64, "image/jpeg", 1)
DAYS = ["2026-01-01", "2026-02-20", "2026-06-08", "2026-10-07", "2028-02-29"]


@pytest.fixture(scope="module")
def engine() -> TextEngine:
    return load_engine()


@pytest.fixture(scope="module", params=DAYS)
def world(request: pytest.FixtureRequest, engine: TextEngine) -> World:
    """Everything but the last steps of what is still open, and nothing of it in a database."""
    today = dt.date.fromisoformat(request.param)
    calendar = WorkCalendar(DEFAULT_HOURS, holidays=SPRING_FESTIVAL)
    world = World(today, SMALL, calendar, {row.code: row.urgency for row in load_problem_types()})
    towns = read_toml("banner.toml")["town"]
    codes = [town["code"] + ending for town in towns for ending in town["served"] + town["others"]]
    add_people(world, dict.fromkeys(codes, "某村"))
    for step in (add_experts, add_farms, add_projects, add_accounts):
        step(world)
    pictures = dict.fromkeys(("leaf", "orchard", "pen", "sunflower", "list"), DRAWN)
    for story in write_problems(world, plan_cases(world), pictures, engine.understand):
        story.go_on()
    write_trainings(world, DRAWN)
    return world


def test_the_numbers_do_not_depend_on_the_day(world: World) -> None:
    statuses = Counter(row["status"] for row in world.rows[Problem])
    assert sum(statuses.values()) == SMALL.problems
    assert sum(statuses[status] for status in TO_ASSIGN) == 1 + len(WAITING) + len(OPEN[Outcome.UNSOLVED])
    assert statuses[ProblemStatus.IN_PROGRESS] == len(OPEN[Outcome.IN_PROGRESS])


def test_nothing_happens_today_or_later(world: World) -> None:
    assert max(row["at"] for row in world.rows[ProblemEvent]) < world.midnight
    assert max(row["logged_at"] for row in world.rows[Visit]) < world.midnight


def test_the_epidemic_and_one_are_overdue_and_four_are_due_on_the_next_working_day(world: World) -> None:
    next_workday = world.calendar.add(world.midnight, 1).astimezone(BEIJING).date()
    dues = [row["due_at"].astimezone(BEIJING).date() for row in world.rows[Problem] if row["status"] in TO_ASSIGN]
    assert Counter((day > next_workday) - (day < next_workday) for day in dues) == {-1: 2, 0: 4, 1: len(dues) - 6}


def test_those_waiting_ask_what_people_ask_now(world: World) -> None:
    waiting = [row for row in world.rows[Problem] if row["status"] is ProblemStatus.WAITING]
    assert len({row["industry"] for row in waiting}) >= 5
    assert len({row["title"] for row in waiting}) == len(waiting)
