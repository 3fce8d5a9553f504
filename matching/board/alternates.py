"""Who else could take a problem, judged by what the whole board is then worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, floyd_warshall

from matching.board.flow import Flow
from matching.board.instance import Floats, Instance, Ints
from matching.board.network import Solved
from matching.board.search import ways_to
from matching.board.teams import Teams
from matching.board.transport import Transport

LISTED = 5
LOOKED_AT = 10
DENSE = 700
SAME = 9

Alternates = Mapping[int, tuple[int, ...]]
Worth = tuple[float, float]
Chains = Callable[[Ints, Ints], Floats]


def by_flow(solved: Solved) -> Alternates:
    """At most LISTED experts per problem who could take a place of it, the least loss to the board first.

    Giving expert e problem p costs the cheapest chain of exchanges that starts with e's extra load and ends with one
    of p's experts relieved: one shortest path per pair of experts in the residual graph of the optimal flow, the same
    number as solving again. Beyond DENSE experts only two kinds of chain are looked at: by way of the cheapest free
    place, and one direct exchange.
    """
    flow, transport = solved.flow, solved.flow.transport
    prices = flow.prices[:-1] - flow.prices[-1]
    net = transport.value - prices[transport.expert]
    chains_between = _all_chains(flow) if flow.sink < DENSE else _short_chains(flow)
    too_much = _too_much(transport)
    found: dict[int, tuple[int, ...]] = {}
    for problem in np.flatnonzero(transport.need > 0).tolist():
        arcs = np.arange(transport.start[problem], transport.start[problem + 1])
        team = arcs[flow.assigned[arcs]]
        others = arcs[~flow.assigned[arcs] & (transport.pair[arcs] >= 0)]
        chains = chains_between(transport.expert[others], transport.expert[team])
        loss = (net[team][None, :] + chains).min(axis=1, initial=np.inf) - net[others]
        found[problem] = _first(transport.expert[others], loss, too_much)
    return {problem: experts for problem, experts in found.items() if experts}


def by_solving_again(
    instance: Instance, pairs: Iterable[int], worth: Callable[[Instance], Worth | None]
) -> Alternates:
    """The same for any small board: each open pair is locked in turn and the board solved. Best worth first."""
    ranked: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for place in pairs:
        problem, expert = int(instance.problem[place]), int(instance.expert[place])
        again = worth(instance.changed(locked=(*instance.locked, (problem, expert))))
        if again is not None:
            ranked[problem].append((-round(again[0], SAME), -round(again[1], SAME), expert))
    return {problem: tuple(row[-1] for row in sorted(rows)[:LISTED]) for problem, rows in sorted(ranked.items())}


def by_exchange(instance: Instance, chosen: Ints) -> Alternates:
    """The same for large boards that are no flow, each expert at the best single exchange he could come in by."""
    teams = Teams(instance)
    teams.take(instance.pairs(chosen))
    found = {problem: _by_exchange(teams, problem) for problem in range(instance.problems)}
    return {problem: experts for problem, experts in found.items() if experts}


def _by_exchange(teams: Teams, problem: int) -> tuple[int, ...]:
    options = teams.options[problem]
    near = sorted(options.keys() - teams.team[problem], key=lambda expert: (-options[expert], expert))[:LOOKED_AT]
    ranked = []
    for expert in near:
        pays = [move.pays for old in teams.team[problem] for move in ways_to(teams, problem, old, expert)]
        if pays:
            ranked.append((-round(max(pays), SAME), expert))
    return tuple(expert for _, expert in sorted(ranked)[:LISTED])


def _all_chains(flow: Flow) -> Chains:
    """Cheapest chain from an expert with one problem more to one with one less, in reduced costs >= 0."""
    distances = floyd_warshall(_residual(flow))
    return lambda more, less: distances[np.ix_(more, less)]


def _short_chains(flow: Flow) -> Chains:
    """The same, never less, by two shortest path trees: to the free places and from them."""
    graph = _residual(flow)
    to_place, from_place = dijkstra(graph.T.tocsr(), indices=flow.sink), dijkstra(graph, indices=flow.sink)
    direct = {}
    for giver in range(flow.transport.columns):
        row = slice(graph.indptr[giver], graph.indptr[giver + 1])
        direct[giver] = dict(zip(graph.indices[row].tolist(), graph.data[row].tolist(), strict=True))

    def chains(more: Ints, less: Ints) -> Floats:
        around = to_place[more][:, None] + from_place[less][None, :]
        exchange = [[direct[giver].get(taker, np.inf) for taker in less.tolist()] for giver in more.tolist()]
        return np.minimum(around, np.array(exchange).reshape(around.shape))

    return chains


def _residual(flow: Flow) -> csr_array:
    transport, sink, prices = flow.transport, flow.sink, flow.prices
    rows = [flow.exchanges(expert) for expert in range(transport.columns)]
    giver = np.repeat(np.arange(transport.columns), [len(row.expert) for row in rows])
    taker = np.concatenate([np.zeros(0, dtype=np.int64), *(row.expert for row in rows)])
    loss = np.concatenate([np.zeros(0), *(row.loss for row in rows)])
    more = np.flatnonzero(flow.filled < transport.most)
    less = np.flatnonzero(flow.filled > transport.least)
    source = np.concatenate([giver, more, np.full(len(less), sink)])
    target = np.concatenate([taker, np.full(len(more), sink), less])
    cost = np.concatenate([
        loss, transport.place_cost(flow.filled + 1)[more], -transport.place_cost(flow.filled)[less],
    ])
    reduced = np.maximum(cost + prices[target] - prices[source], 0.0)
    return csr_array((reduced, (source, target)), shape=(sink + 1, sink + 1))


def _too_much(transport: Transport) -> float:
    """From here on a chain leaves somebody unserved."""
    unserved = -transport.value[transport.pair < 0].max(initial=-np.inf)
    return unserved / 2


def _first(experts: Ints, loss: Floats, too_much: float) -> tuple[int, ...]:
    order = np.lexsort((experts, np.round(loss, SAME)))
    return tuple(int(experts[place]) for place in order if loss[place] < too_much)[:LISTED]
