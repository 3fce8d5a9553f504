"""From what stands open to a proposal: the engine's board, filled and read back. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.domain.board import RowState
from data.services.board_input import Item, Phase, Standing, Told, untold
from matching.board import Instance, Plan, allocate, instance_of

# The price of unequal load, in parts of a score (0 to 1): the second problem in one hand costs three times the first.
LOAD_COST = 0.02
# What it costs to propose somebody else than the draft before, and to disturb what is settled for an alternate.
REDRAFT_COST, DISTURB_COST = 0.05, 3.0
# When places run short the more pressing problem comes first: by this much per step of the officers' order.
PRESSING = 10.0
# What an officer has locked comes before all of that.
LOCKED = 10_000.0


@dataclass(frozen=True)
class Marks:
    """What officers have said: locked and forbidden (problem id, expert id) pairs, problems that wait."""

    locked: frozenset[tuple[int, int]] = frozenset()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    later: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Placed:
    """`rank` is the expert's own among the qualified, `better` who fits better and is not proposed."""

    item: Item
    state: RowState
    expert_id: int | None = None
    rank: int | None = None
    better: tuple[int, ...] = ()
    alternates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Draft:
    """plan: the engine's answer for what is to be placed; table: which of its problems and experts are which; waiting:
    those without a place; without_locks: the same board if nothing were locked."""

    placed: tuple[Placed, ...]
    table: Table
    instance: Instance
    plan: Plan
    waiting: tuple[Item, ...]
    without_locks: Instance


@dataclass(frozen=True)
class Table:
    """Rows and columns of a board: items and expert ids."""

    items: tuple[Item, ...]
    experts: tuple[int, ...]

    def row(self, problem_id: int) -> int:
        return next(row for row, item in enumerate(self.items) if item.problem_id == problem_id)

    def pairs(self, pairs: Sequence[tuple[int, int]] | frozenset[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """(problem id, expert id) as (row, column), sorted; what the table does not know is left out."""
        rows = {item.problem_id: row for row, item in enumerate(self.items)}
        columns = {expert: column for column, expert in enumerate(self.experts)}
        return tuple(sorted((rows[p], columns[e]) for p, e in pairs if p in rows and e in columns))


def draft(standing: Standing, marks: Marks, before: Mapping[int, int], told: Told = untold) -> Draft:
    """The proposal: offers stay unless their expert cannot go; what is free goes where the whole board gains most.

    before: problem id -> expert of the draft before, left only for something better. Locks of pairs that are no
    longer possible are passed over. Equal input gives an equal draft.
    """
    open_items = tuple(
        item for item in standing.items
        if not item.is_kept and item.made.candidates and item.problem_id not in marks.later
    )
    table = Table(open_items, tuple(sorted(standing.room)))
    instance = _instance(table, standing, marks, before)
    told(0, 2, Phase.ASSIGNING)
    plan = allocate(instance)
    told(1, 2, Phase.ASSIGNING)
    proposed = {table.items[row].problem_id: table.experts[column] for row, column in plan.pairs}
    alternates = _alternates(standing, marks, proposed)
    told(2, 2, Phase.ASSIGNING)
    placed = tuple(
        _placed(item, marks, proposed.get(item.problem_id), alternates.get(item.problem_id, ()))
        for item in standing.items
    )
    short = tuple(one.item for one in placed if one.state is RowState.SHORT)
    free = _instance(table, standing, replace(marks, locked=frozenset()), before)
    return Draft(placed, table, instance, plan, short, free)


def _instance(table: Table, standing: Standing, marks: Marks, before: Mapping[int, int]) -> Instance:
    """A locked problem has its one pair, which comes before everybody else's wish for that expert."""
    locked, scores = dict(marks.locked), []
    for row, item in enumerate(table.items):
        worth = {
            one.expert_id: one.total - 2 * LOAD_COST * standing.in_hand[one.expert_id]
            + PRESSING * (len(table.items) - row) for one in item.made.candidates
        }
        holder = locked.get(item.problem_id)
        if holder in worth:
            worth = {holder: worth[holder] + LOCKED}
        scores.append([worth.get(expert) for expert in table.experts])
    return instance_of(
        scores, [1] * len(scores), [0] * len(table.experts), [standing.room[expert] for expert in table.experts],
        forbidden=table.pairs(marks.forbidden), load_cost=LOAD_COST,
        previous=table.pairs(list(before.items())), change_cost=REDRAFT_COST,
    )


def _alternates(standing: Standing, marks: Marks, proposed: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Per problem who could take it instead, judged by the whole board with everything else as settled as can be."""
    settled = {**proposed, **{item.problem_id: item.offer[1] for item in standing.items if item.is_kept and item.offer}}
    table = Table(
        tuple(item for item in standing.items if item.problem_id in settled), tuple(sorted(standing.room)),
    )
    room = dict(standing.room)
    for item in table.items:
        if item.is_kept:
            room[settled[item.problem_id]] += 1
    scores = [_worth(item, settled[item.problem_id], table, marks) for item in table.items]
    board = instance_of(
        scores, [1] * len(scores), [0] * len(room), [room[expert] for expert in table.experts], load_cost=LOAD_COST,
        previous=table.pairs(list(settled.items())), change_cost=DISTURB_COST,
    )
    return {
        table.items[row].problem_id: tuple(
            table.experts[column] for column in columns if table.experts[column] != settled[table.items[row].problem_id]
        )
        for row, columns in allocate(board).alternates.items()
    }


def _worth(item: Item, holder: int, table: Table, marks: Marks) -> list[float | None]:
    """The holder's own pair counts even where the engine would not offer it again, being full with this offer."""
    totals = {one.expert_id: one.total for one in item.made.candidates}
    allowed = {expert: total for expert, total in totals.items() if (item.problem_id, expert) not in marks.forbidden}
    allowed.setdefault(holder, 1.0)
    return [allowed.get(expert) for expert in table.experts]


def _placed(item: Item, marks: Marks, expert_id: int | None, alternates: tuple[int, ...]) -> Placed:
    if item.is_kept and item.offer:
        return Placed(item, RowState.KEPT, item.offer[1], alternates=alternates)
    if item.made.rung == "handover":
        return Placed(item, RowState.ELSEWHERE)
    if item.problem_id in marks.later:
        return Placed(item, RowState.LATER)
    if not item.made.candidates:
        return Placed(item, RowState.NOBODY)
    if expert_id is None:
        return Placed(item, RowState.SHORT)
    ranked = [one.expert_id for one in item.made.candidates]
    rank = ranked.index(expert_id) + 1
    state = RowState.ALONE if item.is_emergency else RowState.MOVED if item.offer else RowState.NEW
    return Placed(item, state, expert_id, rank, tuple(ranked[: rank - 1][:3]), alternates)
