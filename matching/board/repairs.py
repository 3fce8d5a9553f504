"""What would make a plan possible: the cheapest change of each kind, and the cheapest of all kinds together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array, hstack

from matching.board.facts import Fact, Kind, facts_of
from matching.board.instance import TOLERANCE, Instance, Ints, MustHave, Pair
from matching.board.network import serve_most, with_less_demand, with_more_places
from matching.board.program import Deadline, Extra, solve
from matching.board.rows import rows_of
from matching.board.transport import has_whole_corners, locks_fit

KINDS: tuple[Kind, ...] = ("max_load", "demand", "min_load", "forbidden", "locked", "must_have", "apart")
BY_FLOW = {("max_load",): with_more_places, ("demand",): with_less_demand}
LIFTED: tuple[Kind, ...] = ("forbidden", "locked", "must_have", "apart")


@dataclass(frozen=True)
class Repair:
    """Applied alone it makes the instance solvable.

    max_load, min_load: expert -> the new limit. demand: problem -> the new demand. The others name rules to lift.
    cost: places added + demand dropped + minimum lowered + number of rules lifted.
    """

    cost: float
    max_load: Mapping[int, float] = field(default_factory=dict)
    min_load: Mapping[int, float] = field(default_factory=dict)
    demand: Mapping[int, int] = field(default_factory=dict)
    forbidden: tuple[Pair, ...] = ()
    locked: tuple[Pair, ...] = ()
    must_have: tuple[MustHave, ...] = ()
    apart: tuple[Pair, ...] = ()

    def kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in KINDS if getattr(self, kind))


def repairs_of(instance: Instance, chosen: Ints, deadline: Deadline) -> tuple[Repair, ...]:
    """Cheapest first. The first is the cheapest there is, of whatever kinds; the others use one kind each. If time ran
    out, also what would make the incomplete plan `chosen` a complete one, unless something found is as cheap.

    On a flow of unit weights no change by one, of whatever kind, lets more than one more place be served: if dropping
    demand is enough by itself, nothing is cheaper, and mixtures need not be tried.
    """
    bench = _Bench(instance, deadline)
    found = {kind: bench.cheapest(kind) for kind in KINDS}
    repairs = [repair for repair in found.values() if repair is not None]
    if not bench.is_flow or found["demand"] is None:
        mixture = bench.cheapest(*KINDS)
        if mixture is not None and all(mixture.cost < repair.cost - TOLERANCE for repair in repairs):
            repairs.append(mixture)
    if deadline.passed() or not repairs:
        repairs.extend(_better_known(bench.making_legal(chosen), repairs))
    return tuple(sorted(repairs, key=lambda repair: (repair.cost, KINDS.index(repair.kinds()[0]))))


def _better_known(legal: Repair, repairs: list[Repair]) -> list[Repair]:
    """The change that makes the incomplete plan a complete one, where no repair of less cost is known."""
    return [legal] if all(legal.cost < repair.cost - TOLERANCE for repair in repairs) else []


class _Bench:
    """Each row may be missed at a price: by the amount for loads and demand, once for a rule."""

    def __init__(self, instance: Instance, deadline: Deadline) -> None:
        self.instance = instance
        self.deadline = deadline
        self.facts = facts_of(instance)
        self.rows = rows_of(instance, self.facts)
        self.whole = not has_whole_corners(instance)
        self.is_flow = not self.whole and locks_fit(instance) and bool((instance.weights == 1).all())

    def cheapest(self, *kinds: Kind) -> Repair | None:
        """None if changes of these kinds alone are not enough, or time ran out."""
        if self.is_flow and kinds in BY_FLOW:
            solved = BY_FLOW[kinds](self.instance)
            return None if solved is None else self.making_legal(solved.chosen)
        if self.is_flow and kinds == ("min_load",) and not serve_most(self.instance).complete:
            return None
        if self.deadline.passed() or not any(fact.kind in kinds for fact in self.facts):
            return None
        fronts = [owner for owner, fact in enumerate(self.facts) if fact.kind in kinds]
        price = Extra(-np.ones(len(fronts)), low=0.0, whole=np.array([self._is_rule(owner) for owner in fronts]))
        matrix = hstack([self.rows.matrix(), self._slack(fronts)])
        rows = LinearConstraint(matrix, self.rows.low, self.rows.high)
        chosen = solve(np.zeros(self.rows.width), [rows], self.deadline, price, self.whole).chosen
        return None if chosen is None else self.making_legal(chosen)

    def _is_rule(self, owner: int) -> bool:
        return self.facts[owner].kind in LIFTED

    def _slack(self, fronts: list[int]) -> csr_array:
        """A column per fact that may be missed. A rule lifted frees its rows; else the limit moves by the amount."""
        column = {owner: place for place, owner in enumerate(fronts)}
        rows, columns, values = [], [], []
        for row, owner in enumerate(self.rows.owner):
            if owner in column:
                rows.append(row)
                columns.append(column[owner])
                values.append(self._relief(owner))
        return csr_array((values, (rows, columns)), shape=(len(self.rows.owner), len(fronts)))

    def _relief(self, owner: int) -> float:
        fact = self.facts[owner]
        if fact.kind == "must_have":
            return float(fact.rule.at_least)
        return 1.0 if fact.kind in ("demand", "min_load", "locked") else -1.0

    def making_legal(self, chosen: Ints) -> Repair:
        """The change that makes exactly this plan legal."""
        instance, taken = self.instance, set(self.instance.pairs(chosen))
        loads, served = instance.loads(chosen), instance.served(chosen)
        most, least = np.maximum(instance.max_load, 0), instance.min_load
        over = np.flatnonzero(loads > most + TOLERANCE).tolist()
        under = np.flatnonzero(loads < least - TOLERANCE).tolist()
        short = np.flatnonzero(served < instance.demand).tolist()
        broken = [fact for fact in self.facts if fact.kind in LIFTED and _is_broken(fact, taken)]
        return Repair(
            cost=float((loads - most)[over].sum() + (least - loads)[under].sum()
                       + (instance.demand - served)[short].sum() + len(broken)),
            max_load={expert: float(loads[expert]) for expert in over},
            min_load={expert: float(loads[expert]) for expert in under},
            demand={problem: int(served[problem]) for problem in short},
            **{kind: tuple(fact.rule or fact.pair for fact in broken if fact.kind == kind) for kind in LIFTED},
        )


def _is_broken(fact: Fact, taken: set[Pair]) -> bool:
    if fact.kind == "forbidden":
        return fact.pair in taken
    if fact.kind == "locked":
        return fact.pair not in taken
    if fact.kind == "must_have":
        return not fact.rule.is_met(taken)
    one, other = fact.pair
    return any((problem, other) in taken for problem, expert in taken if expert == one)


def repaired(instance: Instance, repair: Repair) -> Instance:
    max_load, min_load, demand = instance.max_load.copy(), instance.min_load.copy(), instance.demand.copy()
    max_load[list(repair.max_load)] = list(repair.max_load.values())
    min_load[list(repair.min_load)] = list(repair.min_load.values())
    demand[list(repair.demand)] = list(repair.demand.values())
    kept = {
        kind: tuple(rule for rule in getattr(instance, kind) if rule not in getattr(repair, kind)) for kind in LIFTED
    }
    return instance.changed(max_load=max_load, min_load=min_load, demand=demand, **kept)
