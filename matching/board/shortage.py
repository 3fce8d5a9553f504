"""Problems that ask for more places than the experts have who could serve them (Hall's condition), found on flows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.board.facts import Fact, facts_of
from matching.board.flow import Flow
from matching.board.instance import Instance
from matching.board.network import Solved, serve_most


class Shortage(NamedTuple):
    """facts: they clash. smallest: whether any one of them can be dropped and the others then hold."""

    facts: tuple[Fact, ...]
    smallest: bool


def shortage_of(instance: Instance, solved: Solved) -> Shortage | None:
    """Given the flow that serves most; None if it serves everything.

    From an unserved problem along exchanges one comes to experts that are all full: only they could serve the problems
    they hold. Of these problems the shortest run that is still short is taken, those with fewest experts first. If it
    misses a single place, each of its facts is needed: along the exchanges the missing place can be shifted to any of
    the problems, a place more at any of the experts would fill it, and so would any pair that is forbidden.
    """
    if solved.complete:
        return None
    problems, _ = _hall(instance, solved.flow)
    degree = np.bincount(instance.problem, minlength=instance.problems)
    order = sorted(problems, key=lambda problem: (degree[problem], problem))
    low, high = 1, len(order)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if not _only(instance, order[:middle]).complete else (middle + 1, high)
    short = _only(instance, order[:low])
    problems, full = _hall(instance, short.flow)
    facts = tuple(fact for fact in facts_of(instance) if _matters(fact, problems, full))
    missing = int((short.flow.transport.pair[short.flow.assigned] < 0).sum())
    return Shortage(facts, missing == 1 and not any(fact.kind == "locked" for fact in facts))


def _only(instance: Instance, problems: list[int]) -> Solved:
    """The board with the demand of these problems, and of those that are locked."""
    asked = problems + [problem for problem, _ in instance.locked]
    demand = np.zeros_like(instance.demand)
    demand[asked] = instance.demand[asked]
    return serve_most(instance.changed(demand=demand))


def _hall(instance: Instance, flow: Flow) -> tuple[set[int], set[int]]:
    """An unserved problem with all that compete with it, and the experts they compete for."""
    transport = flow.transport
    unserved = int(flow.problem[np.flatnonzero(flow.assigned & (transport.pair < 0))[0]])
    arcs = np.arange(transport.start[unserved], transport.start[unserved + 1])
    ahead = transport.expert[arcs[~flow.assigned[arcs]]].tolist()
    full: set[int] = set()
    while ahead:
        expert = ahead.pop()
        if expert < instance.experts and expert not in full:
            full.add(expert)
            ahead.extend(flow.exchanges(expert).expert.tolist())
    held = flow.problem[flow.assigned & np.isin(transport.expert, sorted(full))]
    return {unserved, *held.tolist()}, full


def _matters(fact: Fact, problems: set[int], full: set[int]) -> bool:
    match fact.kind:
        case "demand":
            return fact.problem in problems
        case "max_load":
            return fact.expert in full
        case "forbidden":
            return fact.pair[0] in problems and fact.pair[1] not in full
        case "locked":
            return fact.pair[0] in problems or fact.pair[1] in full
        case _:
            return False
