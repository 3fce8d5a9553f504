"""What came of the offers made to experts: taken on, declined and why, not answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.models.expert import Expert
from data.models.recommendation import Assignment, AssignmentState
from data.queries.scope import scoped
from data.services.context import Context

YEAR = dt.timedelta(days=365)
TAKEN_ON = frozenset({AssignmentState.ACCEPTED, AssignmentState.FINISHED})
ANSWERS = (*TAKEN_ON, AssignmentState.DECLINED, AssignmentState.LAPSED)


@dataclass(frozen=True)
class OffersMade:
    """Offers of a year that were answered or ran out; those taken back by others or waiting do not count.
    `declined`: reason (`DeclineReason`) -> how often."""

    taken_on: int = 0
    not_answered: int = 0
    declined: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.taken_on + self.not_answered + self.declined.total()


def offers_made(ctx: Context, expert_ids: Collection[int]) -> dict[int, OffersMade]:
    """Of the last 365 days, for those of the experts whom the actor may see. Raises NotAllowed."""
    visible = scoped(ctx, Permission.EXPERT_READ, Expert).with_only_columns(Expert.id)
    rows = ctx.session.execute(
        select(Assignment.expert_id, Assignment.state, Assignment.decline_reason, func.count())
        .where(
            Assignment.expert_id.in_(expert_ids), Assignment.expert_id.in_(visible),
            Assignment.state.in_(ANSWERS), Assignment.assigned_at > ctx.now - YEAR,
        ).group_by(Assignment.expert_id, Assignment.state, Assignment.decline_reason)
    )
    counted: dict[int, Counter] = {}
    for expert_id, state, reason, number in rows:
        key = ("declined", reason or "other") if state is AssignmentState.DECLINED else state
        counted.setdefault(expert_id, Counter())[key] += number
    return {expert_id: _made(found) for expert_id, found in counted.items()}


def _made(found: Counter) -> OffersMade:
    return OffersMade(
        taken_on=sum(found[state] for state in TAKEN_ON), not_answered=found[AssignmentState.LAPSED],
        declined=Counter({key[1]: number for key, number in found.items() if isinstance(key, tuple)}),
    )
