"""Which days may be closed, and what calendar period they are."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.closed_period import ClosedKind, check_days, kind_of, latest_over
from data.domain.errors import InvalidInput

CALENDAR = st.sampled_from([ClosedKind.QUARTER, ClosedKind.HALF_YEAR, ClosedKind.YEAR])
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


@given(CALENDAR, DAYS)
def test_what_is_offered_is_over_named_and_without_a_gap(kind: ClosedKind, today: dt.date):
    offered = latest_over(kind, today, 5)
    for first, last in offered:
        check_days(first, last, today)
        assert kind_of(first, last) is kind
    for (later, _), (_first, earlier_end) in pairwise(offered):
        assert later - earlier_end == dt.timedelta(days=1)
    following = latest_over(kind, offered[0][1] + dt.timedelta(days=1), 1)[0]
    assert following == offered[0], "the day after it ended is the first on which it is offered"


def test_quarters_are_the_calendars():
    assert latest_over(ClosedKind.QUARTER, dt.date(2026, 10, 1), 2) == [
        (dt.date(2026, 7, 1), dt.date(2026, 9, 30)), (dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
    ]
    assert kind_of(dt.date(2026, 7, 1), dt.date(2026, 9, 29)) is ClosedKind.DAYS
    assert kind_of(dt.date(2026, 4, 1), dt.date(2026, 9, 30)) is ClosedKind.DAYS


def test_a_running_or_a_backward_period_is_refused():
    with pytest.raises(InvalidInput, match="period_not_over"):
        check_days(dt.date(2026, 7, 1), dt.date(2026, 9, 30), dt.date(2026, 9, 30))
    with pytest.raises(InvalidInput, match="period_backwards"):
        check_days(dt.date(2026, 7, 2), dt.date(2026, 7, 1), dt.date(2026, 9, 30))
