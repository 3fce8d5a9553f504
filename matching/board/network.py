"""Boards that are a flow: unit loads and hard pairs. Always solved to the proven optimum, whatever the size."""

from __future__ import annotations

import numpy as np

from matching.board.flow import Flow, OutOfReachError, solve_flow
from matching.board.instance import Instance, Ints
from matching.board.transport import locks_fit, transport_of, usable


class Solved:
    """A flow with the pairs it stands for."""

    def __init__(self, instance: Instance, locked: Ints, flow: Flow) -> None:
        self.flow = flow
        pairs = flow.transport.pair[flow.assigned]
        self.complete = bool((pairs >= 0).all())
        self.chosen = np.sort(np.concatenate([locked, pairs[pairs >= 0]]))
        self.gap = max(0.0, flow.bound() - flow.value())


def best_plan(instance: Instance) -> Solved | None:
    """The complete plan of most value, None if there is none. With maxmin among those with the highest floor."""
    if not locks_fit(instance):
        return None
    best = _if_complete(_solved(instance))
    return best if best is None or not instance.maxmin else _fairest(instance, best)


def serve_most(instance: Instance) -> Solved:
    """Most demand first, then value, for locks that fit; minimum loads yield."""
    locked = _locked(instance)
    return Solved(instance, locked, solve_flow(transport_of(instance, locked, least=False)))


def with_more_places(instance: Instance) -> Solved | None:
    """The complete plan that goes least beyond the maxima, then of most value; None if more places do not help."""
    return _if_complete(_solved(instance, spare=True))


def with_less_demand(instance: Instance) -> Solved | None:
    """The plan that serves most demand, then of most value, with every minimum load; None if one cannot be reached."""
    return _solved(instance)


def _if_complete(solved: Solved | None) -> Solved | None:
    return solved if solved is not None and solved.complete else None


def _fairest(instance: Instance, best: Solved) -> Solved:
    """Each problem with demand has one pair, so the floor is a score: the highest with a complete plan above it."""
    levels = np.unique(instance.score[usable(instance)])
    highest = instance.score[_locked(instance)].min(initial=np.inf)
    levels = levels[(levels > instance.floor(best.chosen)) & (levels <= highest)]
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        found = _if_complete(_solved(instance, floor=float(levels[middle])))
        if found is not None:
            best, low = found, middle + 1
        else:
            high = middle
    return best


def _solved(instance: Instance, floor: float = -np.inf, spare: bool = False) -> Solved | None:
    locked = _locked(instance)
    try:
        return Solved(instance, locked, solve_flow(transport_of(instance, locked, floor=floor, spare=spare)))
    except OutOfReachError:
        return None


def _locked(instance: Instance) -> Ints:
    return np.array([instance.position[pair] for pair in instance.locked], dtype=np.int64)
