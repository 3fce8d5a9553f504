"""Boards that are no pure flow: the best complete plan, and what can be served where there is none."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import LinearConstraint

from matching.board.facts import Fact, facts_of
from matching.board.instance import Instance, Ints
from matching.board.network import serve_most as serve_most_of_flow
from matching.board.program import CLOSE, Deadline, Outcome, floor_rows, highest_floor, most_value, relaxed, solve
from matching.board.rows import rows_of
from matching.board.search import constructed, improve
from matching.board.start import relaxation, start_of

SMALL = 2000
EARLY = 2.0
FORBIDS = ("max_load", "apart", "forbidden", "demand")


def best_plan(instance: Instance, deadline: Deadline) -> Outcome:
    """A complete plan of most value that obeys every fact; with maxmin among those with the highest floor.

    A large board is first searched by hand, as the solver may have nothing when time is up; the better plan counts.
    """
    constraints = [rows_of(instance, facts_of(instance)).constraint()]
    if len(instance.problem) <= SMALL:
        exact = _exact(instance, constraints, deadline)
        return exact if exact.state != "unknown" else _early(instance, Deadline(EARLY))
    early = _early(instance, Deadline(min(EARLY, deadline.left())))
    if early.state == "infeasible":
        return early
    linear = relaxed(instance, constraints, deadline)
    if linear.state == "infeasible":
        return linear
    early = _bounded(instance, early, linear.bound)
    return early if early.state == "optimal" else _better(instance, early, _exact(instance, constraints, deadline))


def _early(instance: Instance, deadline: Deadline) -> Outcome:
    easier = serve_most_of_flow(relaxation(instance))
    if not easier.complete:
        return Outcome("infeasible")
    bound = easier.flow.bound()
    teams = constructed(instance, start_of(instance, Deadline(deadline.left() / 2)), deadline)
    return Outcome("feasible", teams.chosen(), bound) if teams.is_complete() else Outcome("unknown", None, bound)


def _bounded(instance: Instance, early: Outcome, bound: float) -> Outcome:
    """With the bound of the linear program, which may prove the plan optimal."""
    bound = min(bound, early.bound)
    if early.chosen is None or instance.maxmin:
        return Outcome(early.state, early.chosen, bound)
    value = instance.value(early.chosen) + instance.price_of_change()
    return Outcome("optimal" if bound - value <= CLOSE * max(1.0, abs(value)) else "feasible", early.chosen, bound)


def _better(instance: Instance, one: Outcome, other: Outcome) -> Outcome:
    if one.chosen is None or other.state in ("optimal", "infeasible"):
        return other
    if other.chosen is None:
        best = one.chosen
    else:
        best = max(one.chosen, other.chosen, key=lambda chosen: _merit(instance, chosen))
    return Outcome("feasible", best, min(one.bound, other.bound))


def _merit(instance: Instance, chosen: Ints) -> tuple[float, float]:
    return (instance.floor(chosen) if instance.maxmin else 0.0, instance.value(chosen))


def _exact(instance: Instance, constraints: list[LinearConstraint], deadline: Deadline) -> Outcome:
    if not instance.maxmin or not (instance.demand > 0).any():
        return most_value(instance, constraints, deadline)
    fair = highest_floor(instance, constraints, deadline)
    if fair.chosen is None:
        return fair
    best = most_value(instance, [*constraints, floor_rows(instance, instance.floor(fair.chosen))], deadline)
    if best.chosen is None:
        return Outcome("feasible", fair.chosen, best.bound)
    return best if fair.state == "optimal" else Outcome("feasible", best.chosen, best.bound)


def serve_soon(instance: Instance) -> Ints:
    """What is served when nothing was proven in time: of two searched plans, under all rules and where groups may be
    missed, the one that keeps more locks, then serves more, then has more groups, then is worth more."""
    start = start_of(instance, Deadline(EARLY / 2))
    searched = [_searched(one, start) for one in (instance, _with_groups_wished(instance))]
    return max(searched, key=lambda chosen: _kept(instance, chosen))


def _searched(instance: Instance, start: Ints) -> Ints:
    deadline = Deadline(EARLY)
    teams = constructed(instance, start, deadline)
    improve(teams, deadline)
    return teams.chosen()


def _with_groups_wished(instance: Instance) -> Instance:
    """Groups that must be there are no longer a rule; their people are worth more than anybody else."""
    score = instance.score.copy()
    pairs = ((rule.problem, expert) for rule in instance.must_have for expert in rule.experts)
    places = [instance.position[pair] for pair in pairs if pair in instance.position]
    score[places] += np.abs(score).max(initial=0.0) * 2 + 1
    return instance.changed(must_have=(), score=score)


def _kept(instance: Instance, chosen: Ints) -> tuple[int, int, int, float]:
    taken = set(instance.pairs(chosen))
    groups = sum(rule.is_met(taken) for rule in instance.must_have)
    return len(taken & set(instance.locked)), len(taken), groups, instance.value(chosen)


def serve_most(instance: Instance, deadline: Deadline) -> Ints:
    """Where no complete plan exists. In this order: keeps most locks, serves most demand, has the groups that must be
    there, is worth most. What forbids (maximum, null, forbidden, apart, too much for a demand) holds; minima yield."""
    held = [_soft(instance, [fact for fact in facts_of(instance) if fact.kind in FORBIDS])]
    locks = np.zeros(len(instance.problem))
    locks[[instance.position[pair] for pair in instance.locked if pair in instance.position]] = 1
    served = serve_soon(instance)
    kept = solve(locks, held, deadline).chosen
    if kept is not None and locks[kept].sum() > locks[served].sum():
        served = serve_soon(instance.changed(locked=tuple(instance.pairs(kept[locks[kept] > 0]))))
    held.append(LinearConstraint(locks[None, :], locks[served].sum(), np.inf))
    more = solve(np.ones(len(instance.problem)), held, deadline).chosen
    served = more if more is not None and len(more) > len(served) else served
    held.append(LinearConstraint(np.ones((1, len(instance.problem))), len(served), np.inf))
    for group in (_soft(instance, [fact]) for fact in facts_of(instance) if fact.kind == "must_have"):
        if not deadline.passed() and solve(locks, [*held, group], deadline).chosen is not None:
            held.append(group)
    best = most_value(instance, held, deadline).chosen
    return served if best is None else best


def _soft(instance: Instance, facts: Iterable[Fact]) -> LinearConstraint:
    return rows_of(instance, facts, soft_demand=True).constraint()
