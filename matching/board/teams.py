"""A plan that can be changed pair by pair while every rule is watched: the ground of construction and search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from matching.board.instance import TOLERANCE, Instance, Ints
from matching.board.transport import usable


class Teams:
    """team[p]: the experts of problem p. tasks[e]: the problems of expert e. load[e]: their weight.

    options[p]: expert -> gain, over pairs that are assignable and not forbidden. fixed: locked pairs.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.demand = instance.demand.tolist()
        self.weight = instance.weights.tolist()
        self.most = (np.maximum(instance.max_load, 0) + TOLERANCE).tolist()
        self.least = (instance.min_load - TOLERANCE).tolist()
        self.team: list[set[int]] = [set() for _ in range(instance.problems)]
        self.tasks: list[set[int]] = [set() for _ in range(instance.experts)]
        self.load = [0.0] * instance.experts
        self.fixed = set(instance.locked)
        self.options: list[dict[int, float]] = [{} for _ in range(instance.problems)]
        for place in np.flatnonzero(usable(instance)).tolist():
            self.options[instance.problem[place]][int(instance.expert[place])] = float(instance.gain[place])
        self.enemies: dict[int, set[int]] = defaultdict(set)
        for one, other in instance.apart:
            self.enemies[one].add(other)
            self.enemies[other].add(one)
        self.groups: dict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)
        for rule in instance.must_have:
            self.groups[rule.problem].append((rule.experts, rule.at_least))

    def add(self, problem: int, expert: int) -> None:
        self.team[problem].add(expert)
        self.tasks[expert].add(problem)
        self.load[expert] += self.weight[problem]

    def remove(self, problem: int, expert: int) -> None:
        self.team[problem].remove(expert)
        self.tasks[expert].remove(problem)
        self.load[expert] -= self.weight[problem]

    def has_room(self, expert: int, weight: float) -> bool:
        return self.load[expert] + weight <= self.most[expert]

    def fits(self, problem: int, expert: int, leaving: int | None = None) -> bool:
        """Whether the expert may join the team in place of `leaving`, or on a free place; his load apart."""
        if expert not in self.options[problem] or expert in self.team[problem]:
            return False
        after = self.team[problem] - {leaving} | {expert}
        if self.enemies[expert] & after or len(after) > self.demand[problem]:
            return False
        still = self.demand[problem] - len(after)
        return all(len(group & after) + still >= at_least for group, at_least in self.groups[problem])

    def can_spare(self, expert: int, weight: float) -> bool:
        return self.load[expert] - weight >= self.least[expert]

    def burden(self, expert: int, change: float) -> float:
        """What load costs more when it changes by this."""
        return self.instance.load_cost * change * (2 * self.load[expert] + change)

    def score(self, problem: int, expert: int) -> float:
        return float(self.instance.score[self.instance.position[problem, expert]])

    def sum_of(self, problem: int) -> float:
        return sum(self.score(problem, expert) for expert in self.team[problem])

    def floor(self) -> float:
        return min((self.sum_of(problem) for problem, need in enumerate(self.demand) if need), default=np.inf)

    def missing(self, problem: int) -> int:
        return self.demand[problem] - len(self.team[problem])

    def is_complete(self) -> bool:
        served = all(not self.missing(problem) for problem in range(len(self.team)))
        filled = all(load >= least for load, least in zip(self.load, self.least, strict=True))
        grouped = all(
            len(group & self.team[problem]) >= at_least
            for problem, groups in self.groups.items() for group, at_least in groups
        )
        return served and filled and grouped and all(expert in self.team[problem] for problem, expert in self.fixed)

    def chosen(self) -> Ints:
        position = self.instance.position
        pairs = ((problem, expert) for problem, team in enumerate(self.team) for expert in team)
        return np.array(sorted(position[pair] for pair in pairs), dtype=np.int64)

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Those of the pairs, in this order, that break nothing."""
        for problem, expert in pairs:
            if self.fits(problem, expert) and self.has_room(expert, self.weight[problem]):
                self.add(problem, expert)
