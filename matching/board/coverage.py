"""Who covers which field where and when: expected demand against the free days of those who are able and near.

A cell is an industry in a place in a calendar month. The mathematics is in docs/board.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

MONTHS = range(1, 13)
PARTS_OF_A_DAY = 1000
STRONGEST = 100.0


class Cell(NamedTuple):
    industry: str
    place: str
    month: int


@dataclass(frozen=True)
class Person:
    """industries: what he is qualified for. minutes: place -> minutes of travel, places not named are out of reach.
    free_days: month 1-12 -> days he can give, months not named have none."""

    id: int
    industries: frozenset[str]
    minutes: Mapping[str, float]
    free_days: Mapping[int, float]


@dataclass(frozen=True)
class Expected:
    """cases: what came per year. rate: what to expect per year, shrunk. Both >= 0."""

    cases: float
    rate: float


@dataclass(frozen=True)
class CellCover:
    """demand, served: days per year. able: people qualified and within reach with free days in that month."""

    cell: Cell
    demand: float
    served: float
    able: tuple[int, ...]


def expected_demand(
    cases: Iterable[Cell], years: float, industries: Sequence[str], neighbours: Mapping[str, Sequence[str]]
) -> dict[Cell, Expected]:
    """Cases per year and cell: thin cells lean on their neighbours, full cells stand by themselves.

    years > 0: how long was watched. neighbours: every place with the places beside it. A cell's neighbours are the same
    industry in the places beside it, and in the month before and after. Gamma-Poisson shrinkage, the strength of the
    prior estimated from the cells themselves (method of moments). Raises ValueError for a case outside the cells.
    """
    cells = [Cell(*cell) for cell in product(industries, neighbours, MONTHS)]
    counts = Counter(cases)
    if unknown := counts.keys() - set(cells):
        raise ValueError(f"no such cell: {min(unknown)}")
    seen = np.array([counts[cell] for cell in cells]) / years
    prior = _prior_means(cells, seen, neighbours)
    strength = prior_strength(seen, prior, years)
    rate = (seen * years + strength * prior) / (years + strength)
    return {
        cell: Expected(float(here), float(expected))
        for cell, here, expected in zip(cells, seen, rate, strict=True)
    }


def prior_strength(seen: np.ndarray, prior: np.ndarray, years: float) -> float:
    """How many years of watching the neighbours' mean is worth: at most STRONGEST times what was watched.

    If rates have mean m and variance m / k, yearly means of Poisson counts have variance m / years + m / k.
    """
    if not prior.sum():
        return 0.0
    spread = float(np.square(seen - prior).sum() / prior.sum()) - 1 / years
    return min(STRONGEST * years, 1 / spread) if spread > 0 else STRONGEST * years


def _prior_means(cells: Sequence[Cell], seen: np.ndarray, neighbours: Mapping[str, Sequence[str]]) -> np.ndarray:
    """The mean of each cell's neighbours."""
    at = dict(zip(cells, seen.tolist(), strict=True))
    means = []
    for industry, place, month in cells:
        beside = [Cell(industry, other, month) for other in neighbours[place] if other != place]
        around = [Cell(industry, place, (month + step - 1) % 12 + 1) for step in (-1, 1)]
        means.append(np.mean([at[cell] for cell in beside + around if cell in at]))
    return np.array(means)


@dataclass(frozen=True)
class Coverage:
    """demand: days per year and cell, cells without demand may be left out. reach: minutes that are near enough.

    most_of_one: the share of a cell's demand that one person may serve, in (0, 1]. Below 1 what hangs on one person
    counts for so much only: what can be served firmly. Still a flow: monotone and submodular in the people.
    """

    demand: Mapping[Cell, float]
    people: Sequence[Person]
    reach: float
    most_of_one: float = 1.0
    _of_month: dict[int, list[Cell]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        months: dict[int, list[Cell]] = {month: [] for month in MONTHS}
        for cell, days in sorted(self.demand.items()):
            if days > 0:
                months[cell.month].append(cell)
        object.__setattr__(self, "_of_month", months)

    def is_able(self, person: Person, cell: Cell) -> bool:
        near = person.minutes.get(cell.place, np.inf) <= self.reach
        return near and cell.industry in person.industries and person.free_days.get(cell.month, 0) > 0

    @cached_property
    def cells(self) -> tuple[CellCover, ...]:
        """Every cell with demand. `served` is one way of serving most; the total is the same in all of them."""
        return tuple(cover for month in MONTHS for cover in self._month(month))

    @property
    def served(self) -> float:
        """Days per year that can be served, each person's days used once. Monotone and submodular in the people."""
        return sum(cover.served for cover in self.cells)

    def without_anyone(self) -> list[CellCover]:
        return [cover for cover in self.cells if not cover.able]

    def on_one_person(self) -> list[CellCover]:
        return [cover for cover in self.cells if len(cover.able) == 1]

    def loss_without(self, person_id: int) -> float:
        """Days per year that nobody could serve if this person fell out."""
        others = [person for person in self.people if person.id != person_id]
        return self.served - self.with_people(others).served

    def with_people(self, people: Sequence[Person]) -> Coverage:
        return Coverage(self.demand, people, self.reach, self.most_of_one)

    def _month(self, month: int) -> list[CellCover]:
        cells = self._of_month[month]
        able = self._able(cells)
        served = self._most_served(month, cells, able)
        return [
            CellCover(cell, self.demand[cell], days, tuple(self.people[place].id for place in who))
            for cell, days, who in zip(cells, served, able, strict=True)
        ]

    def _able(self, cells: Sequence[Cell]) -> list[list[int]]:
        """Per cell of one month the places of those able among the people, ascending."""
        of_industry: dict[str, list[int]] = {}
        for row, cell in enumerate(cells):
            of_industry.setdefault(cell.industry, []).append(row)
        able: list[list[int]] = [[] for _ in cells]
        for place, person in enumerate(self.people):
            for row in (row for industry in person.industries for row in of_industry.get(industry, ())):
                if self.is_able(person, cells[row]):
                    able[row].append(place)
        return able

    def _most_served(self, month: int, cells: Sequence[Cell], able: Sequence[Sequence[int]]) -> list[float]:
        """A maximum flow: source, people with their days, cells with their demand, sink; in thousandths of a day."""
        if not cells or not self.people:
            return [0.0] * len(cells)
        people, sink = len(self.people), len(self.people) + len(cells) + 1
        free = [_parts(person.free_days.get(month, 0)) for person in self.people]
        arcs = [(0, 1 + place, days) for place, days in enumerate(free)]
        arcs += [
            (1 + place, 1 + people + row, min(free[place], _parts(self.most_of_one * self.demand[cells[row]])))
            for row, who in enumerate(able) for place in who
        ]
        arcs += [(1 + people + row, sink, _parts(self.demand[cell])) for row, cell in enumerate(cells)]
        source, target, capacity = (np.array(column, dtype=np.int32) for column in zip(*arcs, strict=True))
        graph = csr_array((capacity, (source, target)), shape=(sink + 1, sink + 1))
        flow = maximum_flow(graph, 0, sink).flow[:, [sink]].toarray().ravel()
        return (flow[1 + people : sink] / PARTS_OF_A_DAY).tolist()


def _parts(days: float) -> int:
    return round(days * PARTS_OF_A_DAY)
