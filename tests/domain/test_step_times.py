"""How long a question took: the asker's time is left out, percentiles are times that were really taken."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.problem import ProblemEventKind as E
from data.domain.step_times import FEWEST, Measure, minutes_taken, spread

BEGIN = dt.datetime(2026, 4, 9, tzinfo=dt.UTC)


def taken(*steps: tuple[E, int]) -> dict[Measure, float]:
    """Minutes after the first; every minute is worked."""
    moments = [(kind, BEGIN + dt.timedelta(minutes=at)) for kind, at in steps]
    return minutes_taken(moments, lambda at: (at - BEGIN) / dt.timedelta(minutes=1))


def test_the_asker_s_time_is_left_out():
    assert taken(
        (E.SUBMITTED, 0), (E.RECOMMENDED, 1), (E.FACTS_ASKED, 10), (E.FACTS_GIVEN, 110), (E.ASSIGNED, 120),
        (E.DECLINED, 130), (E.ASSIGNED, 140), (E.ACCEPTED, 150), (E.VISITED, 200), (E.FINISHED, 210),
        (E.NOT_SOLVED, 310), (E.ASSIGNED, 320), (E.ACCEPTED, 330), (E.VISITED, 340), (E.FINISHED, 350),
        (E.CONFIRMED, 900),
    ) == {Measure.ASSIGN: 20, Measure.ANSWER: 50, Measure.VISIT: 100, Measure.SOLVE: 150}


@pytest.mark.parametrize("closing", [E.CONFIRMED, E.CLOSED])
def test_the_time_in_which_it_was_closed_is_left_out(closing: E):
    assert taken(
        (E.SUBMITTED, 0), (E.ASSIGNED, 10), (E.ACCEPTED, 20), (E.FINISHED, 30), (closing, 100), (E.REOPENED, 9000),
        (E.ASSIGNED, 9010), (E.ACCEPTED, 9020), (E.FINISHED, 9030), (E.CONFIRMED, 9999),
    )[Measure.SOLVE] == 60


def test_what_was_not_reached_is_not_told():
    assert taken((E.SUBMITTED, 0), (E.ASSIGNED, 5)) == {Measure.ASSIGN: 5}
    assert Measure.SOLVE not in taken(
        (E.SUBMITTED, 0), (E.ASSIGNED, 5), (E.ACCEPTED, 6), (E.VISITED, 7), (E.FINISHED, 8),
    )
    assert taken() == {}


@given(st.lists(st.floats(0, 1e5), min_size=FEWEST, max_size=60))
def test_so_many_took_no_longer(minutes: list[float]):
    found = spread(minutes)
    assert found.count == len(minutes) and found.median in minutes and found.ninety in minutes
    for share, value in ((0.5, found.median), (0.9, found.ninety)):
        assert sum(one <= value for one in minutes) >= share * len(minutes)
        assert sum(one < value for one in minutes) < share * len(minutes)


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_of_few_nothing_is_told(count: int):
    assert spread([1.0] * count) == spread([2.0] * count)
    assert spread([1.0] * count).median is None
