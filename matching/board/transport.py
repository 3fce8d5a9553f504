"""The board as a flow: unit loads and hard pairs only. Problems ask for places, experts have places that cost more and
more, and arcs of capacity one lie between. Everything here is in units of one weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.board.instance import TOLERANCE, Floats, Instance, Ints, MustHave


@dataclass(frozen=True, eq=False)
class Transport:
    """start: P+1, the arcs of problem p are start[p]:start[p+1]. expert, value, pair: one entry per arc; `pair` is the
    position among the instance's pairs, -1 for an arc to nobody. need: P, places each problem takes.
    least, most: N, how many places an expert fills; the last columns stand for nobody and are without limit.
    base: N, places that locks have filled already. step: the k-th place of an expert costs step x (2k - 1).
    """

    start: Ints
    expert: Ints
    value: Floats
    pair: Ints
    need: Ints
    least: Ints
    most: Ints
    base: Ints
    step: float
    experts: int

    @property
    def columns(self) -> int:
        return len(self.most)

    def place_cost(self, place: Ints) -> Floats:
        """Cost of each expert's `place`-th place (1, 2, …) beyond the locked ones, for every column."""
        return np.where(self._paid(), self.step * (2 * (self.base + place) - 1), 0.0)

    def places_cost(self, places: Ints) -> Floats:
        """Cost of each column's first `places` places together."""
        return np.where(self._paid(), self.step * places * (places + 2 * self.base), 0.0)

    def _paid(self) -> np.ndarray:
        return np.arange(self.columns) < self.experts


def is_flow(instance: Instance) -> bool:
    """Whether the board is a flow: equal weights, no side rule that binds, and a floor per problem that is one pair."""
    equal = len(np.unique(instance.weights)) <= 1
    groups = all(_is_whole(instance, rule) for rule in instance.must_have)
    return equal and groups and not _apart_binds(instance) and not (instance.maxmin and (instance.demand > 1).any())


def locks_fit(instance: Instance) -> bool:
    """Whether the locked pairs alone break nothing."""
    places = [instance.position.get(pair, -1) for pair in instance.locked]
    if not places:
        return True
    if -1 in places or not usable(instance)[places].all():
        return False
    within = (instance.loads(places) <= np.maximum(instance.max_load, 0) + TOLERANCE).all()
    return bool(within and (instance.served(places) <= instance.demand).all())


def transport_of(instance: Instance, locked: Ints, least: bool = True, floor: float = -np.inf) -> Transport:
    """`locked` pairs are taken already. Arcs to nobody cost more than any exchange can gain, so that most is served.

    least: whether minimum loads hold. floor: pairs that score less are left out.
    """
    gain = instance.gain
    open_pairs = usable(instance) & (instance.score >= floor)
    open_pairs[locked] = False
    pairs = np.flatnonzero(open_pairs)
    need = instance.demand - instance.served(locked)
    weight = float(instance.weights[0]) if instance.problems else 1.0
    base = np.bincount(instance.expert[locked], minlength=instance.experts)
    most = np.floor(np.maximum(instance.max_load, 0) / weight + TOLERANCE).astype(np.int64) - base
    low = np.ceil(instance.min_load / weight - TOLERANCE).astype(np.int64) - base if least else np.zeros_like(base)
    step = instance.load_cost * weight * weight
    return _with_nobody(instance, pairs, gain, need, np.maximum(low, 0), most, base, step)


def _with_nobody(
    instance: Instance, pairs: Ints, gain: Floats, need: Ints, least: Ints, most: Ints, base: Ints, step: float
) -> Transport:
    nobodies = int(need.max(initial=0))
    unserved = np.repeat(np.arange(instance.problems), need)
    nth = np.arange(len(unserved)) - np.repeat(np.cumsum(need) - need, need)
    problem = np.concatenate([instance.problem[pairs], unserved])
    expert = np.concatenate([instance.expert[pairs], instance.experts + nth])
    price = np.full(len(unserved), -_more_than_any_exchange(instance, pairs, gain, step))
    order = np.argsort(problem, kind="stable")
    unlimited = np.full(nobodies, int(need.sum()))
    return Transport(
        start=np.searchsorted(problem[order], np.arange(instance.problems + 1)),
        expert=expert[order],
        value=np.concatenate([gain[pairs], price])[order],
        pair=np.concatenate([pairs, np.full(len(unserved), -1)])[order],
        need=need,
        least=np.concatenate([least, np.zeros(nobodies, dtype=np.int64)]),
        most=np.concatenate([most, unlimited]),
        base=np.concatenate([base, np.zeros(nobodies, dtype=np.int64)]),
        step=step,
        experts=instance.experts,
    )


def _more_than_any_exchange(instance: Instance, pairs: Ints, gain: Floats, step: float) -> float:
    """An exchange moves each problem at most once and adds one place: what it wins is below the sum of the ranges."""
    if not len(pairs):
        return 1.0
    high = np.full(instance.problems, -np.inf)
    low = np.full(instance.problems, np.inf)
    np.maximum.at(high, instance.problem[pairs], gain[pairs])
    np.minimum.at(low, instance.problem[pairs], gain[pairs])
    seen = np.isfinite(high)
    spread = float((high - low)[seen].sum()) + float(np.abs(gain[pairs]).max())
    return 1.0 + 2 * spread + step * (2 * len(pairs) + 1)


def usable(instance: Instance) -> np.ndarray:
    """Pairs that are not forbidden, and where a whole team must come from a group, within it."""
    usable = np.ones(len(instance.problem), dtype=bool)
    usable[[instance.position[pair] for pair in instance.forbidden if pair in instance.position]] = False
    for rule in instance.must_have:
        if rule.at_least > 0:
            usable[(instance.problem == rule.problem) & ~np.isin(instance.expert, list(rule.experts))] = False
    return usable


def _is_whole(instance: Instance, rule: MustHave) -> bool:
    """The whole team must come from the group."""
    return rule.at_least in (0, int(instance.demand[rule.problem]))


def _apart_binds(instance: Instance) -> bool:
    """Whether two experts who must not meet could meet: on a problem that takes two or more."""
    several = np.flatnonzero(instance.demand > 1).tolist()
    return any(
        (problem, one) in instance.position and (problem, other) in instance.position
        for one, other in instance.apart for problem in several
    )
