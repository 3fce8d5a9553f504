"""Why some problems of a board stay without a place, and what would help, cheapest first: as stored with the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from data.services.board_draft import Draft, Table
from data.services.board_input import Phase, Told, untold
from matching.board import Fact, Instance, Plan, Repair, allocate

# Explaining takes a solve each; beyond this many the first ones speak for all.
EXPLAINED = 24


def shortages(draft: Draft, told: Told = untold) -> list[dict[str, Any]]:
    """One entry per group of experts whose places run out: the problems that compete for them (ids, the unserved ones
    again as `unserved`), their places, the officer's own marks that stand in the way, and the repairs.

    A repair, alone, lets everything in its group be served: places {expert id: added}, later [problem id],
    unforbid and unlock [[problem id, expert id]].
    """
    unserved = [draft.table.row(item.problem_id) for item in draft.waiting][:EXPLAINED]
    groups: dict[frozenset[int], list[tuple[int, Plan]]] = defaultdict(list)
    for done, row in enumerate(unserved):
        told(done, len(unserved) + 1, Phase.EXPLAINING)
        plan = allocate(_serving(draft, [row]))
        groups[_full_experts(plan, row)].append((row, plan))
    found = [_shortage(draft, members) for members in groups.values()]
    told(len(unserved) + 1, len(unserved) + 1, Phase.EXPLAINING)
    return found


def _serving(draft: Draft, rows: Iterable[int]) -> Instance:
    """The board with what is served, and these problems beside it."""
    demand = draft.instance.demand.copy()
    unserved = list(draft.plan.unassigned)
    demand[unserved] = 0
    demand[list(rows)] = 1
    return draft.instance.changed(demand=demand)


def _is_locked(draft: Draft, row: int) -> bool:
    return int((draft.instance.problem == row).sum()) < int((draft.without_locks.problem == row).sum())


def _full_experts(plan: Plan, row: int) -> frozenset[int]:
    """What makes two problems part of one shortage; where no expert is full every problem is its own."""
    full = frozenset(fact.expert for fact in plan.conflict if fact.kind == "max_load" and fact.expert is not None)
    return full or frozenset({-1 - row})


def _shortage(draft: Draft, members: list[tuple[int, Plan]]) -> dict[str, Any]:
    table, rows = draft.table, [row for row, _ in members]
    instance = _serving(draft, rows)
    plan = members[0][1] if len(members) == 1 else allocate(instance)
    facts = [fact for _, one in members for fact in one.conflict]
    asking = {fact.problem for fact in facts if fact.kind == "demand" and fact.problem is not None}
    competing = sorted(asking | set(rows))
    full = sorted({fact.expert for fact in facts if fact.kind == "max_load" and fact.expert is not None})
    return {
        "problems": [table.items[row].problem_id for row in competing],
        "unserved": [table.items[row].problem_id for row in rows],
        "experts": [[table.experts[column], int(instance.max_load[column])] for column in full],
        "forbidden": _pairs(table, facts, "forbidden"),
        "locked": [_holder(draft, row) for row in competing if _is_locked(draft, row)],
        "repairs": [*_unlocking(draft, instance, rows), *(_repair(table, instance, one) for one in plan.repairs)],
    }


def _unlocking(draft: Draft, instance: Instance, rows: list[int]) -> list[dict[str, Any]]:
    """If all it takes is to let go of the locks on what stays without a place."""
    held = [row for row in rows if _is_locked(draft, row)]
    if not held or allocate(instance.with_pairs_of(draft.without_locks, held)).unassigned:
        return []
    return [{
        "cost": len(held), "places": [], "later": [], "unforbid": [], "unlock": [_holder(draft, row) for row in held],
    }]


def _holder(draft: Draft, row: int) -> list[int]:
    """(problem id, expert id) of a locked row."""
    return _ids(draft.table, (row, int(draft.instance.expert[draft.instance.problem == row][0])))


def _pairs(table: Table, facts: list[Fact], kind: str) -> list[list[int]]:
    pairs = sorted({fact.pair for fact in facts if fact.kind == kind and fact.pair is not None})
    return [_ids(table, pair) for pair in pairs]


def _ids(table: Table, pair: tuple[int, int]) -> list[int]:
    return [table.items[pair[0]].problem_id, table.experts[pair[1]]]


def _repair(table: Table, instance: Instance, repair: Repair) -> dict[str, Any]:
    return {
        "cost": repair.cost,
        "places": [
            [table.experts[column], round(new - instance.max_load[column])] for column, new in repair.max_load.items()
        ],
        "later": [table.items[row].problem_id for row in repair.demand],
        "unforbid": [_ids(table, pair) for pair in repair.forbidden],
        "unlock": [],
    }
