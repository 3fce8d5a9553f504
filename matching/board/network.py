"""Boards that are a flow: unit loads and hard pairs. Always solved to the proven optimum, whatever the size."""

from __future__ import annotations

import numpy as np

from matching.board.flow import Flow, OutOfReachError, solve_flow
from matching.board.instance import Instance, Ints, Pair
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
    locked = _positions(instance, instance.locked)
    best = _solved(instance, locked)
    if best is None or not best.complete or not instance.maxmin:
        return best if best is not None and best.complete else None
    return _fairest(instance, locked, best)


def serve_most(instance: Instance, locked: tuple[Pair, ...]) -> Solved:
    """Most demand first, then value; `locked` holds, minimum loads give way."""
    places = _positions(instance, locked)
    return Solved(instance, places, solve_flow(transport_of(instance, places, least=False)))


def _fairest(instance: Instance, locked: Ints, best: Solved) -> Solved:
    """Each problem with demand has one pair, so the floor is a score: the highest with a complete plan above it."""
    levels = np.unique(instance.score[usable(instance)])
    levels = levels[(levels > instance.floor(best.chosen)) & (levels <= instance.score[locked].min(initial=np.inf))]
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        found = _solved(instance, locked, float(levels[middle]))
        if found is not None and found.complete:
            best, low = found, middle + 1
        else:
            high = middle
    return best


def _solved(instance: Instance, locked: Ints, floor: float = -np.inf) -> Solved | None:
    try:
        return Solved(instance, locked, solve_flow(transport_of(instance, locked, floor=floor)))
    except OutOfReachError:
        return None


def _positions(instance: Instance, pairs: tuple[Pair, ...]) -> Ints:
    return np.array([instance.position[pair] for pair in pairs], dtype=np.int64)
