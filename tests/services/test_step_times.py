"""Leaders' medians in the county's working time, within their area and period."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import NotAllowed
from data.domain.step_times import Measure, Spread
from data.queries.impact_scope import scope_of
from data.reach.periods import PeriodKind
from data.services.step_times import step_times
from tests.desk import NOW, Desk

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
