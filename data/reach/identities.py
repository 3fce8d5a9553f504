"""How many people stand behind records of which some may be the same person.

Records are the register's persons after merging (`Person.same_as_id` followed). A *waiting* pair may still be
decided either way; a *different* pair may not be one person. Deciding "same" is transitive. Derivation of both
ends, and why they are tight: docs/intervals.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from data.reach.interval import Interval

Pair = tuple[int, int]
LARGEST_SEARCHED = 40
SEARCH_STEPS = 2_000


@dataclass(frozen=True)
class Component:
    """Records joined by waiting pairs, and the "different" decisions among them."""

    records: frozenset[int]
    waiting: frozenset[Pair]
    different: frozenset[Pair]


class Identities:
    """The undecided pairs of a register, ready to ask how many people a set of records is at least."""

    def __init__(self, waiting: Iterable[Pair], different: Iterable[Pair] = ()):
        """Pairs in any order of ends; a pair of a record with itself, or decided different, is not waiting."""
        apart = {_ordered(pair) for pair in different if pair[0] != pair[1]}
        open_pairs = {_ordered(pair) for pair in waiting if pair[0] != pair[1]} - apart
        self.components = tuple(_components(open_pairs, apart))
        self.part_of = {record: part for part in self.components for record in part.records}
        self.records = frozenset(self.part_of)
        self._couples = tuple(tuple(sorted(part.records)) for part in self.components if len(part.records) == 2)
        self._in_larger = self.records.difference(*self._couples)

    def undecided(self, members: Set[int]) -> int:
        """By how many `members` (records, distinct) may shrink when pairs are decided; 0 or more.

        Members outside every waiting pair may be left out: they never shrink.
        """
        touched: dict[int, set[int]] = defaultdict(set)
        for record in self._in_larger.intersection(members):
            touched[id(self.part_of[record])].add(record)
        together = (one for one in touched.values() if len(one) > 1)
        larger = sum(len(one) - fewest(self.part_of[next(iter(one))], frozenset(one)) for one in together)
        return larger + sum(a in members and b in members for a, b in self._couples)


def interval(records: int, undecided: int, unnamed_heads: int = 0) -> Interval:
    """L = records less those that may turn out the same; U = all of them and every unnamed head."""
    return Interval(records - undecided, records + unnamed_heads)


@lru_cache(maxsize=4096)
def fewest(part: Component, members: frozenset[int]) -> int:
    """The least number of people behind `members` of one component, over all ways to decide its waiting pairs.

    Exact for components of up to LARGEST_SEARCHED waiting pairs that SEARCH_STEPS settle; beyond that the size
    of a set of members pairwise decided different, which is never above the truth.
    """
    if len(part.waiting) > LARGEST_SEARCHED and part.different and members:
        return _pairwise_different(part, members)
    try:
        return _search(part, members, _Budget(SEARCH_STEPS))
    except _Spent:
        return _pairwise_different(part, members)


class _Spent(Exception):
    """The search took more steps than it may."""


class _Budget:
    def __init__(self, steps: int):
        self.left = steps

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Spent


def _search(part: Component, members: frozenset[int], budget: _Budget) -> int:
    """Decide one waiting pair both ways and take the better; parts that fall apart are searched alone."""
    budget.spend()
    if len(members) < 2 or not part.waiting:
        return len(members)
    if not part.different:
        return 1
    least = _pairwise_different(part, members)
    pair = min(part.waiting, key=lambda pair: (not _touches(part, pair), pair))
    together = _merged(part, pair)
    found = _search(together, _renamed(members, pair), budget) if together else len(members)
    return found if found == least else min(found, _apart(part, pair, members, budget))


def _apart(part: Component, pair: Pair, members: frozenset[int], budget: _Budget) -> int:
    """The least number when `pair` joins nobody: what hangs together without it is one component each."""
    pieces = list(_components(part.waiting - {pair}, part.different))
    alone = members - {record for piece in pieces for record in piece.records}
    return len(alone) + sum(_search(piece, piece.records & members, budget) for piece in pieces)


def _merged(part: Component, pair: Pair) -> Component | None:
    """The component with the pair's second record taken into the first; None when they are decided different."""
    if pair in part.different:
        return None
    waiting = frozenset(p for p in _rename_pairs(part.waiting, pair) if p[0] != p[1])
    return Component(_renamed(part.records, pair), waiting, frozenset(_rename_pairs(part.different, pair)))


def _renamed(records: Set[int], pair: Pair) -> frozenset[int]:
    kept, gone = pair
    return frozenset(kept if record == gone else record for record in records)


def _rename_pairs(pairs: Iterable[Pair], pair: Pair) -> Iterator[Pair]:
    kept, gone = pair
    for a, b in pairs:
        yield _ordered((kept if a == gone else a, kept if b == gone else b))


def _touches(part: Component, pair: Pair) -> bool:
    return any(pair[0] in apart or pair[1] in apart for apart in part.different)


def _pairwise_different(part: Component, members: Set[int]) -> int:
    """A lower bound: members taken greedily, most conflicts first, so that all are decided different; at least 1."""
    conflicts = defaultdict(set)
    for a, b in part.different:
        conflicts[a].add(b)
        conflicts[b].add(a)
    chosen: list[int] = []
    for record in sorted(members, key=lambda record: (-len(conflicts[record]), record)):
        if conflicts[record].issuperset(chosen):
            chosen.append(record)
    return len(chosen)


def _components(waiting: Iterable[Pair], different: Iterable[Pair]) -> Iterator[Component]:
    """Connected components of the waiting pairs, smallest record first, each with the conflicts inside it."""
    waiting, different = list(waiting), list(different)
    group_of: dict[int, set[int]] = {}
    for a, b in waiting:
        joined = group_of.get(a, {a}) | group_of.get(b, {b})
        group_of.update(dict.fromkeys(joined, joined))
    for records in sorted({id(group): group for group in group_of.values()}.values(), key=min):
        yield Component(
            frozenset(records),
            frozenset(pair for pair in waiting if pair[0] in records),
            frozenset(pair for pair in different if records.issuperset(pair)),
        )


def _ordered(pair: Pair) -> Pair:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])
