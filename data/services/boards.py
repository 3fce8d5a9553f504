"""The board of an area: solve it, lock and forbid pairs, take up a repair. Dispatching is in `board_dispatch`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from data.domain.board import NEWLY_PLACED, Mark, RowState
from data.domain.errors import Conflict, NotFound
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import TO_ASSIGN, WITH_EXPERT
from data.models.account import Account
from data.models.board import BoardMark, BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem
from data.queries.board import latest_plan
from data.queries.matching_inputs import fitted_on
from data.queries.scope import check_role, find
from data.register.expert import EXPERT
from data.services import audit, register
from data.services.board_draft import Draft, Marks, Placed, draft
from data.services.board_input import Told, standing
from data.services.board_shortages import shortages
from data.services.context import Context


def untold(_done: int, _of_all: int) -> None:
    return None


@dataclass(frozen=True)
class Solved:
    """A proposal made beforehand, its shortages, and what it was made from."""

    draft: Draft
    shortages: list[dict[str, Any]]
    seen: tuple


def solved_beforehand(ctx: Context, told: Told = untold) -> Solved:
    """What solving the area's board would give now, so that the database is not held for writing meanwhile.

    Nothing is written. Raises NotAllowed.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    return _made(ctx, _in_preparation(ctx), told)


def open_board(ctx: Context, told: Told = untold, beforehand: Solved | None = None) -> int:
    """The board that is being prepared for the actor's area, solved now if there is none: its id.

    `told(done, of all)` while the engine reads the problems. Raises NotAllowed.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    county_code = county_of(ctx.actor.area_code)
    ctx.session.execute(select(County.code).where(County.code == county_code).with_for_update())
    plan = _in_preparation(ctx)
    if plan is None:
        plan = BoardPlan(
            county_code=county_code, area_code=ctx.actor.area_code, solved_at=ctx.now, changed_at=ctx.now,
            solved_by_id=ctx.actor.account_id, changed_by_id=ctx.actor.account_id, shortages=[],
        )
        ctx.session.add(plan)
        ctx.session.flush()
        _solve(ctx, plan, told, beforehand)
    return plan.id


def solve_again(
    ctx: Context, plan_id: int, version: int, told: Told = untold, beforehand: Solved | None = None,
) -> None:
    """A new draft on the data of now; what officers locked and forbade holds. Raises as `locked_plan`."""
    _solve(ctx, locked_plan(ctx, plan_id, version), told, beforehand)


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
    _changed(ctx, plan)


def unmark(ctx: Context, plan_id: int, version: int, mark_id: int) -> None:
    """Take back what was said; nothing happens if it is gone. Raises as `locked_plan`."""
    plan = locked_plan(ctx, plan_id, version)
    plan.marks = [one for one in plan.marks if one.id != mark_id]
    _changed(ctx, plan)


def repair(ctx: Context, plan_id: int, version: int, shortage: int, which: int, told: Told = untold) -> None:
    """Take up a repair the board has named, and solve again: places are added to the experts' own limits in the
    register, problems wait, marks are taken back.

    Raises as `locked_plan`; NotFound board_row_unknown; what `register.edit` raises.
    """
    plan = locked_plan(ctx, plan_id, version)
    try:
        chosen = plan.shortages[shortage]["repairs"][which]
    except IndexError:
        raise NotFound("board_row_unknown", which) from None
    for expert_id, added in chosen["places"]:
        _add_places(ctx, expert_id, added)
    for problem_id in chosen["later"]:
        plan.marks.append(BoardMark(
            problem_id=problem_id, kind=Mark.LATER, made_by_id=ctx.actor.account_id, made_at=ctx.now,
        ))
    lifted = {(Mark.FORBIDDEN, *pair) for pair in chosen["unforbid"]}
    lifted |= {(Mark.LOCKED, *pair) for pair in chosen["unlock"]}
    plan.marks = [one for one in plan.marks if (one.kind, one.problem_id, one.expert_id) not in lifted]
    _solve(ctx, plan, told)


def price_of_again(ctx: Context, plan_id: int) -> tuple[int, int]:
    """What solving again now would do to the board: (proposals that change, problems it would place anew or lose).

    Nothing is written. Raises NotAllowed, NotFound board_unknown.
    """
    plan = _find(ctx, plan_id)
    made = draft(standing(ctx, untold), marks_of(plan), _proposed(plan))
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


def marks_of(plan: BoardPlan) -> Marks:
    def pairs(kind: Mark) -> frozenset[tuple[int, int]]:
        return frozenset((one.problem_id, one.expert_id) for one in plan.marks if one.kind is kind and one.expert_id)

    later = frozenset(one.problem_id for one in plan.marks if one.kind is Mark.LATER)
    return Marks(pairs(Mark.LOCKED), pairs(Mark.FORBIDDEN), later)


def _in_preparation(ctx: Context) -> BoardPlan | None:
    """The area's latest board, unless it went out."""
    latest = latest_plan(ctx)
    return None if latest is None or latest.dispatched_at is not None else latest


def _find(ctx: Context, plan_id: int, *, lock: bool = False) -> BoardPlan:
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    query = select(BoardPlan).where(BoardPlan.id == plan_id, BoardPlan.area_code == ctx.actor.area_code)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    plan = ctx.session.scalar(query)
    if plan is None:
        raise NotFound("board_unknown", plan_id)
    return plan


def _made(ctx: Context, plan: BoardPlan | None, told: Told) -> Solved:
    marks, before = (marks_of(plan), _proposed(plan)) if plan else (Marks(), {})
    seen = _seen(ctx, plan)
    made = draft(standing(ctx, told), marks, before)
    return Solved(made, shortages(made), seen)


def _seen(ctx: Context, plan: BoardPlan | None) -> tuple:
    """What a proposal hangs on. A wish or conflict entered in between is not in it: `assign` asks the rules again."""
    county_code = county_of(ctx.actor.area_code)
    problems = ctx.session.execute(
        select(Problem.id, Problem.version)
        .where(Problem.county_code == county_code, Problem.status.in_(TO_ASSIGN | WITH_EXPERT)).order_by(Problem.id)
    ).all()
    said = (marks_of(plan), _proposed(plan)) if plan else (Marks(), {})
    return ctx.today, fitted_on(ctx, county_code), [tuple(row) for row in problems], said


def _solve(ctx: Context, plan: BoardPlan, told: Told, beforehand: Solved | None = None) -> None:
    """Takes what was solved beforehand, unless something has moved since: then it is solved here."""
    before = _proposed(plan)
    current = beforehand is not None and beforehand.seen == _seen(ctx, plan)
    solved = beforehand if current else _made(ctx, plan, told)
    made = solved.draft
    plan.marks = [one for one in plan.marks if one.kind is not Mark.LOCKED or _is_possible(one, made)]
    plan.rows.clear()
    ctx.session.flush()
    plan.rows = [_row(place, one, before.get(one.item.problem_id)) for place, one in enumerate(made.placed)]
    plan.shortages = solved.shortages
    plan.solved_at, plan.solved_by_id = ctx.now, ctx.actor.account_id
    _changed(ctx, plan)
    audit.record(ctx, "solve", "board", plan.id, problems=len(made.placed))


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


def _proposed(plan: BoardPlan) -> dict[int, int]:
    """What the draft proposes beyond the offers that stay."""
    kept = {row.problem_id for row in plan.rows if row.offered_id and not row.gone}
    return {row.problem_id: row.expert_id for row in plan.rows if row.expert_id and row.problem_id not in kept}


def _all_experts(plan: BoardPlan) -> dict[int, int]:
    return {row.problem_id: row.expert_id for row in plan.rows if row.expert_id}


def _contradicts(one: BoardMark, kind: Mark, problem_id: int, expert_id: int | None) -> bool:
    """A problem has one lock; it is not locked and waiting; a pair is not locked and forbidden; nothing twice."""
    if one.problem_id != problem_id:
        return False
    if {one.kind, kind} <= {Mark.LOCKED, Mark.LATER}:
        return True
    return one.expert_id == expert_id


def _changed(ctx: Context, plan: BoardPlan) -> None:
    """Touches the plan's own row, so that its version counts what happens to its rows and marks."""
    plan.changed_at, plan.changed_by_id = ctx.now, ctx.actor.account_id
    ctx.session.flush()


def _add_places(ctx: Context, expert_id: int, added: int) -> None:
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    limit = {"max_open": expert.max_open + added}
    register.edit(ctx, EXPERT, expert_id, expert.version, limit, reason="派单板：说好多接")


def _name(ctx: Context, account_id: int) -> str:
    return ctx.session.get_one(Account, account_id).name
