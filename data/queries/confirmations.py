"""What the served side said of a problem, for those who oversee it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission, reach_of
from data.domain.visit import ConfirmedBy, Outcome
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.queries.problem_rows import shown_name
from data.queries.scope import find
from data.services.context import Context


@dataclass(frozen=True)
class AskersWord:
    """One answer to 解决了没有. `loss_avoided` in yuan."""

    at: dt.datetime
    outcome: Outcome
    door: ConfirmedBy
    answered_by: str
    practice_used: str | None
    rating: int | None
    words: str | None
    loss_avoided: int | None
    loss_how: str | None


def askers_words(ctx: Context, problem_id: int) -> tuple[AskersWord, ...]:
    """Oldest first; nothing for whoever does not oversee it. Raises NotAllowed, NotFound('problem_unknown')."""
    find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    if reach_of(ctx.actor.role, Permission.PROBLEM_OVERSEE) is None:
        return ()
    rows = ctx.session.scalars(
        select(Confirmation).where(Confirmation.problem_id == problem_id).order_by(Confirmation.id)
    )
    return tuple(
        AskersWord(
            row.at, row.outcome, row.door, shown_name(ctx, row.answered_by), row.practice_used, row.rating, row.words,
            row.loss_avoided, row.loss_how,
        )
        for row in rows
    )
