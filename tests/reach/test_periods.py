from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reach.periods import Period, PeriodKind, months, period


@pytest.mark.parametrize(("kind", "today", "first_day"), [
    (PeriodKind.QUARTER, dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
    (PeriodKind.QUARTER, dt.date(2026, 12, 31), dt.date(2026, 10, 1)),
    (PeriodKind.YEAR, dt.date(2026, 12, 31), dt.date(2026, 1, 1)),
    (PeriodKind.YEAR, dt.date(2026, 4, 9), dt.date(2025, 5, 1)),
    (PeriodKind.ALL, dt.date(2026, 4, 9), dt.date(2000, 1, 1)),
])
def test_periods_begin_on_the_first_of_a_month_and_end_today(kind, today, first_day):
    assert period(kind, today) == Period(first_day, today)


@given(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)))
def test_a_year_is_twelve_months_and_a_quarter_at_most_three(today):
    year, quarter = (period(kind, today) for kind in (PeriodKind.YEAR, PeriodKind.QUARTER))
    assert len(list(months(year.first_day, year.last_day))) == 12
    assert 1 <= len(list(months(quarter.first_day, quarter.last_day))) <= 3


def test_months_cross_the_year():
    assert list(months(dt.date(2025, 11, 20), dt.date(2026, 1, 2))) == [
        dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1),
    ]
