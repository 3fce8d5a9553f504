"""Facts as linear rows over the assignable pairs: low <= A x <= high, one or more rows per fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from matching.board.facts import Fact
from matching.board.instance import TOLERANCE, Floats, Instance, Ints


@dataclass
class Rows:
    """`owner[i]` is the position of the fact that row i belongs to."""

    width: int
    owner: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    _columns: list[Ints] = field(default_factory=list)
    _values: list[Floats] = field(default_factory=list)

    def add(self, owner: int, columns: Sequence[int] | Ints, values: Floats | float, low: float, high: float) -> None:
        columns = np.asarray(columns, dtype=np.int64)
        self.owner.append(owner)
        self.low.append(low)
        self.high.append(high)
        self._columns.append(columns)
        self._values.append(np.broadcast_to(values, columns.shape))

    def matrix(self) -> csr_array:
        lengths = [len(columns) for columns in self._columns]
        data = np.concatenate([np.zeros(0), *self._values])
        indices = np.concatenate([np.zeros(0, dtype=np.int64), *self._columns])
        return csr_array((data, indices, np.cumsum([0, *lengths])), shape=(len(lengths), self.width))

    def constraint(self) -> LinearConstraint:
        return LinearConstraint(self.matrix(), self.low, self.high)


def rows_of(instance: Instance, facts: Iterable[Fact], soft_demand: bool = False) -> Rows:
    """`soft_demand`: a problem may get fewer experts than it asks for, never more."""
    build = _Builder(instance, soft_demand)
    for owner, fact in enumerate(facts):
        build.add(owner, fact)
    return build.rows


class _Builder:
    def __init__(self, instance: Instance, soft_demand: bool) -> None:
        self.instance = instance
        self.soft_demand = soft_demand
        self.rows = Rows(len(instance.problem))
        self.starts = np.searchsorted(instance.problem, np.arange(instance.problems + 1))
        by_expert = np.argsort(instance.expert, kind="stable")
        self.of_expert = np.split(by_expert, np.cumsum(np.bincount(instance.expert, minlength=instance.experts))[:-1])

    def add(self, owner: int, fact: Fact) -> None:
        getattr(self, f"_{fact.kind}")(owner, fact)

    def _demand(self, owner: int, fact: Fact) -> None:
        need = self.instance.demand[fact.problem]
        columns = np.arange(self.starts[fact.problem], self.starts[fact.problem + 1])
        self.rows.add(owner, columns, 1.0, 0 if self.soft_demand else need, need)

    def _min_load(self, owner: int, fact: Fact) -> None:
        self._load(owner, fact.expert, self.instance.min_load[fact.expert] - TOLERANCE, np.inf)

    def _max_load(self, owner: int, fact: Fact) -> None:
        self._load(owner, fact.expert, -np.inf, max(0.0, self.instance.max_load[fact.expert]) + TOLERANCE)

    def _load(self, owner: int, expert: int, low: float, high: float) -> None:
        columns = self.of_expert[expert]
        self.rows.add(owner, columns, self.instance.weights[self.instance.problem[columns]], low, high)

    def _forbidden(self, owner: int, fact: Fact) -> None:
        self.rows.add(owner, self._places([fact.pair]), 1.0, -np.inf, 0)

    def _locked(self, owner: int, fact: Fact) -> None:
        self.rows.add(owner, self._places([fact.pair]), 1.0, 1, np.inf)

    def _must_have(self, owner: int, fact: Fact) -> None:
        pairs = [(fact.problem, expert) for expert in sorted(fact.rule.experts)]
        self.rows.add(owner, self._places(pairs), 1.0, fact.rule.at_least, np.inf)

    def _apart(self, owner: int, fact: Fact) -> None:
        one, other = fact.pair
        for problem in range(self.instance.problems):
            both = self._places([(problem, one), (problem, other)])
            if len(both) == 2:
                self.rows.add(owner, both, 1.0, -np.inf, 1)

    def _places(self, pairs: Iterable[tuple[int, int]]) -> list[int]:
        """A pair that is not assignable has no column: a row that asks for it cannot be met."""
        return [self.instance.position[pair] for pair in pairs if pair in self.instance.position]
