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
    regular, jump: N, and what each place beyond that many costs on top.
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
    regular: Ints
    jump: float

    @property
    def columns(self) -> int:
        return len(self.most)

    def burden(self, place: Ints) -> Floats:
        """What load costs at each expert's `place`-th place (1, 2, …) beyond the locked ones; nobody's cost nothing."""
        return np.where(self._paid(), self.step * (2 * (self.base + place) - 1), 0.0)

    def place_cost(self, place: Ints) -> Floats:
        return self.burden(place) + self.jump * (place > self.regular)

    def places_cost(self, places: Ints) -> Floats:
        """Cost of each column's first `places` places together."""
        burden = np.where(self._paid(), self.step * places * (places + 2 * self.base), 0.0)
        return burden + self.jump * np.maximum(places - self.regular, 0)

    def _paid(self) -> np.ndarray:
        return np.arange(self.columns) < self.experts


def is_flow(instance: Instance) -> bool:
    """Whether the board is a flow: equal weights, no side rule that binds, and a floor per problem that is one pair."""
    equal = len(np.unique(instance.weights)) <= 1
    groups = all(_is_whole(instance, rule) for rule in instance.must_have)
    return equal and groups and not _apart_binds(instance) and not (instance.maxmin and (instance.demand > 1).any())


def has_whole_corners(instance: Instance) -> bool:
    """Whether any of its facts together, relaxed to a linear program, have whole-numbered corners."""
    if instance.must_have or instance.apart or len(np.unique(instance.weights)) > 1:
        return False
    limits = np.concatenate([instance.min_load, instance.max_load]) / _unit(instance)
    return bool((limits == np.floor(limits)).all())


def _unit(instance: Instance) -> float:
    """The weight all problems have."""
    return float(instance.weights[0]) if instance.problems else 1.0


def locks_fit(instance: Instance) -> bool:
    """Whether the locked pairs alone break nothing."""
    places = [instance.position.get(pair, -1) for pair in instance.locked]
    if not places:
        return True
    if -1 in places or not usable(instance)[places].all():
        return False
    within = (instance.loads(places) <= np.maximum(instance.max_load, 0) + TOLERANCE).all()
    return bool(within and (instance.served(places) <= instance.demand).all())


def transport_of(
    instance: Instance, locked: Ints, least: bool = True, floor: float = -np.inf, spare: bool = False
) -> Transport:
    """`locked` pairs are taken already. Arcs to nobody cost more than any exchange can gain, so that most is served.

    least: whether minimum loads hold. floor: pairs that score less are left out. spare: experts may go beyond their
    maximum, where nothing else serves a place.
    """
    open_pairs = usable(instance) & (instance.score >= floor)
    open_pairs[locked] = False
    pairs = np.flatnonzero(open_pairs)
    need = instance.demand - instance.served(locked)
    weight = _unit(instance)
    base = np.bincount(instance.expert[locked], minlength=instance.experts)
    regular = np.floor(np.maximum(instance.max_load, 0) / weight + TOLERANCE).astype(np.int64) - base
    low = np.ceil(instance.min_load / weight - TOLERANCE).astype(np.int64) - base if least else np.zeros_like(base)
    step = instance.load_cost * weight * weight
    dear = _more_than_any_exchange(instance, pairs, step)
    problem, expert, unserved = _arcs(instance, pairs, need)
    order = np.argsort(problem, kind="stable")
    nobodies, everything = int(need.max(initial=0)), int(need.sum())
    most = np.maximum(regular, everything) if spare else regular
    return Transport(
        start=np.searchsorted(problem[order], np.arange(instance.problems + 1)),
        expert=expert[order],
        value=np.concatenate([instance.gain[pairs], np.full(unserved, -3 * dear if spare else -dear)])[order],
        pair=np.concatenate([pairs, np.full(unserved, -1)])[order],
        need=need,
        least=_extended(np.maximum(low, 0), nobodies, 0),
        most=_extended(most, nobodies, everything),
        base=_extended(base, nobodies, 0),
        step=step,
        experts=instance.experts,
        regular=_extended(regular, nobodies, everything),
        jump=dear if spare else 0.0,
    )


def _arcs(instance: Instance, pairs: Ints, need: Ints) -> tuple[Ints, Ints, int]:
    """Problem and column of each arc: first the pairs, then each problem's ways to nobody, one column per place."""
    unserved = np.repeat(np.arange(instance.problems), need)
    nth = np.arange(len(unserved)) - np.repeat(np.cumsum(need) - need, need)
    return (
        np.concatenate([instance.problem[pairs], unserved]),
        np.concatenate([instance.expert[pairs], instance.experts + nth]),
        len(unserved),
    )


def _extended(numbers: Ints, more: int, value: int) -> Ints:
    return np.concatenate([numbers, np.full(more, value, dtype=np.int64)])


def _more_than_any_exchange(instance: Instance, pairs: Ints, step: float) -> float:
    """A chain moves each problem between experts and adds at most one place: it wins less than all ranges together."""
    gain, problem = instance.gain[pairs], instance.problem[pairs]
    high, low = np.full(instance.problems, -np.inf), np.full(instance.problems, np.inf)
    np.maximum.at(high, problem, gain)
    np.minimum.at(low, problem, gain)
    ranges = float((high - low)[np.isfinite(high)].sum())
    return 1.0 + 2 * (ranges + float(np.abs(gain).max(initial=0.0))) + step * (2 * len(pairs) + 1)


def usable(instance: Instance) -> np.ndarray:
    """Pairs that are not forbidden, and where a whole team must come from a group, within it."""
    usable = np.ones(len(instance.problem), dtype=bool)
    usable[[instance.position[pair] for pair in instance.forbidden if pair in instance.position]] = False
    for rule in instance.must_have:
        if rule.at_least > 0 and _is_whole(instance, rule):
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
