"""Prices of experts' places from which the exact flow needs few steps. Only speed hangs on them."""

from __future__ import annotations

import numpy as np

from matching.board.instance import Floats, Ints
from matching.board.transport import Transport

ROUNDS, PATIENCE, DAMPING, NUDGE = 80, 12, 0.5, 1e-6
SHORT = 48
NO_MORE, NO_ARC = 1e6, -1e30


def starting_prices(transport: Transport) -> Floats:
    """Tatonnement: who is asked for too often gets dearer by what the surplus would pay at most, who has room and a
    price gets cheaper; half a step at a time, all experts at once. The prices of the round that came closest."""
    prices = transport.place_cost(np.ones_like(transport.most))
    shortlist = _Shortlist(transport)
    closest, best, stale = None, prices, 0
    for _ in range(ROUNDS):
        market = _Market(transport, shortlist, prices)
        missed = market.imbalance()
        if closest is None or missed < closest:
            closest, best, stale = missed, prices, 0
        stale += 1
        if missed == 0 or stale > PATIENCE:
            break
        prices = prices + DAMPING * market.steps()
    return best


def supply(transport: Transport, prices: Floats) -> tuple[Ints, Ints]:
    """Fewest and most places each expert gives at these prices: those that cost less than the price, and no more."""
    regular = transport.regular
    low, high = _places(transport, prices)
    low, high = np.minimum(low, regular), np.minimum(high, regular)
    if transport.jump:
        more, most = _places(transport, prices - transport.jump)
        low, high = low + np.maximum(more - regular, 0), high + np.maximum(most - regular, 0)
    return np.clip(low, transport.least, transport.most), np.clip(high, transport.least, transport.most)


def _places(transport: Transport, prices: Floats) -> tuple[Ints, Ints]:
    """The same without limits and jump. The cost of the k-th place is a line in k, or zero."""
    many = transport.most.max(initial=0) + 1
    low, high = np.where(prices > 0, many, 0), np.where(prices >= 0, many, 0)
    if not transport.step:
        return low, high
    paid = np.arange(transport.columns) < transport.experts
    guess = np.floor((prices / transport.step + 1) / 2).astype(np.int64) - transport.base
    guess += transport.burden(guess + 1) <= prices
    guess -= transport.burden(guess) > prices
    indifferent = transport.burden(guess) == prices
    return np.where(paid, guess - indifferent, low), np.where(paid, guess, high)


class _Shortlist:
    """Each problem's most valuable arcs, a row per problem, filled up with arcs of no value."""

    def __init__(self, transport: Transport) -> None:
        degree = np.diff(transport.start)
        most_needed = int(transport.need.max(initial=0))
        width = min(int(degree.max(initial=0)), max(SHORT, 2 * most_needed)) + 1
        problem = np.repeat(np.arange(len(degree)), degree)
        order = np.lexsort((-transport.value, problem))
        rank = np.arange(len(order)) - transport.start[problem]
        kept = rank < width - 1
        self.expert = np.zeros((len(degree), width), dtype=np.int64)
        self.value = np.full((len(degree), width), NO_ARC)
        self.expert[problem[kept], rank[kept]] = transport.expert[order[kept]]
        self.value[problem[kept], rank[kept]] = transport.value[order[kept]]
        self.looked_at = most_needed + 1


class _Market:
    """Who asks whom at these prices: each problem its best `need` experts."""

    def __init__(self, transport: Transport, shortlist: _Shortlist, prices: Floats) -> None:
        self.columns = transport.columns
        self.expert = shortlist.expert
        self.net = shortlist.value - prices[shortlist.expert]
        looked_at = min(shortlist.looked_at, self.net.shape[1])
        top = np.argpartition(-self.net, looked_at - 1, axis=1)[:, :looked_at]
        top = np.take_along_axis(top, np.argsort(-np.take_along_axis(self.net, top, 1), axis=1), 1)
        best = np.take_along_axis(self.net, top, 1)
        rows, need = np.arange(len(best)), transport.need
        asked = np.arange(looked_at) < need[:, None]
        self.worst_asked = np.where(need > 0, best[rows, need - 1], np.inf)
        self.asked_expert = np.take_along_axis(self.expert, top, 1)[asked]
        self.surplus = np.minimum(best - best[rows, need][:, None], NO_MORE)[asked]
        self.load = np.bincount(self.asked_expert, minlength=self.columns)
        self.low, self.high = supply(transport, prices)

    def imbalance(self) -> int:
        return int(np.maximum(self.load - self.high, 0).sum() + np.maximum(self.low - self.load, 0).sum())

    def steps(self) -> Floats:
        over = np.maximum(self.load - self.high, 0)
        under = np.maximum(self.low - self.load, 0)
        lack = self.worst_asked[:, None] - self.net
        could = (under > 0)[self.expert] & (lack > 0) & (lack < NO_MORE)
        rise = self._nth_smallest(self.asked_expert, self.surplus, over)
        fall = self._nth_smallest(self.expert[could], lack[could], under)
        return np.where(over > 0, rise + NUDGE, 0.0) - np.where(under > 0, fall, 0.0)

    def _nth_smallest(self, experts: Ints, amounts: Floats, nth: Ints) -> Floats:
        """Per expert the nth smallest of these amounts (1, 2, …), the largest if there are fewer, 0 without any."""
        order = np.lexsort((amounts, experts))
        first = np.searchsorted(experts[order], np.arange(self.columns))
        count = np.bincount(experts, minlength=self.columns)
        place = first + np.clip(nth, 1, np.maximum(count, 1)) - 1
        return np.where(count > 0, np.append(amounts[order], 0.0)[np.minimum(place, len(amounts))], 0.0)
