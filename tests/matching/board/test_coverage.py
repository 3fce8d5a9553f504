"""Coverage: shrinkage, what can be served, and the greedy choice, each against a slow obvious version."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.board.coverage import Cell, Coverage, Person, expected_demand, prior_strength
from matching.board.recruit import Candidate, next_people

PLACES = {"A": ["B"], "B": ["A", "C"], "C": ["B"], "island": []}
INDUSTRIES = ["beef", "plum"]
cells = st.builds(Cell, st.sampled_from(INDUSTRIES), st.sampled_from(list(PLACES)), st.integers(1, 12))


def person(number, industries, minutes, days, months=range(1, 13)):
    return Person(number, frozenset(industries), minutes, dict.fromkeys(months, days))


@given(st.lists(cells, max_size=40), st.sampled_from([0.5, 1, 3]))
def test_a_rate_lies_between_the_cell_and_its_neighbours(cases, years):
    found = expected_demand(cases, years, INDUSTRIES, PLACES)
    assert len(found) == 2 * 4 * 12
    for cell, expected in found.items():
        assert expected.cases == pytest.approx(cases.count(cell) / years)
        beside = [Cell(cell.industry, place, cell.month) for place in PLACES[cell.place]]
        around = [cell._replace(month=(cell.month + step - 1) % 12 + 1) for step in (-1, 1)]
        prior = np.mean([found[other].cases for other in beside + around])
        low, high = sorted([expected.cases, prior])
        assert low - 1e-9 <= expected.rate <= high + 1e-9


def test_a_cell_that_was_watched_longer_stands_more_by_itself():
    cases = [Cell("beef", "A", 5)] * 4 + [Cell("plum", "C", 5)]
    rates = [expected_demand(cases * years, years, INDUSTRIES, PLACES)[cases[0]].rate for years in (1, 2, 8)]
    assert rates == sorted(rates)
    assert rates[0] < rates[-1] <= 4


def test_the_strength_of_the_prior_is_found_again():
    draw = np.random.default_rng(1)
    prior = draw.uniform(0.5, 3, 4000)
    true, years = 2.0, 3.0
    seen = draw.poisson(years * draw.gamma(true * prior, 1 / true)) / years
    assert prior_strength(seen, prior, years) == pytest.approx(true, rel=0.15)


def test_a_case_elsewhere_is_refused():
    with pytest.raises(ValueError, match="no such cell"):
        expected_demand([Cell("camel", "A", 1)], 1, INDUSTRIES, PLACES)


NORTH = Coverage(
    {Cell("beef", "A", 1): 4.0, Cell("beef", "B", 1): 2.5, Cell("plum", "A", 1): 1.0, Cell("plum", "C", 2): 3.0},
    [person(1, ["beef"], {"A": 30, "B": 200}, 3), person(2, ["beef", "plum"], {"A": 20}, 2, months=[1])],
    reach=60,
)


def test_cells_without_anyone_and_cells_on_one_person():
    assert [cover.cell for cover in NORTH.without_anyone()] == [Cell("beef", "B", 1), Cell("plum", "C", 2)]
    assert [(cover.cell, cover.able) for cover in NORTH.on_one_person()] == [(Cell("plum", "A", 1), (2,))]
    assert NORTH.served == pytest.approx(5.0)
    assert [NORTH.loss_without(number) for number in (1, 2)] == pytest.approx([3.0, 2.0])


@st.composite
def coverages(draw, people=4):
    demand = draw(st.dictionaries(cells, st.sampled_from([0, 0.5, 1, 2.25]), max_size=6))
    one = st.builds(
        Person, st.just(0), st.frozensets(st.sampled_from(INDUSTRIES)),
        st.dictionaries(st.sampled_from(list(PLACES)), st.sampled_from([10, 90])),
        st.dictionaries(st.integers(1, 12), st.sampled_from([0, 0.5, 1, 3]), min_size=8),
    )
    found = draw(st.lists(one, max_size=people))
    numbered = [Person(number, p.industries, p.minutes, p.free_days) for number, p in enumerate(found)]
    return Coverage(demand, numbered, reach=60)


@settings(deadline=None)
@given(coverages())
def test_what_is_served_is_the_most_that_can_be(coverage):
    assert coverage.served == pytest.approx(_by_linear_program(coverage), abs=1e-6)
    assert all(0 <= cover.served <= cover.demand + 1e-9 for cover in coverage.cells)


@settings(deadline=None, max_examples=60)
@given(coverages())
def test_a_person_adds_less_where_more_are(coverage):
    """Monotone and submodular: what the promise of greedy rests on."""
    *few, last = coverage.people or [person(0, [], {}, 0)]
    served = {size: Coverage(coverage.demand, few[:size], 60).served for size in range(len(few) + 1)}
    gains = [Coverage(coverage.demand, [*few[:size], last], 60).served - served[size] for size in served]
    assert all(gain >= -1e-9 for gain in gains)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(gains))


@settings(deadline=None, max_examples=60)
@given(coverages(people=5), st.integers(1, 3))
def test_greedy_keeps_its_promise(coverage, wanted):
    empty = Coverage(coverage.demand, [], 60)
    candidates = [Candidate(str(one.id), one) for one in coverage.people]
    found = next_people(empty, candidates, wanted)
    best = max(
        (Coverage(coverage.demand, team, 60).served
         for size in range(wanted + 1) for team in combinations(coverage.people, size)), default=0.0,
    )
    added = sum(choice.gain for choice in found.choices)
    assert 1 - 1 / e <= found.guarantee <= 1
    assert added >= found.guarantee * best - 1e-6
    assert [choice.gain for choice in found.choices] == sorted((c.gain for c in found.choices), reverse=True)


@settings(deadline=None, max_examples=60)
@given(coverages(people=5), st.integers(1, 3))
def test_whoever_is_chosen_adds_as_much_as_anybody_could(coverage, wanted):
    """Old gains are trusted as bounds only; asking everybody each time chooses the same."""
    today, left = Coverage(coverage.demand, [], 60), list(coverage.people)
    found = next_people(today, [Candidate(str(one.id), one) for one in left], wanted)
    for choice in found.choices:
        gains = {one.id: round(today.with_people([*today.people, one]).served - today.served, 3) for one in left}
        best = max(gains, key=lambda id_: (gains[id_], -id_))
        assert (choice.name, choice.gain) == (str(best), gains[best])
        today = today.with_people([*today.people, coverage.people[best]])
        left = [one for one in left if one.id != best]


@settings(deadline=None, max_examples=60)
@given(coverages(), st.sampled_from([0.25, 0.5, 1.0]))
def test_what_hangs_on_one_person_counts_in_part(coverage, share):
    firm = Coverage(coverage.demand, coverage.people, 60, most_of_one=share)
    assert firm.served <= coverage.served + 1e-9
    for cover in firm.cells:
        assert cover.served <= min(1, share * len(cover.able)) * cover.demand + 0.001 * len(cover.able)


def test_training_is_weighed_but_promises_nothing():
    vet = person(1, ["beef", "plum"], {"A": 30, "C": 40}, 3)
    herdsman = person(9, ["beef"], {"B": 5}, 1)
    found = next_people(NORTH, [Candidate("train 1", vet, trains=1), Candidate("new", herdsman)], 2)
    assert [(choice.name, choice.gain) for choice in found.choices] == [("train 1", 3.0), ("new", 1.0)]
    assert found.guarantee is None


def _by_linear_program(coverage: Coverage) -> float:
    wanted = {cell: days for cell, days in coverage.demand.items() if days > 0}
    pairs = [
        (one, cell) for one in coverage.people for cell in wanted
        if cell.industry in one.industries and one.minutes.get(cell.place, 999) <= 60
        and one.free_days.get(cell.month, 0) > 0
    ]
    if not pairs:
        return 0.0
    rows = [(cell, wanted[cell]) for cell in wanted]
    rows += [((one.id, month), days) for one in coverage.people for month, days in one.free_days.items()]
    matrix = [[key in (cell, (one.id, cell.month)) for one, cell in pairs] for key, _ in rows]
    return -linprog(-np.ones(len(pairs)), A_ub=np.array(matrix, dtype=float), b_ub=[days for _, days in rows]).fun
