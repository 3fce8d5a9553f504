"""Last year once more with other people or other quotas: what would have been served, and how far away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from matching.board.instance import Instance, instance_of
from matching.board.network import serve_most


@dataclass(frozen=True)
class PastCase:
    """period: when it had to be assigned; cases of one period are assigned together, e.g. weeks as 0, 1, 2, ….
    scores: expert -> what he was worth for it, those who were able. minutes: expert -> minutes of travel. ready, due:
    the first working day on which somebody can come and the last by which it is promised, counted from one day."""

    period: int
    scores: Mapping[int, float]
    minutes: Mapping[int, float]
    ready: int = 0
    due: int = 0


@dataclass(frozen=True)
class Scenario:
    """quota: expert -> cases he takes in a period; who is not named takes none. yearly: the same over all periods, who
    is not named has no such limit. load_cost: price of unequal load within a period, as on the board. pace: expert ->
    working days from one case he begins to the next; who is not named begins any number at once."""

    quota: Mapping[int, int]
    yearly: Mapping[int, int] = field(default_factory=dict)
    pace: Mapping[int, float] = field(default_factory=dict)
    load_cost: float = 0.0


@dataclass(frozen=True)
class Replay:
    """share: of the cases served, None without cases. minutes: mean travel of a served case, None if none is known.
    loads: cases per expert of the scenario. gini: inequality of the loads, 0 all equal, towards 1 all on one. in_time:
    how many are begun by the day they are promised."""

    cases: int
    served: int
    in_time: int
    minutes: float | None
    loads: Mapping[int, int]

    @property
    def share(self) -> float | None:
        return self.served / self.cases if self.cases else None

    @property
    def gini(self) -> float:
        return gini(list(self.loads.values()))


def replay(cases: Iterable[PastCase], scenario: Scenario) -> Replay:
    """Each period's cases are assigned as the board does: most served first, then most value. What a period does not
    serve is not carried over. Later periods see the yearly quotas that are left, and nothing else of earlier ones."""
    experts = sorted(scenario.quota)
    loads = dict.fromkeys(experts, 0)
    taken: dict[int, list[PastCase]] = defaultdict(list)
    count, minutes = 0, []
    for together in _by_period(cases):
        count += len(together)
        for row, column in _assigned(together, experts, _room(scenario, loads), scenario.load_cost):
            expert = experts[column]
            loads[expert] += 1
            taken[expert].append(together[row])
            minutes.append(together[row].minutes.get(expert, np.nan))
    known = [value for value in minutes if not np.isnan(value)]
    in_time = sum(begun_in_time(taken[expert], scenario.pace.get(expert, 0.0)) for expert in experts)
    return Replay(count, len(minutes), in_time, float(np.mean(known)) if known else None, loads)


def begun_in_time(cases: Iterable[PastCase], pace: float) -> int:
    """How many of one person's cases are begun by `due`.

    One is begun every `pace` working days, as soon as one is ready: of those that wait the one that is due first.
    """
    coming = sorted(cases, key=lambda case: (-case.ready, -case.due))
    waiting: list[int] = []
    turn, kept = 0.0, 0
    while coming or waiting:
        if not waiting:
            turn = max(turn, coming[-1].ready)
        while coming and coming[-1].ready <= turn:
            heappush(waiting, coming.pop().due)
        kept += int(turn) <= heappop(waiting)
        turn += pace
    return kept


def gini(loads: Sequence[float]) -> float:
    """Mean absolute difference of two loads, by twice the mean: sum_i (2 i - n - 1) x_i / (n sum x), x ascending."""
    ordered, n = np.sort(np.asarray(loads, dtype=float)), len(loads)
    if not ordered.sum():
        return 0.0
    return float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * ordered.sum()))


def _by_period(cases: Iterable[PastCase]) -> list[list[PastCase]]:
    periods: dict[int, list[PastCase]] = defaultdict(list)
    for case in cases:
        periods[case.period].append(case)
    return [periods[period] for period in sorted(periods)]


def _room(scenario: Scenario, loads: Mapping[int, int]) -> list[int]:
    """Cases each expert may still take in this period."""
    left = {expert: scenario.yearly.get(expert, np.inf) - load for expert, load in loads.items()}
    return [int(max(0, min(scenario.quota[expert], left[expert]))) for expert in sorted(loads)]


def _assigned(
    cases: Sequence[PastCase], experts: Sequence[int], room: Sequence[int], load_cost: float
) -> list[tuple[int, int]]:
    scores = [[case.scores.get(expert) for expert in experts] for case in cases]
    board: Instance = instance_of(scores, [1] * len(cases), [0] * len(experts), room, load_cost=load_cost)
    return board.pairs(serve_most(board).chosen.tolist())
