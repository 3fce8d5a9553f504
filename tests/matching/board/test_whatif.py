from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.board.whatif import PastCase, Scenario, begun_in_time, gini, replay

YEAR = [
    PastCase(1, {1: 0.9, 2: 0.5}, {1: 20, 2: 60}),
    PastCase(1, {1: 0.8}, {1: 40}),
    PastCase(2, {1: 0.7, 3: 0.9}, {1: 30}),
]


def test_a_year_as_it_was():
    found = replay(YEAR, Scenario({1: 1, 2: 1}))
    assert (found.cases, found.served, found.share) == (3, 3, 1)
    assert found.minutes == pytest.approx((60 + 40 + 30) / 3)
    assert found.loads == {1: 2, 2: 1}


def test_without_a_person_with_another_and_with_other_quotas():
    assert replay(YEAR, Scenario({1: 1})).served == 2
    assert replay(YEAR, Scenario({1: 1, 2: 1, 3: 1})).loads == {1: 1, 2: 1, 3: 1}
    assert replay(YEAR, Scenario({1: 5, 2: 5}, yearly={1: 1})).loads == {1: 1, 2: 1}
    assert replay(YEAR, Scenario({1: 2, 2: 2})).loads == {1: 3, 2: 0}
    assert replay(YEAR, Scenario({1: 2, 2: 2}, load_cost=0.5)).loads == {1: 2, 2: 1}


def test_an_empty_year_and_nobody():
    assert replay([], Scenario({1: 1})).share is None
    nobody = replay(YEAR, Scenario({}))
    assert (nobody.share, nobody.minutes, nobody.loads, nobody.gini) == (0, None, {}, 0)


def test_travel_that_is_not_known_is_left_out_of_the_mean():
    assert replay(YEAR[2:], Scenario({3: 1})).minutes is None


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8))
def test_gini_is_the_mean_difference_by_twice_the_mean(loads):
    pairs = [abs(one - other) for one in loads for other in loads]
    mean = sum(loads) / len(loads)
    expected = sum(pairs) / len(pairs) / (2 * mean) if mean else 0
    assert gini(loads) == pytest.approx(expected)


@given(st.permutations(YEAR))
def test_the_order_of_the_cases_changes_nothing(cases):
    assert replay(cases, Scenario({1: 1, 2: 1})).loads == {1: 2, 2: 1}


def test_who_comes_every_other_day_keeps_what_is_due_first():
    together = [PastCase(1, {1: 1.0}, {}, ready=3, due=due) for due in (3, 5, 9)]
    assert begun_in_time(together, 2) == 3
    assert begun_in_time(together, 3) == 2
    assert begun_in_time(reversed(together), 3) == 2
    assert begun_in_time(together, 0) == 3
    assert replay(together, Scenario({1: 3}, pace={1: 3.0})).in_time == 2
    assert replay(together, Scenario({1: 2}, pace={1: 3.0})).in_time == 1 + 1


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=9), st.integers(1, 4))
def test_days_gone_through_one_by_one_keep_as_many(drawn, pace):
    cases = [PastCase(1, {}, {}, ready=ready, due=ready + within) for ready, within in drawn]
    waiting, free, kept = list(cases), 0, 0
    for today in range(100):
        ready = sorted((one for one in waiting if one.ready <= today), key=lambda one: one.due)
        if ready and free <= today:
            waiting.remove(ready[0])
            kept += today <= ready[0].due
            free = today + pace
    assert begun_in_time(cases, pace) == kept
