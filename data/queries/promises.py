"""Why a promise is earlier than usual: the season that its event names."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from data.domain.seasons import SeasonKind
from data.models.problem import ProblemEvent
from data.services.context import Context


def seasons_now(ctx: Context, problem_ids: Collection[int]) -> dict[int, SeasonKind]:
    """Problem -> the season that shortened the promise that runs; without those of the usual length. One query."""
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.details).where(ProblemEvent.problem_id.in_(problem_ids))
        .order_by(ProblemEvent.problem_id, ProblemEvent.sequence)
    )
    latest = {problem_id: details.get("season") for problem_id, details in rows if "due_at" in details}
    return {problem_id: SeasonKind(season) for problem_id, season in latest.items() if season}
