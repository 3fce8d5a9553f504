"""Cells: what the visits of one place, project, industry and span of time come to, as numbers and sets of people.

Numbers add up over spans and places; people, households, days and villages are sets (compressed bitmaps) and are
united. Exact for any union of cells of disjoint visits, however many visits stand behind them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from pyroaring import BitMap

from data.domain.places import COUNTY, TOWN
from data.domain.visit import Grade

ANY_PROJECT, NONE_SERVED = 0, -1
ANY_INDUSTRY, NONE_SAID = "", "-"
DAYS = 400  # more than a year has: expert and day of the year in one number


class Key(NamedTuple):
    """`place` a county or town; `project` an id, ANY_PROJECT or NONE_SERVED; `industry` a code, ANY_… or NONE_SAID."""

    place: str
    project: int
    industry: str


@dataclass(frozen=True, slots=True)
class Event:
    """One counted visit. `people`: person after merging -> best grade. `unnamed` heads.

    `homes`: household numbers (`household_number`) by person; `farm`: the number of a household farm that confirmed.
    `village`: the last six digits of a village or gacha, None elsewhere. `day`: day of the year, 1 to 366.
    """

    place: str
    industry: str | None
    projects: frozenset[int]
    experts: frozenset[int]
    day: int
    is_training: bool
    people: dict[int, str]
    unnamed: int
    homes: dict[int, int]
    farm: int | None
    village: int | None


@dataclass
class Cell:
    """`contacts` are person × visit pairs; `heads` unnamed ones; `training` both, of trainings."""

    visits: int = 0
    contacts: int = 0
    heads: int = 0
    training: int = 0
    listed: BitMap = field(default_factory=BitMap)
    reached: BitMap = field(default_factory=BitMap)
    named: BitMap = field(default_factory=BitMap)
    households: BitMap = field(default_factory=BitMap)
    expert_days: BitMap = field(default_factory=BitMap)
    villages: BitMap = field(default_factory=BitMap)

    def take(self, event: Event) -> None:
        """Count one more visit."""
        reached = [one for one, grade in event.people.items() if grade != Grade.NAMED_ONLY]
        here = len(event.people) + event.unnamed
        self.visits += 1
        self.contacts += len(event.people)
        self.heads += event.unnamed
        self.training += here if event.is_training else 0
        self.named.update(event.people)
        self.reached.update(reached)
        self.listed.update(one for one, grade in event.people.items() if grade == Grade.SIGNED_LIST)
        self.households.update(event.homes[one] for one in reached if one in event.homes)
        self.expert_days.update(expert * DAYS + event.day for expert in event.experts)
        if event.farm is not None:
            self.households.add(event.farm)
        if event.village is not None and reached:
            self.villages.add(event.village)

    def unite(self, other: Cell) -> None:
        """Take in a cell of other visits. After that `expert_days` of several years tell experts, no longer days."""
        for name in NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in SETS:
            getattr(self, name).update(getattr(other, name))


NUMBERS = ("visits", "contacts", "heads", "training")
SETS = tuple(one.name for one in fields(Cell) if one.name not in NUMBERS)


def united(cells: Iterable[Cell]) -> Cell:
    """One cell of all visits behind `cells`; none of them is changed."""
    total = Cell()
    for cell in cells:
        total.unite(cell)
    return total


def household_number(household_id: int | None, farm_id: int | None = None) -> int | None:
    """One number for a household, or for a farm of which no household is known."""
    if household_id is not None:
        return 2 * household_id
    return None if farm_id is None else 2 * farm_id + 1


def experts_in(cell: Cell) -> int:
    """How many experts made the visits."""
    return len({number // DAYS for number in cell.expert_days})


def keys_of(event: Event) -> Iterator[Key]:
    """Every cell of a month that the visit belongs to."""
    places = [event.place[:COUNTY], *([event.place[:TOWN]] if len(event.place) >= TOWN else [])]
    projects = [ANY_PROJECT, *(sorted(event.projects) or [NONE_SERVED])]
    for place in places:
        for project in projects:
            for industry in (ANY_INDUSTRY, event.industry or NONE_SAID):
                yield Key(place, project, industry)


def cells_of(events: Iterable[Event], wanted: Collection[Key] | None = None) -> dict[Key, Cell]:
    """The cells of these visits; only the `wanted` ones where given."""
    found: dict[Key, Cell] = {}
    for event in events:
        for key in keys_of(event):
            if wanted is None or key in wanted:
                found.setdefault(key, Cell()).take(event)
    return found
