"""A whole board goes out in one transaction, or not at all; and comes back as a whole while nobody has answered."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.board import TO_DISPATCH, UNDO_WITHIN, RowState
from data.domain.errors import Conflict, Refused
from data.domain.offers import OverrideReason
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import TO_ASSIGN, ProblemEventKind, ProblemStatus
from data.models.board import BoardPlan, BoardRow
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState, Recommendation
from data.queries.board import latest_plan
from data.queries.scope import find
from data.services import audit
from data.services.board_input import Phase, Told, untold
from data.services.board_solving import marks_of
from data.services.boards import dispatched_plan, locked_plan
from data.services.context import Context
from data.services.dispatch import assign, take_back
from data.services.events import append_event
from data.services.numbers import lock_county
from data.services.recommend import store_recommendation


def dispatch_board(ctx: Context, plan_id: int, version: int, told: Told = untold) -> int:
    """Offer every problem of the draft to its expert, by the same rules as `assign`: how many.

    Offers of experts who cannot go are taken back for it. `told(done, of all, phase)` after each.
    Raises as `locked_plan`; Conflict board_to_solve when the draft goes against a mark, board_empty without anything
    to send, board_row_changed (number) when a problem is not as it was when solved; what `assign` raises.
    """
    lock_county(ctx, county_of(ctx.actor.area_code))
    plan = locked_plan(ctx, plan_id, version)
    going = [row for row in plan.rows if row.state in TO_DISPATCH]
    _check_marks(plan, going)
    if not going:
        raise Conflict("board_empty", plan_id)
    for done, row in enumerate(going, start=1):
        _send(ctx, row)
        told(done, len(going), Phase.SENDING)
    plan.dispatched_at, plan.dispatched_by_id = ctx.now, ctx.actor.account_id
    audit.record(ctx, "dispatch", "board", plan.id, problems=[row.problem_id for row in going])
    ctx.session.flush()
    return len(going)


def undo_board(ctx: Context, plan_id: int) -> tuple[int, int]:
    """Take back what the board sent and nobody has answered; earlier offers and promises are as they were before.

    Where a newer board has been begun the older one stays dispatched, and the newer one names what came back.
    Returns (taken back, stayed with experts who have answered or whose offer moved on). Raises NotAllowed; NotFound
    board_unknown; Conflict board_not_dispatched; Refused board_undo_late (minutes).
    """
    lock_county(ctx, county_of(ctx.actor.area_code))
    plan = dispatched_plan(ctx, plan_id)
    if plan.dispatched_at is None or ctx.now - plan.dispatched_at > UNDO_WITHIN:
        raise Refused("board_undo_late", plan_id, minutes=int(UNDO_WITHIN.total_seconds() // 60))
    sent = [row for row in plan.rows if row.assignment_id is not None]
    back = [row for row in sent if _undo(ctx, row)]
    if latest_plan(ctx) is plan:
        plan.rows = [row for row in plan.rows if row not in sent or row in back]
        plan.dispatched_at, plan.dispatched_by_id = None, None
    plan.changed_at, plan.changed_by_id = ctx.now, ctx.actor.account_id
    audit.record(ctx, "undo", "board", plan.id, problems=[row.problem_id for row in back])
    ctx.session.flush()
    return len(back), len(sent) - len(back)


def _check_marks(plan: BoardPlan, going: list[BoardRow]) -> None:
    """What was locked, forbidden or left for later since the solve must be solved first."""
    marks = marks_of(plan)
    locked = dict(marks.locked)
    for row in plan.rows:
        other = row.expert_id is not None and locked.get(row.problem_id, row.expert_id) != row.expert_id
        if other or (row.problem_id, row.expert_id) in marks.forbidden:
            raise Conflict("board_to_solve", plan.id)
    if marks.later & {row.problem_id for row in going}:
        raise Conflict("board_to_solve", plan.id)


def _send(ctx: Context, row: BoardRow) -> None:
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, row.problem_id, lock=True)
    expected = {ProblemStatus.OFFERED} if row.state is RowState.MOVED else TO_ASSIGN
    if problem.status not in expected or problem.version != row.problem_version or row.expert_id is None:
        raise Conflict("board_row_changed", problem.id, number=problem.number)
    row.due_before = problem.due_at
    row.unsolved_by_id = problem.expert_id if problem.status is ProblemStatus.UNSOLVED else None
    if row.offered_id is not None:
        take_back(ctx, ctx.session.get_one(Assignment, row.offered_id), problem, by_board=row.plan_id)
    row.assignment_id = assign(
        ctx, problem.id, problem.version, row.expert_id, _recommendation(ctx, problem), OverrideReason.BOARD.value,
    )


def _recommendation(ctx: Context, problem: Problem) -> int:
    """The latest one, which the officers have seen; made now if there is none."""
    latest = ctx.session.scalar(
        select(Recommendation.id).where(Recommendation.problem_id == problem.id)
        .order_by(Recommendation.id.desc()).limit(1)
    )
    return latest or store_recommendation(ctx, problem)


def _undo(ctx: Context, row: BoardRow) -> bool:
    """Whether the offer could be taken back."""
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, row.problem_id, lock=True)
    assignment = ctx.session.get_one(Assignment, row.assignment_id, populate_existing=True)
    if assignment.state is not AssignmentState.OFFERED:
        return False
    take_back(
        ctx, assignment, problem, promised=row.due_before, unsolved_by=row.unsolved_by_id, by_board=row.plan_id,
    )
    if row.offered_id is not None:
        _offer_again(ctx, problem, ctx.session.get_one(Assignment, row.offered_id), row)
    row.assignment_id, row.due_before, row.unsolved_by_id = None, None, None
    ctx.session.flush()
    row.problem_version = problem.version
    return True


def _offer_again(ctx: Context, problem: Problem, earlier: Assignment, row: BoardRow) -> None:
    """The offer that had been taken back for the board is in force as before, with its promise."""
    earlier.state, earlier.answered_at = AssignmentState.OFFERED, None
    append_event(
        ctx, problem, ProblemEventKind.ASSIGNED, expert_id=earlier.expert_id, promised=row.due_before,
        assignment_id=earlier.id, by_board=row.plan_id,
    )
