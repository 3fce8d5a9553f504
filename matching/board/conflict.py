"""Why there is no plan: a smallest set of facts that cannot hold together (an irreducible infeasible subset)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, hstack, vstack

from matching.board.facts import Fact, facts_of
from matching.board.instance import Instance
from matching.board.program import Deadline, consistent
from matching.board.rows import Rows, rows_of

CLEAR = 1e-7


def conflict_of(instance: Instance, deadline: Deadline) -> tuple[Fact, ...]:
    """Facts that cannot hold together, while any of them can be dropped and the others then do.

    A linear program first measures by how much the facts miss each other; those with a price in it are a certificate
    (Farkas), usually a handful out of thousands. Where only whole numbers clash, all facts are the start. Then halves
    are left out as long as the rest still clashes (QuickXplain, Junker 2004). Empty if time ran out before anything
    was proven.
    """
    facts = facts_of(instance)
    suspects = _priced(instance, facts)
    oracle = _Oracle(instance, deadline)
    if oracle.clash(suspects):
        return tuple(_smallest(oracle, [], suspects, False))
    return tuple(_smallest(oracle, [], facts, False)) if oracle.clash(facts) else ()


class _Oracle:
    def __init__(self, instance: Instance, deadline: Deadline) -> None:
        self.instance = instance
        self.deadline = deadline

    def clash(self, facts: Sequence[Fact]) -> bool:
        rows = rows_of(self.instance, facts)
        return consistent(rows, self.deadline) == "infeasible"


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


def _priced(instance: Instance, facts: list[Fact]) -> list[Fact]:
    """Facts with a shadow price in the program that makes their total violation as small as possible."""
    rows = rows_of(instance, facts)
    if not rows.width:
        return facts
    upper, bounds, owners = _one_sided(rows)
    slack = diags_array(np.full(upper.shape[0], -1.0))
    cost = np.concatenate([np.zeros(rows.width), np.ones(upper.shape[0])])
    limits = np.column_stack([np.zeros(len(cost)), np.concatenate([np.ones(rows.width), np.full(len(bounds), np.inf)])])
    answer = linprog(cost, A_ub=hstack([upper, slack]), b_ub=bounds, bounds=limits, method="highs")
    if answer.x is None or answer.fun < CLEAR:
        return facts
    priced = set(owners[np.abs(answer.ineqlin.marginals) > CLEAR].tolist())
    return [fact for owner, fact in enumerate(facts) if owner in priced]


def _one_sided(rows: Rows) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """low <= A x <= high as A' x <= b, with the owner of each row of A'."""
    matrix, low, high, owner = rows.matrix(), np.array(rows.low), np.array(rows.high), np.array(rows.owner)
    below, above = np.isfinite(low), np.isfinite(high)
    stacked = csr_array(vstack([matrix[above], -matrix[below]]))
    return stacked, np.concatenate([high[above], -low[below]]), np.concatenate([owner[above], owner[below]])
