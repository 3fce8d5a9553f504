"""A board to be solved: who may take what, how much each problem needs and each expert can carry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9
TIME_LIMIT = 10.0


class MustHave(NamedTuple):
    """At least `at_least` of these experts serve the problem."""

    problem: int
    experts: frozenset[int]
    at_least: int

    def is_met(self, taken: Collection[Pair]) -> bool:
        return sum((self.problem, expert) in taken for expert in self.experts) >= self.at_least


@dataclass(frozen=True, eq=False)
class Instance:
    """Problems 0…P-1 and experts 0…E-1. Immutable.

    problem, expert, score: one entry per assignable pair, sorted by problem, then expert; any finite score.
    demand: P counts >= 0, how many different experts each problem takes.
    min_load, max_load: E numbers; an expert's load is the sum of the weights of his problems.
    weights: P numbers > 0.
    load_cost c >= 0: the value of a plan is the sum of its scores - c x sum of squared loads
        - change_cost x number of pairs of `previous` it drops.
    maxmin: the smallest sum of scores of a problem with demand is maximised before the value is.
    time_limit: seconds for what needs a search (weights that differ, side rules); unit loads do not heed it.
    """

    problem: Ints
    expert: Ints
    score: Floats
    demand: Ints
    min_load: Floats
    max_load: Floats
    weights: Floats
    forbidden: tuple[Pair, ...] = ()
    locked: tuple[Pair, ...] = ()
    must_have: tuple[MustHave, ...] = ()
    apart: tuple[Pair, ...] = ()
    load_cost: float = 0.0
    maxmin: bool = False
    previous: tuple[Pair, ...] = ()
    change_cost: float = 0.0
    time_limit: float = TIME_LIMIT

    @property
    def problems(self) -> int:
        return len(self.demand)

    @property
    def experts(self) -> int:
        return len(self.max_load)

    @cached_property
    def position(self) -> dict[Pair, int]:
        """Where an assignable pair stands among the pairs."""
        pairs = zip(self.problem.tolist(), self.expert.tolist(), strict=True)
        return {pair: place for place, pair in enumerate(pairs)}

    @cached_property
    def gain(self) -> Floats:
        """Score per pair plus what keeping a pair of the previous plan saves."""
        gain = self.score.copy()
        kept = [self.position[pair] for pair in set(self.previous) if pair in self.position]
        gain[kept] += self.change_cost
        return gain

    def price_of_change(self) -> float:
        """What dropping the whole previous plan costs; `gain` gives back what is kept."""
        return len(set(self.previous)) * self.change_cost

    def pairs(self, chosen: Iterable[int]) -> list[Pair]:
        return [(int(self.problem[place]), int(self.expert[place])) for place in chosen]

    def loads(self, chosen: Sequence[int] | Ints) -> Floats:
        taken = np.asarray(chosen, dtype=np.int64)
        return _sums(self.expert[taken], self.weights[self.problem[taken]], self.experts)

    def served(self, chosen: Sequence[int] | Ints) -> Ints:
        return np.bincount(self.problem[np.asarray(chosen, dtype=np.int64)], minlength=self.problems)

    def value(self, chosen: Sequence[int] | Ints) -> float:
        """What is maximised: scores less the price of load and of change."""
        taken = np.asarray(chosen, dtype=np.int64)
        dropped = self.price_of_change()
        burden = self.load_cost * float(np.square(self.loads(taken)).sum())
        return float(self.gain[taken].sum()) - burden - dropped

    def floor(self, chosen: Sequence[int] | Ints) -> float:
        """The smallest sum of scores over problems with demand; infinite without one."""
        taken = np.asarray(chosen, dtype=np.int64)
        sums = _sums(self.problem[taken], self.score[taken], self.problems)
        return float(sums[self.demand > 0].min(initial=np.inf))

    def with_pairs_of(self, other: Instance, problems: Sequence[int]) -> Instance:
        """The assignable pairs of these problems as another board of the same size has them."""
        own, theirs = ~np.isin(self.problem, problems), np.isin(other.problem, problems)
        problem = np.concatenate([self.problem[own], other.problem[theirs]])
        expert = np.concatenate([self.expert[own], other.expert[theirs]])
        score = np.concatenate([self.score[own], other.score[theirs]])
        order = np.lexsort((expert, problem))
        return self.changed(problem=problem[order], expert=expert[order], score=score[order])

    def changed(self, **fields: object) -> Instance:
        return replace(self, **fields)


def load_limits(least: float, most: float, own: float | None = None) -> tuple[float, float]:
    """Minimum and maximum of one expert from the board's limits and his own: the lower maximum holds, never below 0,
    and a minimum above it is lowered to it. For whoever makes a board; on a board such limits are a conflict."""
    highest = max(0.0, most if own is None else min(most, own))
    return min(least, highest), highest


def _sums(group: Ints, amounts: Floats, groups: int) -> Floats:
    """Without any amount numpy would count in whole numbers."""
    return np.bincount(group, weights=amounts, minlength=groups).astype(np.float64)


def instance_of(
    scores: Sequence[Sequence[float | None]],
    demand: Sequence[int],
    min_load: Sequence[float],
    max_load: Sequence[float],
    weights: Sequence[float] | None = None,
    **rules: object,
) -> Instance:
    """From a table with a row per problem and a column per expert; None where the pair is not assignable."""
    rows = [[expert for expert, score in enumerate(row) if score is not None] for row in scores]
    lengths = [len(row) for row in rows]
    return Instance(
        problem=np.repeat(np.arange(len(scores)), lengths),
        expert=np.array([expert for row in rows for expert in row], dtype=np.int64),
        score=np.array([score for row in scores for score in row if score is not None], dtype=np.float64),
        demand=np.array(demand, dtype=np.int64),
        min_load=np.array(min_load, dtype=np.float64),
        max_load=np.array(max_load, dtype=np.float64),
        weights=np.ones(len(scores)) if weights is None else np.array(weights, dtype=np.float64),
        **rules,
    )
