"""Leaders' medians in the county's working time, within their area and period."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import NotAllowed
from data.domain.step_times import Measure, Spread
from data.domain.worktime import BEIJING
from data.queries.impact_scope import scope_of
from data.reach.periods import PeriodKind
from data.services.step_times import step_times
from tests.desk import NOW, Desk, on_sqlite

HOUR = dt.timedelta(hours=1)


def test_medians_count_working_time_of_the_scope(desk: Desk):
    """Asked on Thursday at ten; assigned after one to twelve hours, of which the noon break and the night are none."""
    for hours in range(1, 13):
        desk.assign_first(desk.ask(now=NOW).problem_id, NOW + hours * HOUR)
    with desk.reading("赵书记", NOW + 24 * HOUR) as ctx:
        times = step_times(ctx, scope_of(ctx, PeriodKind.YEAR))
    # Hours on the clock 1…12 are 60, 120, 120, 120, 150, 210, 270, 330, 330, … working minutes.
    assert times[Measure.ASSIGN] == Spread(12, 210, 330)
    assert times[Measure.ANSWER] == times[Measure.SOLVE] == Spread(0, None, None)
    with desk.reading("镇干部", NOW + 24 * HOUR) as ctx:
        assert step_times(ctx, scope_of(ctx, PeriodKind.YEAR))[Measure.ASSIGN].count == 0
    with desk.reading("喜莲") as ctx, pytest.raises(NotAllowed):
        step_times(ctx, scope_of(ctx, PeriodKind.YEAR))


@on_sqlite
def test_holidays_of_years_long_past_are_no_working_time(desk: Desk):
    """Asked on the Wednesday before the National Day of 2020 at four, assigned on Friday the 9th at ten: 210 minutes,
    for the eight days between were free; looked at six years later."""
    asked, assigned = (dt.datetime(2020, month, day, hour, tzinfo=BEIJING) for month, day, hour in (
        (9, 30, 16), (10, 9, 10),
    ))
    for _ in range(10):
        desk.assign_first(desk.ask(now=asked).problem_id, assigned)
    with desk.reading("赵书记") as ctx:
        times = step_times(ctx, scope_of(ctx, PeriodKind.ALL))
    assert times[Measure.ASSIGN].median == 210
