"""Boards that are no pure flow: the best complete plan, and what can be served where there is none."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import LinearConstraint

from matching.board.facts import Fact, facts_of
from matching.board.instance import Instance, Ints
from matching.board.program import Deadline, Outcome, floor_rows, highest_floor, most_value, solve
from matching.board.rows import rows_of

FORBIDS = ("max_load", "apart", "forbidden", "demand")


def best_plan(instance: Instance, deadline: Deadline) -> Outcome:
    """A complete plan of most value that obeys every fact; with maxmin among those with the highest floor."""
    constraints = [rows_of(instance, facts_of(instance)).constraint()]
    if not instance.maxmin or not (instance.demand > 0).any():
        return most_value(instance, constraints, deadline)
    fair = highest_floor(instance, constraints, deadline)
    if fair.chosen is None:
        return fair
    best = most_value(instance, [*constraints, floor_rows(instance, instance.floor(fair.chosen))], deadline)
    if best.chosen is None:
        return Outcome("feasible", fair.chosen, best.bound)
    return best if fair.state == "optimal" else Outcome("feasible", best.chosen, best.bound)


def serve_most(instance: Instance, deadline: Deadline) -> Ints:
    """Where no complete plan exists. In this order: keeps most locks, serves most demand, has the groups that must be
    there, is worth most. What forbids (maximum, null, forbidden, apart, too much for a demand) holds; minima yield."""
    held = [_soft(instance, [fact for fact in facts_of(instance) if fact.kind in FORBIDS])]
    locks = np.zeros(len(instance.problem))
    locks[[instance.position[pair] for pair in instance.locked if pair in instance.position]] = 1
    served = np.zeros(0, dtype=np.int64)
    for goal in (locks, np.ones(len(instance.problem))):
        found = solve(goal, held, deadline).chosen
        served = served if found is None else found
        held.append(LinearConstraint(goal[None, :], goal[served].sum(), np.inf))
    for group in (_soft(instance, [fact]) for fact in facts_of(instance) if fact.kind == "must_have"):
        if solve(locks, [*held, group], deadline).chosen is not None:
            held.append(group)
    best = most_value(instance, held, deadline).chosen
    return served if best is None else best


def _soft(instance: Instance, facts: Iterable[Fact]) -> LinearConstraint:
    return rows_of(instance, facts, soft_demand=True).constraint()
