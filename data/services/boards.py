"""The board of an area: solve it, lock and forbid pairs, take up a repair. Dispatching is in `board_dispatch`."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.board import NEWLY_PLACED, Mark, RowState
from data.domain.errors import Conflict, NotFound
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.models.account import Account
from data.models.board import BoardMark, BoardPlan
from data.models.expert import Expert
from data.queries.board import latest_plan
from data.queries.scope import check_role, find
from data.register.expert import EXPERT
from data.services import register
from data.services.board_draft import Marks, draft
from data.services.board_input import Told, standing, untold
from data.services.board_solving import Change, Solved, changed, check_unmoved, marks_of, proposed, reckoned, write
from data.services.context import Context
from data.services.numbers import lock_county


def solved_beforehand(ctx: Context, told: Told = untold) -> Solved:
    """What solving the area's board would give now, so that the database is not held for writing meanwhile.

    Nothing is written. Raises NotAllowed.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    return reckoned(ctx, _in_preparation(ctx), told)


def repaired_beforehand(ctx: Context, plan_id: int, shortage: int, which: int, told: Told = untold) -> Solved:
    """The same for `repair`. Raises NotAllowed, NotFound board_unknown, board_row_unknown."""
    plan = _find(ctx, plan_id)
    return reckoned(ctx, plan, told, _repair_of(plan, shortage, which))


def open_board(ctx: Context, told: Told = untold, beforehand: Solved | None = None) -> int:
    """The board that is being prepared for the actor's area, solved if there is none: its id.

    What was solved `beforehand` is taken, else it is solved here. `told(done, of all, phase)` on the way.
    Raises NotAllowed; Conflict board_moved (moved) when something `beforehand` hangs on has changed since.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    county_code = county_of(ctx.actor.area_code)
    lock_county(ctx, county_code)
    plan = _in_preparation(ctx)
    if plan is None:
        solved = _current(ctx, None, beforehand) or reckoned(ctx, None, told)
        plan = BoardPlan(
            county_code=county_code, area_code=ctx.actor.area_code, solved_at=ctx.now, changed_at=ctx.now,
            solved_by_id=ctx.actor.account_id, changed_by_id=ctx.actor.account_id, shortages=[],
        )
        ctx.session.add(plan)
        ctx.session.flush()
        write(ctx, plan, solved)
    return plan.id


def solve_again(
    ctx: Context, plan_id: int, version: int, told: Told = untold, beforehand: Solved | None = None,
) -> None:
    """A new draft on the data of now; what officers locked and forbade holds. Raises as `locked_plan`, and
    Conflict board_moved as `open_board`."""
    lock_county(ctx, county_of(ctx.actor.area_code))
    plan = locked_plan(ctx, plan_id, version)
    write(ctx, plan, _current(ctx, plan, beforehand) or reckoned(ctx, plan, told))


def mark(
    ctx: Context, plan_id: int, version: int, kind: Mark, problem_id: int, expert_id: int | None = None,
) -> None:
    """Lock or forbid a pair, or let a problem wait; the next solve keeps to it. What was said of it before and
    contradicts it is taken back. Raises as `locked_plan`; NotFound board_row_unknown, expert_unknown."""
    plan = locked_plan(ctx, plan_id, version)
    if problem_id not in {row.problem_id for row in plan.rows}:
        raise NotFound("board_row_unknown", problem_id)
    if kind is not Mark.LATER:
        find(ctx, Permission.EXPERT_READ, Expert, expert_id or 0)
    plan.marks = [one for one in plan.marks if not _contradicts(one, kind, problem_id, expert_id)]
    plan.marks.append(BoardMark(
        problem_id=problem_id, kind=kind, expert_id=None if kind is Mark.LATER else expert_id,
        made_by_id=ctx.actor.account_id, made_at=ctx.now,
    ))
    changed(ctx, plan)


def unmark(ctx: Context, plan_id: int, version: int, mark_id: int) -> None:
    """Take back what was said; nothing happens if it is gone. Raises as `locked_plan`."""
    plan = locked_plan(ctx, plan_id, version)
    plan.marks = [one for one in plan.marks if one.id != mark_id]
    changed(ctx, plan)


def repair(
    ctx: Context, plan_id: int, version: int, shortage: int, which: int, told: Told = untold,
    beforehand: Solved | None = None,
) -> None:
    """Take up a repair the board has named, with the draft that follows from it: places are added to the experts' own
    limits in the register, problems wait, marks are taken back.

    `beforehand`: of `repaired_beforehand`. Raises as `solve_again`; NotFound board_row_unknown; what `register.edit`
    raises.
    """
    lock_county(ctx, county_of(ctx.actor.area_code))
    plan = locked_plan(ctx, plan_id, version)
    change = _repair_of(plan, shortage, which)
    solved = _current(ctx, plan, beforehand) or reckoned(ctx, plan, told, change)
    for expert_id, added in change.places.items():
        _add_places(ctx, expert_id, added)
    plan.marks = [one for one in plan.marks if not _is_lifted(one, change)]
    plan.marks += [
        BoardMark(problem_id=problem_id, kind=Mark.LATER, made_by_id=ctx.actor.account_id, made_at=ctx.now)
        for problem_id in sorted(change.later)
    ]
    write(ctx, plan, solved)


def price_of_again(ctx: Context, plan_id: int) -> tuple[int, int]:
    """What solving again now would do to the board: (proposals that change, problems it would place anew or lose).

    Nothing is written. Raises NotAllowed, NotFound board_unknown.
    """
    plan = _find(ctx, plan_id)
    made = draft(standing(ctx, untold), marks_of(plan), proposed(plan))
    before, after = _all_experts(plan), {one.item.problem_id: one.expert_id for one in made.placed if one.expert_id}
    both = before.keys() & after.keys()
    return sum(before[id_] != after[id_] for id_ in both), len(before.keys() ^ after.keys())


def price_of_next(ctx: Context) -> tuple[int, int]:
    """What a new board would do now: (offers that would go to somebody else, questions that would find an expert).

    Nothing is written. Raises NotAllowed.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    placed = draft(standing(ctx, untold), Marks(), {}).placed
    return sum(one.state is RowState.MOVED for one in placed), sum(one.state in NEWLY_PLACED for one in placed)


def locked_plan(ctx: Context, plan_id: int, version: int) -> BoardPlan:
    """The board in preparation, locked for this transaction and as the officer saw it.

    Raises NotAllowed; NotFound board_unknown; Conflict board_dispatched (who, at), board_changed (who, at).
    """
    plan = _find(ctx, plan_id, lock=True)
    if plan.dispatched_at is not None and plan.dispatched_by_id is not None:
        raise Conflict("board_dispatched", plan_id, who=_name(ctx, plan.dispatched_by_id), at=plan.dispatched_at)
    if plan.version != version:
        raise Conflict("board_changed", plan_id, who=_name(ctx, plan.changed_by_id), at=plan.changed_at)
    return plan


def dispatched_plan(ctx: Context, plan_id: int) -> BoardPlan:
    """A board that went out, locked. Raises NotAllowed; NotFound board_unknown; Conflict board_not_dispatched."""
    plan = _find(ctx, plan_id, lock=True)
    if plan.dispatched_at is None:
        raise Conflict("board_not_dispatched", plan_id)
    return plan


def _in_preparation(ctx: Context) -> BoardPlan | None:
    """The area's latest board, unless it went out."""
    latest = latest_plan(ctx)
    return None if latest is None or latest.dispatched_at is not None else latest


def _current(ctx: Context, plan: BoardPlan | None, beforehand: Solved | None) -> Solved | None:
    """Raises Conflict board_moved."""
    if beforehand is not None:
        check_unmoved(ctx, plan.id if plan else None, beforehand)
    return beforehand


def _repair_of(plan: BoardPlan, shortage: int, which: int) -> Change:
    try:
        return Change.of(plan.shortages[shortage]["repairs"][which])
    except IndexError:
        raise NotFound("board_row_unknown", which) from None


def _is_lifted(one: BoardMark, change: Change) -> bool:
    lifted = change.unforbid if one.kind is Mark.FORBIDDEN else change.unlock if one.kind is Mark.LOCKED else ()
    return (one.problem_id, one.expert_id) in lifted


def _find(ctx: Context, plan_id: int, *, lock: bool = False) -> BoardPlan:
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    query = select(BoardPlan).where(BoardPlan.id == plan_id, BoardPlan.area_code == ctx.actor.area_code)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    plan = ctx.session.scalar(query)
    if plan is None:
        raise NotFound("board_unknown", plan_id)
    return plan


def _all_experts(plan: BoardPlan) -> dict[int, int]:
    return {row.problem_id: row.expert_id for row in plan.rows if row.expert_id}


def _contradicts(one: BoardMark, kind: Mark, problem_id: int, expert_id: int | None) -> bool:
    """A problem has one lock; it is not locked and waiting; a pair is not locked and forbidden; nothing twice."""
    if one.problem_id != problem_id:
        return False
    if {one.kind, kind} <= {Mark.LOCKED, Mark.LATER}:
        return True
    return one.expert_id == expert_id


def _add_places(ctx: Context, expert_id: int, added: int) -> None:
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    limit = {"max_open": expert.max_open + added}
    register.edit(ctx, EXPERT, expert_id, expert.version, limit, reason="派单板：说好多接")


def _name(ctx: Context, account_id: int) -> str:
    return ctx.session.get_one(Account, account_id).name
