"""Promises in the county's time: its hours, its own days, China's public holidays."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.problem import Gate, ProblemStatus, Urgency
from data.domain.seasons import Matter
from data.models.place import County
from data.services.clocks import calendar_of, promise, visit_due
from data.services.events import differing_problems
from tests.desk import COUNTY, Desk, on_sqlite

BEFORE_HOLIDAY = dt.datetime(2026, 9, 30, 9, 0, tzinfo=dt.UTC)  # 17:00 in Beijing, the National Day week follows
BACK = dt.datetime(2026, 10, 8, 0, 30, tzinfo=dt.UTC)


def due(desk: Desk, now: dt.datetime, urgency: Urgency = Urgency.HIGH) -> dt.datetime | None:
    with desk.reading("王敏", now) as ctx:
        return promise(ctx, COUNTY, ProblemStatus.WAITING, Matter(urgency)).at


def set_days(desk: Desk, **days: list[str]) -> None:
    with desk.writing("管理员") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, **days}


def test_public_holidays_are_stepped_over(desk: Desk):
    assert due(desk, BEFORE_HOLIDAY) == BACK + dt.timedelta(minutes=180)


@on_sqlite
def test_a_weekend_day_decreed_as_working_day_counts(desk: Desk):
    friday = dt.datetime(2026, 10, 9, 9, 30, tzinfo=dt.UTC)
    with desk.reading("王敏") as ctx:
        done = calendar_of(ctx, COUNTY).add(friday, 60)
    assert done == dt.datetime(2026, 10, 10, 1, 0, tzinfo=dt.UTC)


def test_the_county_s_own_days_win(desk: Desk):
    set_days(desk, holidays=["2026-10-08"], workdays=["2026-10-05"])
    assert due(desk, BEFORE_HOLIDAY) == dt.datetime(2026, 10, 5, 3, 30, tzinfo=dt.UTC)
    set_days(desk, holidays=["2026-10-08"], workdays=[])
    assert due(desk, BEFORE_HOLIDAY) == BACK + dt.timedelta(days=1, minutes=180)


@pytest.mark.parametrize(("urgency", "minutes"), [(Urgency.CRITICAL, 60), (Urgency.HIGH, 120 + 150 + 120)])
@on_sqlite
def test_the_noon_break_is_no_working_time(desk: Desk, urgency: Urgency, minutes: int):
    ten = dt.datetime(2026, 4, 9, 2, 0, tzinfo=dt.UTC)
    assert due(desk, ten, urgency) == ten + dt.timedelta(minutes=minutes)


@on_sqlite
def test_nothing_is_promised_for_what_is_closed(desk: Desk):
    with desk.reading("王敏") as ctx:
        assert promise(ctx, COUNTY, ProblemStatus.SOLVED, Matter(Urgency.HIGH)).at is None


def test_a_promise_given_outlives_a_change_of_hours(desk: Desk):
    receipt = desk.ask()
    set_days(desk, hours={"0": [["09:00", "10:00"]]})
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == []
    assert desk.ask().due_at > receipt.due_at


@on_sqlite
def test_a_first_visit_is_promised_after_all_three_steps(desk: Desk):
    """Working days of seven hours: 60 + 60 + 480 minutes end on the next day, an epidemic's half hour by night too."""
    ten, night = dt.datetime(2026, 4, 9, 2, 0, tzinfo=dt.UTC), dt.datetime(2026, 4, 9, 14, 0, tzinfo=dt.UTC)
    with desk.reading("王敏") as ctx:
        calendar = calendar_of(ctx, COUNTY)
    assert visit_due(calendar, ten, Urgency.CRITICAL, None) == calendar.add(ten, 600)
    assert visit_due(calendar, night, Urgency.CRITICAL, Gate.ANIMAL_EPIDEMIC) == calendar.add(night, 540)
