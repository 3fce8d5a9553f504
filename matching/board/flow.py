"""Exact minimum-cost flow on a board: from prices to an optimal plan by shortest augmenting paths, with its proof.

Any prices make a plan that is optimal for the loads it happens to have: each problem takes the experts of highest value
less price. What may be wrong are the loads. Surplus is led away along the cheapest chains of exchanges (Dijkstra on
reduced costs), which keeps the plan optimal at every step, until the loads are within their limits.
Ahuja, Magnanti and Orlin, Network Flows (1993), sections 9.7 and 14.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.board.instance import Floats, Ints
from matching.board.prices import starting_prices, supply
from matching.board.transport import Transport


class Exchanges(NamedTuple):
    """What an expert can hand on: to whom (ascending), at which loss of value, giving up which arc, taking which."""

    expert: Ints
    loss: Floats
    given: Ints
    taken: Ints


class OutOfReachError(Exception):
    """No flow fills the minimum loads."""


def solve_flow(transport: Transport) -> Flow:
    """The flow of most value. Raises OutOfReachError."""
    if (transport.least > transport.most).any():
        raise OutOfReachError
    flow = Flow(transport)
    while len(surplus := np.flatnonzero(flow.excess > 0)):
        flow.lead_away(int(surplus[0]))
    return flow


class Flow:
    """A plan that is optimal for its loads. The node after the last column, `sink`, stands behind all places.

    assigned: which arcs are used. load: arcs used per column; filled: places used per column; equal when solved.
    prices: per column and of the sink. excess: per node what comes in more than goes out.
    """

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.sink = transport.columns
        self.problem = np.repeat(np.arange(len(transport.need)), np.diff(transport.start))
        start = starting_prices(transport)
        self.assigned = _best(transport, self.problem, transport.value - start[transport.expert])
        load = np.bincount(transport.expert[self.assigned], minlength=transport.columns)
        self.filled = np.clip(load, *supply(transport, start))
        self.prices = np.append(start, 0.0)
        self.excess = np.append(load - self.filled, self.filled.sum() - transport.need.sum())
        self._held: list[set[int]] = [set() for _ in range(transport.columns)]
        for arc in np.flatnonzero(self.assigned).tolist():
            self._held[transport.expert[arc]].add(arc)
        self._known: list[Exchanges | None] = [None] * transport.columns

    def value(self) -> float:
        return float(self.transport.value[self.assigned].sum() - self.transport.places_cost(self.filled).sum())

    def bound(self) -> float:
        """The dual value of the prices: no plan is worth more. Equal to value() at the optimum."""
        transport, price = self.transport, self.prices[:-1] - self.prices[-1]
        net = transport.value - price[transport.expert]
        places, _ = supply(transport, price)
        asked = float(net[_best(transport, self.problem, net)].sum())
        return asked + float((price * places - transport.places_cost(places)).sum())

    def exchanges(self, expert: int) -> Exchanges:
        """Cheapest exchange with each other column; kept until a problem of this one moves."""
        found = self._known[expert]
        if found is None:
            found = self._known[expert] = self._exchanges(np.array(sorted(self._held[expert]), dtype=np.int64))
        return found

    def lead_away(self, source: int) -> None:
        """One unit along a cheapest chain from a node with surplus to one that lacks. Raises OutOfReachError."""
        distance = np.full(self.sink + 1, np.inf)
        waiting = np.full(self.sink + 1, np.inf)
        before = np.full(self.sink + 1, -1)
        distance[source] = waiting[source] = 0.0
        scanned: list[int] = []
        while True:
            node = int(waiting.argmin())
            if waiting[node] == np.inf:
                raise OutOfReachError
            if self.excess[node] < 0:
                break
            scanned.append(node)
            waiting[node] = np.inf
            for nodes, costs in self._out_of(node):
                reach = distance[node] + np.maximum(costs + self.prices[nodes] - self.prices[node], 0.0)
                nearer = reach < distance[nodes]
                found = nodes[nearer]
                distance[found] = waiting[found] = reach[nearer]
                before[found] = node
        self.prices[scanned] += distance[node] - distance[scanned]
        self._shift(before, source, node)

    def _exchanges(self, given: Ints) -> Exchanges:
        start, problems = self.transport.start, self.problem[given]
        lengths = start[problems + 1] - start[problems]
        ends = np.cumsum(lengths)
        taken = np.arange(lengths.sum()) + np.repeat(start[problems] - ends + lengths, lengths)
        free = ~self.assigned[taken]
        given, taken = np.repeat(given, lengths)[free], taken[free]
        loss = self.transport.value[given] - self.transport.value[taken]
        order = np.lexsort((loss, self.transport.expert[taken]))
        best = order[np.flatnonzero(np.diff(self.transport.expert[taken[order]], prepend=-1))]
        return Exchanges(self.transport.expert[taken[best]], loss[best], given[best], taken[best])

    def _out_of(self, node: int) -> Iterator[tuple[Ints, Floats]]:
        """Nodes one step away and what the step costs: an exchange, another place, or a place given up."""
        if node == self.sink:
            nodes = np.flatnonzero(self.filled > self.transport.least)
            yield nodes, -self.transport.place_cost(self.filled)[nodes]
            return
        exchanges = self.exchanges(node)
        yield exchanges.expert, exchanges.loss
        if self.filled[node] < self.transport.most[node]:
            yield np.array([self.sink]), self.transport.place_cost(self.filled + 1)[[node]]

    def _shift(self, before: Ints, source: int, target: int) -> None:
        node, exchanged = target, []
        while node != source:
            giver = int(before[node])
            if giver == self.sink:
                self.filled[node] -= 1
            elif node == self.sink:
                self.filled[giver] += 1
            else:
                row = self.exchanges(giver)
                place = int(np.searchsorted(row.expert, node))
                exchanged.append((int(row.given[place]), int(row.taken[place])))
            node = giver
        for given, taken in exchanged:
            self._exchange(given, taken)
        self.excess[source] -= 1
        self.excess[target] += 1

    def _exchange(self, given: int, taken: int) -> None:
        expert, problem = self.transport.expert, self.problem[given]
        arcs = np.arange(self.transport.start[problem], self.transport.start[problem + 1])
        for touched in expert[arcs[self.assigned[arcs]]].tolist():
            self._known[touched] = None
        self._known[expert[taken]] = None
        self.assigned[given], self.assigned[taken] = False, True
        self._held[expert[given]].remove(given)
        self._held[expert[taken]].add(taken)


def _best(transport: Transport, problem: Ints, net: Floats) -> NDArray[np.bool_]:
    """Each problem's `need` arcs of highest net value, the earlier arc where they are equal."""
    order = np.lexsort((-net, problem))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank - transport.start[problem] < transport.need[problem]
