"""Years running: a row without a gap that this year's beginning does not break."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.domain.ties import years_running

YEARS = st.sets(st.integers(2015, 2030))


def slow(years: set[int], now: int) -> int:
    """The longest row that ends this year, else the one that ends last year."""
    for last in (now, now - 1):
        rows = [length for length in range(1, 20) if set(range(last - length + 1, last + 1)) <= years]
        if rows:
            return max(rows)
    return 0


@given(YEARS, st.integers(2016, 2030))
def test_as_counted_on_fingers(years: set[int], now: int):
    assert years_running(years, now) == slow(years, now)


def test_a_year_that_has_only_begun_breaks_no_row():
    assert years_running({2023, 2024, 2025}, 2026) == 3
    assert years_running({2023, 2024, 2025, 2026}, 2026) == 4
    assert years_running({2023, 2024}, 2026) == 0
