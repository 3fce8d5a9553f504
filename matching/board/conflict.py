"""Why there is no plan: a smallest set of facts that cannot hold together (an irreducible infeasible subset)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, hstack, vstack

from matching.board.facts import Fact, facts_of
from matching.board.instance import Instance
from matching.board.program import Deadline, solve
from matching.board.rows import Rows, rows_of
from matching.board.shortage import Shortage
from matching.board.transport import has_whole_corners

CLEAR = 1e-7


def conflict_of(instance: Instance, deadline: Deadline, shortage: Shortage | None = None) -> tuple[Fact, ...]:
    """Facts that cannot hold together, while any of them can be dropped and the others then do.

    The start is a shortage, if one is known, else what clashes within one problem, else the facts with a price in a
    linear program that measures by how much they miss each other (Farkas), usually a handful out of thousands; where
    only whole numbers clash, all facts. Then halves are left out as long as the rest still clashes (QuickXplain, Junker
    2004). When time runs out what is left is still a conflict, though maybe not the smallest; empty if no clash was
    proven.
    """
    if shortage is not None:
        known = list(shortage.facts)
        return tuple(known if shortage.smallest else _smallest(_Oracle(instance, known, deadline), [], known, False))
    facts = facts_of(instance)
    for start in (_of_one_problem(instance, facts, deadline), _priced(instance, facts, deadline), facts):
        oracle = _Oracle(instance, start, deadline)
        if oracle.clash(start):
            return tuple(_smallest(oracle, [], start, False))
    return ()


def _of_one_problem(instance: Instance, facts: list[Fact], deadline: Deadline) -> list[Fact]:
    """The facts about a problem that leave it no team by themselves, of the first such problem; else none."""
    own: list[list[Fact]] = [[] for _ in range(instance.problems)]
    for fact in facts:
        if (problem := _problem_of(fact)) is not None:
            own[problem].append(fact)
    apart = [fact for fact in facts if fact.kind == "apart"]
    able = np.split(instance.expert, np.searchsorted(instance.problem, np.arange(1, instance.problems)))
    for about, experts, need in zip(own, able, instance.demand.tolist(), strict=True):
        here = set(experts.tolist())
        enemies = [fact for fact in apart if here.issuperset(fact.pair)]
        free = here.difference(*(fact.pair for fact in enemies))
        ruled = any(fact.kind in ("must_have", "locked") for fact in about)
        known = [*about, *enemies]
        if (ruled or len(free) < need) and _Oracle(instance, known, deadline).clash(known):
            return known
    return []


def _problem_of(fact: Fact) -> int | None:
    """Which problem alone the fact is about."""
    return fact.pair[0] if fact.kind in ("forbidden", "locked") and fact.pair else fact.problem


class _Oracle:
    """Whether facts out of `all_facts` clash."""

    def __init__(self, instance: Instance, all_facts: Sequence[Fact], deadline: Deadline) -> None:
        self.instance = _concerned(instance, all_facts)
        self.whole = not has_whole_corners(instance)
        self.deadline = deadline

    def clash(self, facts: Sequence[Fact]) -> bool:
        if self.deadline.passed():
            return False
        rows = rows_of(self.instance, facts)
        return solve(np.zeros(rows.width), [rows.constraint()], self.deadline, whole=self.whole).state == "infeasible"


def _concerned(instance: Instance, facts: Sequence[Fact]) -> Instance:
    """Without the pairs that no fact asks for: leaving them out of a plan breaks nothing."""
    problems = [fact.problem for fact in facts if fact.problem is not None]
    experts = [fact.expert for fact in facts if fact.kind == "min_load"]
    kept = np.isin(instance.problem, problems) | np.isin(instance.expert, experts)
    locked = [fact.pair for fact in facts if fact.kind == "locked"]
    kept[[instance.position[pair] for pair in locked if pair in instance.position]] = True
    return instance.changed(problem=instance.problem[kept], expert=instance.expert[kept], score=instance.score[kept])


def _smallest(oracle: _Oracle, ground: list[Fact], facts: list[Fact], grown: bool) -> list[Fact]:
    """What of `facts` is needed to clash together with `ground`; `grown` if the ground is new since it was asked."""
    if grown and oracle.clash(ground):
        return []
    if len(facts) == 1:
        return facts
    half = len(facts) // 2
    first, second = facts[:half], facts[half:]
    needed_second = _smallest(oracle, [*ground, *first], second, bool(first))
    needed_first = _smallest(oracle, [*ground, *needed_second], first, bool(needed_second))
    return [*needed_first, *needed_second]


def _priced(instance: Instance, facts: list[Fact], deadline: Deadline) -> list[Fact]:
    """Facts with a shadow price in the program that makes their total violation as small as possible."""
    rows = rows_of(instance, facts)
    if not rows.width:
        return facts
    upper, bounds, owners = _one_sided(rows)
    slack = diags_array(np.full(upper.shape[0], -1.0))
    cost = np.concatenate([np.zeros(rows.width), np.ones(upper.shape[0])])
    limits = np.column_stack([np.zeros(len(cost)), np.concatenate([np.ones(rows.width), np.full(len(bounds), np.inf)])])
    answer = linprog(
        cost, A_ub=hstack([upper, slack]), b_ub=bounds, bounds=limits, options={"time_limit": deadline.left()},
    )
    if answer.status != 0 or answer.fun < CLEAR:
        return facts
    priced = set(owners[np.abs(answer.ineqlin.marginals) > CLEAR].tolist())
    return [fact for owner, fact in enumerate(facts) if owner in priced]


def _one_sided(rows: Rows) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """low <= A x <= high as A' x <= b, with the owner of each row of A'."""
    matrix, low, high, owner = rows.matrix(), np.array(rows.low), np.array(rows.high), np.array(rows.owner)
    below, above = np.isfinite(low), np.isfinite(high)
    stacked = csr_array(vstack([matrix[above], -matrix[below]]))
    return stacked, np.concatenate([high[above], -low[below]]), np.concatenate([owner[above], owner[below]])
