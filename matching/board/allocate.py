"""The whole assignment at once: which engine solves the board, and what is said when it has no complete plan."""

from __future__ import annotations

from math import fsum

import numpy as np

from matching.board import mixed, network
from matching.board.alternates import Alternates, Worth, by_exchange, by_flow, by_solving_again
from matching.board.conflict import conflict_of
from matching.board.instance import Instance, Ints
from matching.board.plan import Plan, Status
from matching.board.program import Deadline, Outcome
from matching.board.repairs import repairs_of
from matching.board.shortage import Shortage, shortage_of
from matching.board.start import relaxation
from matching.board.transport import is_flow, locks_fit, usable

FEW = 150
EXPLAINING = 10.0


def allocate(instance: Instance) -> Plan:
    """The plan of most value. Unit loads and hard pairs: always proven optimal. With weights that differ or side rules:
    proven if the time limit allows, else the best plan found with its gap. Without a complete plan: what can be
    served, why not all, and what would help. Equal input gives equal output as long as no time limit cuts in."""
    if is_flow(instance):
        solved = network.best_plan(instance)
        if solved is None:
            return _incomplete(instance)
        alternates = _by_trying(instance, solved.chosen) if instance.maxmin else by_flow(solved)
        return _plan(instance, "optimal", solved.chosen, 0.0, alternates)
    found = mixed.best_plan(instance, Deadline(instance.time_limit))
    if found.chosen is None:
        return _incomplete(instance, proven=found.state == "infeasible")
    status: Status = "optimal" if found.state == "optimal" else "feasible"
    gap = 0.0 if status == "optimal" else _gap(instance, found)
    return _plan(instance, status, found.chosen, gap, _by_trying(instance, found.chosen))


def _incomplete(instance: Instance, proven: bool = True) -> Plan:
    """What can be served although not everything can, and why; without reasons if time ran out before a proof."""
    if not proven:
        chosen = mixed.serve_soon(instance)
        return _plan(instance, "infeasible", chosen, None, {})
    shortage = None
    if is_flow(instance) and locks_fit(instance) and not instance.must_have:
        solved = network.serve_most(instance)
        chosen, alternates, shortage = solved.chosen, by_flow(solved), shortage_of(instance, solved)
    else:
        chosen = mixed.serve_most(instance, Deadline(instance.time_limit))
        alternates = _by_trying(_as_served(instance, chosen), chosen)
        shortage = _shortage_without_rules(instance)
    return _plan(
        instance, "infeasible", chosen, None, alternates,
        conflict=conflict_of(instance, Deadline(EXPLAINING), shortage),
        repairs=repairs_of(instance, chosen, Deadline(EXPLAINING)),
    )


def _shortage_without_rules(instance: Instance) -> Shortage | None:
    """A shortage that is there even if all weights were the least one and no rule held."""
    easier = relaxation(instance)
    shortage = shortage_of(easier, network.serve_most(easier))
    if shortage is None or np.array_equal(easier.weights, instance.weights):
        return shortage
    return shortage._replace(smallest=False)


def _plan(
    instance: Instance, status: Status, chosen: Ints, gap: float | None, alternates: Alternates, **more: object
) -> Plan:
    missing = np.maximum(instance.demand - instance.served(chosen), 0)
    return Plan(
        status=status,
        pairs=tuple(sorted(instance.pairs(chosen))),
        total=fsum(instance.score[chosen].tolist()),
        value=instance.value(chosen),
        gap=gap,
        unassigned=tuple(np.repeat(np.arange(instance.problems), missing).tolist()),
        alternates=alternates,
        **more,
    )


def _as_served(instance: Instance, chosen: Ints) -> Instance:
    """The board on which this incomplete plan is complete."""
    taken = set(instance.pairs(chosen))
    return instance.changed(
        demand=instance.served(chosen), min_load=np.zeros(instance.experts),
        locked=tuple(pair for pair in instance.locked if pair in taken),
        must_have=tuple(rule for rule in instance.must_have if rule.is_met(taken)),
    )


def _by_trying(instance: Instance, chosen: Ints) -> Alternates:
    """Boards that are no plain flow: each open pair is tried where they are few, else single exchanges."""
    others = np.setdiff1d(np.flatnonzero(usable(instance)), chosen)
    return by_solving_again(instance, others, _worth) if len(others) <= FEW else by_exchange(instance, chosen)


def _worth(instance: Instance) -> Worth | None:
    """(floor, value) of the best plan; the floor counts with maxmin only."""
    if is_flow(instance):
        solved = network.best_plan(instance)
        chosen = None if solved is None else solved.chosen
    else:
        chosen = mixed.best_plan(instance, Deadline(instance.time_limit)).chosen
    if chosen is None:
        return None
    return (instance.floor(chosen) if instance.maxmin else 0.0, instance.value(chosen))


def _gap(instance: Instance, found: Outcome) -> float | None:
    value = instance.value(found.chosen)
    bound = found.bound - instance.price_of_change()
    return max(0.0, bound - value) / max(1.0, abs(value)) if np.isfinite(bound) else None
