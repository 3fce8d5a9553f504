"""The times offered and chosen for what experts have in hand."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.slots import Slot, Times, times_after
from data.models.problem import Problem, ProblemEvent
from data.services.context import Context

KINDS = (ProblemEventKind.ACCEPTED, ProblemEventKind.SLOTS_OFFERED, ProblemEventKind.SLOT_CHOSEN)


def times_of(ctx: Context, problem_ids: Iterable[int]) -> dict[int, Times]:
    """By problem, of those in progress only."""
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.kind, ProblemEvent.details)
        .join(Problem, Problem.id == ProblemEvent.problem_id)
        .where(
            Problem.id.in_(list(problem_ids)), Problem.status == ProblemStatus.IN_PROGRESS,
            ProblemEvent.kind.in_(KINDS),
        )
        .order_by(ProblemEvent.problem_id, ProblemEvent.sequence)
    )
    found: dict[int, Times] = {}
    for problem_id, kind, details in rows:
        found[problem_id] = times_after(found.get(problem_id, Times()), kind, details)
    return found


def current_times(ctx: Context, problem: Problem) -> Times:
    """Those of one problem; none unless it is in progress."""
    return times_of(ctx, [problem.id]).get(problem.id, Times())


def taken_slots(ctx: Context, expert_id: int | None, besides: int) -> frozenset[Slot]:
    """When the expert is expected by askers of other questions than `besides`."""
    others = ctx.session.scalars(
        select(Problem.id).where(
            Problem.expert_id == expert_id, Problem.status == ProblemStatus.IN_PROGRESS, Problem.id != besides,
        )
    ).all()
    return frozenset(times.chosen for times in times_of(ctx, others).values() if times.chosen)


def choosing_times(ctx: Context, problem_ids: Iterable[int]) -> frozenset[int]:
    """Those whose asker has times to choose from."""
    waiting = [id_ for id_, times in times_of(ctx, problem_ids).items() if times.offered and not times.chosen]
    rows = ctx.session.scalars(select(Problem).where(Problem.id.in_(waiting)))
    return frozenset(one.id for one in rows if to_choose(ctx, one, current_times(ctx, one)))


def to_choose(ctx: Context, problem: Problem, times: Times) -> tuple[Slot, ...]:
    """What its asker can still choose of the times offered; nothing once one is chosen."""
    if times.chosen or not times.offered:
        return ()
    taken = taken_slots(ctx, problem.expert_id, problem.id)
    return tuple(slot for slot in times.offered if slot.ends_at > ctx.now and slot not in taken)
