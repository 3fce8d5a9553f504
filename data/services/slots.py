"""An expert offers up to three half days for the visit, and the asker chooses one.

The lock on the county's row keeps two askers from choosing one half day of the same expert.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.permissions import Permission, Reach, reach_of
from data.domain.problem import ProblemEventKind, next_status
from data.domain.slots import Slot, check_choice, check_offer
from data.domain.visit import ConfirmedBy
from data.models.problem import Problem
from data.queries.scope import find
from data.queries.slots import current_times, taken_slots
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import lock_county


def offer_slots(ctx: Context, problem_id: int, slots: Sequence[Slot]) -> None:
    """The expert who has it in hand offers times within the promise; earlier ones, and what was chosen, are over.

    Raises NotAllowed, NotFound, Conflict('step_not_possible') unless it is in progress, and as `check_offer`.
    """
    lock_county(ctx, find(ctx, Permission.ASSIGNMENT_ANSWER, Problem, problem_id).county_code)
    problem = find(ctx, Permission.ASSIGNMENT_ANSWER, Problem, problem_id, lock=True)
    next_status(problem.status, ProblemEventKind.SLOTS_OFFERED)
    taken = taken_slots(ctx, problem.expert_id, problem.id)
    offered = check_offer(slots, ctx.now, problem.due_at, taken)
    append_event(
        ctx, problem, ProblemEventKind.SLOTS_OFFERED, expert_id=problem.expert_id, slots=[one.code for one in offered],
    )


def choose_slot(ctx: Context, problem_id: int, slot: Slot) -> None:
    """The asker's choice, from its own account or as an officer heard it on the phone.

    Raises NotAllowed, NotFound, and as `choose_slot_for`.
    """
    problem = find(ctx, Permission.PROBLEM_FILE, Problem, problem_id)
    is_own = reach_of(ctx.actor.role, Permission.PROBLEM_FILE) is Reach.OWN_FARM
    choose_slot_for(ctx, problem, slot, ConfirmedBy.ACCOUNT if is_own else ConfirmedBy.CALL_BACK)


def choose_slot_for(ctx: Context, problem: Problem, slot: Slot, door: ConfirmedBy) -> None:
    """As `choose_slot`, for a question that the caller may answer for; the event keeps who chose and by which `door`.

    Raises Conflict('step_not_possible') unless it is in progress, and as `check_choice`.
    """
    lock_county(ctx, problem.county_code)
    ctx.session.refresh(problem, with_for_update={"of": Problem})
    next_status(problem.status, ProblemEventKind.SLOT_CHOSEN)
    check_choice(current_times(ctx, problem), slot, ctx.now, taken_slots(ctx, problem.expert_id, problem.id))
    append_event(
        ctx, problem, ProblemEventKind.SLOT_CHOSEN, expert_id=problem.expert_id, slot=slot.code, door=door.value,
    )
