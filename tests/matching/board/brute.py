"""The slow, obvious way: write down every set of pairs and look. It reads the same JSON and shares no code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

EXACT = 1e-9


@dataclass
class Everything:
    """One row per set of assignable pairs; the pairs of a set are those with True."""

    data: dict[str, Any]

    def __post_init__(self) -> None:
        data = self.data
        self.problems, self.experts = len(data["demand"]), len(data["max_load"])
        self.pairs = [
            (p, e) for p in range(self.problems) for e in range(self.experts) if data["scores"][p][e] is not None
        ]
        n = len(self.pairs)
        assert n <= 14
        self.sets = (np.arange(2**n)[:, None] >> np.arange(n)) % 2 == 1
        weights = np.array(data.get("weights", [1] * self.problems), dtype=float)
        of_problem, of_expert = np.zeros((self.problems, n)), np.zeros((self.experts, n))
        for place, (p, e) in enumerate(self.pairs):
            of_problem[p, place] = of_expert[e, place] = 1
        pair_weights = np.array([weights[p] for p, _ in self.pairs], dtype=float)
        self.scores = np.array([data["scores"][p][e] for p, e in self.pairs], dtype=float)
        self.served = self.sets @ of_problem.T
        self.load = self.sets @ (of_expert * pair_weights).T
        self.sums = self.sets @ (of_problem * self.scores).T
        self.totals = self.sets @ self.scores

    def has(self, pair) -> np.ndarray:
        if tuple(pair) not in self.pairs:
            return np.zeros(len(self.sets), dtype=bool)
        return self.sets[:, self.pairs.index(tuple(pair))]

    def facts(self) -> dict[tuple, np.ndarray]:
        """Per fact by how much each set misses it; 0 is met. The keys are what a conflict names."""
        data, found = self.data, {}
        demand, least = np.array(data["demand"]), np.array(data["min_load"])
        most = np.maximum(0, np.array(data["max_load"]))
        for p in range(self.problems):
            found["demand", p] = np.abs(self.served[:, p] - demand[p])
        for e in range(self.experts):
            found["min_load", e] = np.maximum(0, least[e] - self.load[:, e])
            found["max_load", e] = np.maximum(0, self.load[:, e] - most[e])
        for pair in data.get("forbidden", []):
            found["forbidden", *pair] = self.has(pair).astype(float)
        for pair in data.get("locked", []):
            found["locked", *pair] = 1.0 - self.has(pair)
        for rule in data.get("must_have", []):
            group = sorted(set(rule["experts"]))
            count = sum(self.has((rule["problem"], e)).astype(int) for e in group) if group else 0
            found["must_have", rule["problem"], *group, rule["at_least"]] = (
                np.zeros(len(self.sets)) + (count < rule["at_least"])
            )
        for one, other in data.get("apart", []):
            both = [self.has((p, one)) & self.has((p, other)) for p in range(self.problems)]
            found["apart", min(one, other), max(one, other)] = np.zeros(len(self.sets)) + np.any(both, axis=0)
        return found

    def meeting(self, keys) -> np.ndarray:
        facts = self.facts()
        return np.all([np.ones(len(self.sets), dtype=bool), *(facts[key] <= EXACT for key in keys)], axis=0)

    def feasible(self) -> np.ndarray:
        return self.meeting(self.facts())

    def values(self) -> np.ndarray:
        data = self.data
        dropped = sum(1 - self.has(pair).astype(float) for pair in {tuple(p) for p in data.get("previous", [])})
        burden = data.get("load_cost", 0) * np.square(self.load).sum(axis=1)
        return self.totals - burden - data.get("change_cost", 0) * dropped

    def floors(self) -> np.ndarray:
        """Of each set; all alike without maxmin."""
        asked = np.array(self.data["demand"]) > 0
        if self.data.get("fairness") != "maxmin" or not asked.any():
            return np.zeros(len(self.sets))
        return self.sums[:, asked].min(axis=1)

    def best(self) -> tuple[float, float] | None:
        """(floor, value) of the best complete plan."""
        allowed = self.feasible()
        if not allowed.any():
            return None
        floor = self.floors()[allowed].max()
        return floor, self.values()[allowed & (self.floors() >= floor - EXACT)].max()

    def row(self, pairs) -> int:
        wanted = {tuple(pair) for pair in pairs}
        assert wanted <= set(self.pairs), "a pair that is not assignable"
        assert len(wanted) == len(pairs), "a pair twice"
        return int(sum(1 << place for place, pair in enumerate(self.pairs) if pair in wanted))

    def bearable(self) -> np.ndarray:
        """Sets that break nothing that forbids and keep as many locks as any of those can."""
        facts = self.facts()
        kinds = ("max_load", "forbidden", "apart")
        allowed = self.meeting(key for key in facts if key[0] in kinds)
        allowed &= (self.served <= np.array(self.data["demand"])).all(axis=1)
        locks = sum((1 - facts[key] for key in facts if key[0] == "locked"), np.zeros(len(self.sets)))
        return allowed & (locks == locks[allowed].max())

    def cheapest_repair(self) -> float:
        """Least sum of what sets miss; more than the demand cannot be repaired."""
        within = (self.served <= np.array(self.data["demand"])).all(axis=1)
        return float(sum(self.facts().values())[within].min())
