"""What solving a board gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from matching.board.facts import Fact
from matching.board.instance import Pair
from matching.board.repairs import Repair

Status = Literal["optimal", "feasible", "infeasible"]


@dataclass(frozen=True)
class Plan:
    """pairs: (problem, expert), ascending. total: the plain sum of their scores.

    value: total less the price of load and change. gap: how far `value` (with maxmin at the floor reached) may lie
    below the best, relative to max(1, |value|); 0 if optimal, None if infeasible or unknown.
    unassigned: problems, one entry per place of their demand that is not served.
    alternates: per problem who else could take a place of it, the best for the whole board first.
    conflict: if infeasible, facts that cannot hold together and can once any one is dropped; empty if no complete plan
    was found in time and none was disproved. repairs: each alone makes a complete plan possible, cheapest first.
    """

    status: Status
    pairs: tuple[Pair, ...]
    total: float
    value: float
    gap: float | None
    unassigned: tuple[int, ...] = ()
    alternates: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    conflict: tuple[Fact, ...] = ()
    repairs: tuple[Repair, ...] = ()
