"""What has happened since a board was solved: why it may be worth solving again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.expert import is_away
from data.domain.permissions import Permission
from data.domain.problem import TO_ASSIGN, ProblemStatus, Urgency
from data.models.board import BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.scope import check_role, in_scope
from data.services.context import Context

ON_THE_BOARD = (*TO_ASSIGN, ProblemStatus.OFFERED)


@dataclass(frozen=True)
class BoardNews:
    """new, urgent: open problems the board does not know, and those of them that are urgent. over: numbers of
    problems that have been assigned, answered or corrected since. back: numbers of offers that came back.
    absent: (name, last day or None) of experts of the board who cannot go now."""

    new: int
    urgent: int
    over: tuple[str, ...]
    back: tuple[str, ...]
    absent: tuple[tuple[str, dt.date | None], ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.over or self.back or self.absent)


def board_news(ctx: Context, plan_id: int) -> BoardNews:
    """For a board in preparation of the actor's own area; nothing for any other. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    plan = ctx.session.get(BoardPlan, plan_id)
    if plan is None or plan.area_code != ctx.actor.area_code:
        return BoardNews(0, 0, (), (), ())
    known = {row.problem_id: row for row in plan.rows}
    problems = ctx.session.scalars(
        select(Problem).where(
            in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem),
            Problem.status.in_(ON_THE_BOARD) | Problem.id.in_(known),
        ).order_by(Problem.id)
    ).all()
    new = [one for one in problems if one.id not in known]
    moved = [one for one in problems if one.id in known and one.version != known[one.id].problem_version]
    back = [one for one in moved if one.status in TO_ASSIGN and known[one.id].offered_id]
    return BoardNews(
        len(new), sum(one.urgency is Urgency.CRITICAL for one in new),
        tuple(one.number for one in moved if one not in back), tuple(one.number for one in back),
        _absent(ctx, plan.rows),
    )


def _absent(ctx: Context, rows: list[BoardRow]) -> tuple[tuple[str, dt.date | None], ...]:
    experts = ctx.session.scalars(
        select(Expert).where(Expert.id.in_({row.expert_id for row in rows if row.expert_id})).order_by(Expert.id)
    )
    return tuple((expert.name, _until(ctx, expert)) for expert in experts if not _is_there(ctx, expert))


def _is_there(ctx: Context, expert: Expert) -> bool:
    days_off = [(one.first_day, one.last_day) for one in expert.absences]
    seasons = [(one.first, one.last) for one in expert.seasons]
    return expert.is_active and expert.unreachable is None and not is_away(days_off, seasons, ctx.today)


def _until(ctx: Context, expert: Expert) -> dt.date | None:
    days = [one.last_day for one in expert.absences if one.first_day <= ctx.today <= one.last_day]
    return max(days, default=None)
