"""A proposal is reckoned while others can write, and written only if nothing it hangs on has moved since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from data.domain.board import Mark
from data.domain.errors import Conflict
from data.models.board import BoardMark, BoardPlan, BoardRow
from data.queries.board_stamp import BoardStamp, board_stamp
from data.services import audit
from data.services.board_draft import Draft, Marks, Placed, draft
from data.services.board_input import Told, standing
from data.services.board_shortages import shortages
from data.services.context import Context

Pair = tuple[int, int]


@dataclass(frozen=True)
class Change:
    """What a repair comes to. places: expert -> so many more; later: problems that wait; pairs whose mark goes."""

    places: Mapping[int, int] = field(default_factory=dict)
    later: frozenset[int] = frozenset()
    unforbid: frozenset[Pair] = frozenset()
    unlock: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Change:
        """From a repair as `shortages` tells it."""
        return cls(
            dict(stored["places"]), frozenset(stored["later"]), frozenset(map(tuple, stored["unforbid"])),
            frozenset(map(tuple, stored["unlock"])),
        )

    def marks(self, marks: Marks) -> Marks:
        return Marks(marks.locked - self.unlock, marks.forbidden - self.unforbid, marks.later | self.later)


NO_CHANGE = Change()


@dataclass(frozen=True)
class Solved:
    """A proposal, its shortages, and what it was made from."""

    draft: Draft
    shortages: list[dict[str, Any]]
    stamp: BoardStamp


def reckoned(ctx: Context, plan: BoardPlan | None, told: Told, change: Change = NO_CHANGE) -> Solved:
    """What solving the actor's board would give now if `change` were made first. Nothing is written."""
    stamp = board_stamp(ctx)
    marks, before = (marks_of(plan), proposed(plan)) if plan else (Marks(), {})
    made = draft(standing(ctx, told, change.places), change.marks(marks), before, told)
    return Solved(made, shortages(made, told), stamp)


def check_unmoved(ctx: Context, plan_id: int | None, solved: Solved) -> None:
    """Raises Conflict board_moved (moved: parts of a BoardStamp)."""
    if moved := solved.stamp.moved_to(board_stamp(ctx)):
        raise Conflict("board_moved", plan_id, moved=moved)


def write(ctx: Context, plan: BoardPlan, solved: Solved) -> None:
    """The proposal becomes the plan's."""
    before, made = proposed(plan), solved.draft
    plan.marks = [one for one in plan.marks if one.kind is not Mark.LOCKED or _is_possible(one, made)]
    plan.rows.clear()
    ctx.session.flush()
    plan.rows = [_row(place, one, before.get(one.item.problem_id)) for place, one in enumerate(made.placed)]
    plan.shortages = solved.shortages
    plan.solved_at, plan.solved_by_id = ctx.now, ctx.actor.account_id
    changed(ctx, plan)
    audit.record(ctx, "solve", "board", plan.id, problems=len(made.placed))


def changed(ctx: Context, plan: BoardPlan) -> None:
    """Touches the plan's own row, so that its version counts what happens to its rows and marks."""
    plan.changed_at, plan.changed_by_id = ctx.now, ctx.actor.account_id
    ctx.session.flush()


def marks_of(plan: BoardPlan) -> Marks:
    def pairs(kind: Mark) -> frozenset[Pair]:
        return frozenset((one.problem_id, one.expert_id) for one in plan.marks if one.kind is kind and one.expert_id)

    later = frozenset(one.problem_id for one in plan.marks if one.kind is Mark.LATER)
    return Marks(pairs(Mark.LOCKED), pairs(Mark.FORBIDDEN), later)


def proposed(plan: BoardPlan) -> dict[int, int]:
    """Problem -> expert that the draft proposes beyond the offers that stay."""
    kept = {row.problem_id for row in plan.rows if row.offered_id and not row.gone}
    return {row.problem_id: row.expert_id for row in plan.rows if row.expert_id and row.problem_id not in kept}


def _is_possible(lock: BoardMark, made: Draft) -> bool:
    """A lock on somebody who cannot go any more is over."""
    item = next((one.item for one in made.placed if one.item.problem_id == lock.problem_id), None)
    return item is not None and lock.expert_id in {one.expert_id for one in item.made.candidates}


def _row(position: int, one: Placed, before_id: int | None) -> BoardRow:
    item = one.item
    candidate = next((c for c in item.made.candidates if c.expert_id == one.expert_id), None)
    reasons = candidate.reasons if candidate else () if one.expert_id else item.made.steps
    return BoardRow(
        problem_id=item.problem_id, position=position, state=one.state, problem_version=item.version,
        expert_id=one.expert_id, before_id=before_id, offered_id=item.offer[0] if item.offer else None,
        rank=one.rank, better=list(one.better), alternates=list(one.alternates),
        reasons=[asdict(reason) for reason in reasons], gone=[asdict(reason) for reason in item.gone],
    )
