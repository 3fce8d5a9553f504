"""What has happened since a board was solved: why it may be worth solving again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import selectinload

from data.domain.expert import is_away
from data.domain.permissions import Permission
from data.domain.problem import TO_ASSIGN, ProblemStatus, Urgency
from data.models.board import BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.queries.board import latest_plan
from data.queries.scope import check_role, in_scope
from data.services.context import Context

ON_THE_BOARD = (*TO_ASSIGN, ProblemStatus.OFFERED)
OVER = (AssignmentState.DECLINED, AssignmentState.LAPSED, AssignmentState.WITHDRAWN, AssignmentState.REFUSED)


@dataclass(frozen=True)
class BoardNews:
    """new, urgent: open problems the board does not know, and those of them that are urgent. over: numbers of
    problems that have been assigned, answered or corrected since. back: numbers of problems whose offer came to
    nothing.
    absent: (name, last day or None) of experts of the board who cannot go now."""

    new: int = 0
    urgent: int = 0
    over: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    absent: tuple[tuple[str, dt.date | None], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.over or self.back or self.absent)

    @property
    def is_pressing(self) -> bool:
        """An offer came to nothing, an expert cannot go, or something urgent is new."""
        return bool(self.urgent or self.back or self.absent)


def board_news(ctx: Context, plan_id: int) -> BoardNews:
    """For a board of the actor's own area; nothing for any other. Raises NotAllowed.

    Once it went out: what waits for an expert and was not on it, offers that came to nothing, and experts who hold
    an unanswered offer and cannot go; answers as they were hoped for are no news.
    """
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    plan = ctx.session.get(BoardPlan, plan_id)
    if plan is None or plan.area_code != ctx.actor.area_code:
        return BoardNews()
    known = {row.problem_id: row for row in plan.rows}
    here = in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem)
    on_it = ctx.session.execute(
        select(Problem.id, Problem.number, Problem.version, Problem.status).where(here, Problem.id.in_(known))
        .order_by(Problem.id)
    ).all()
    back = _back(ctx, known, on_it)
    if plan.dispatched_at is None:
        return _in_preparation(ctx, plan, on_it, back)
    new, urgent = _new(ctx, plan, TO_ASSIGN)
    holding = select(Problem.expert_id).where(here, Problem.status == ProblemStatus.OFFERED).distinct()
    return BoardNews(new, urgent, back=back, absent=_absent(ctx, set(ctx.session.scalars(holding))))


def latest_news(ctx: Context) -> BoardNews:
    """As `board_news` of the area's latest board; nothing before the first. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    plan = latest_plan(ctx)
    return BoardNews() if plan is None else board_news(ctx, plan.id)


def _in_preparation(ctx: Context, plan: BoardPlan, on_it: Sequence[Row], back: tuple[str, ...]) -> BoardNews:
    read_at = {row.problem_id: row.problem_version for row in plan.rows}
    moved = tuple(one.number for one in on_it if one.version != read_at[one.id] and one.number not in back)
    return BoardNews(
        *_new(ctx, plan, ON_THE_BOARD), moved, back, _absent(ctx, {row.expert_id for row in plan.rows}),
    )


def _new(ctx: Context, plan: BoardPlan, statuses: Collection[ProblemStatus]) -> tuple[int, int]:
    """How many in these statuses are not on the board, and how many of them are urgent."""
    on_it = select(BoardRow.problem_id).where(BoardRow.plan_id == plan.id)
    rows = ctx.session.execute(
        select(Problem.urgency, func.count()).where(
            in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem), Problem.status.in_(statuses),
            Problem.id.not_in(on_it),
        ).group_by(Problem.urgency)
    )
    found = dict(rows.all())
    return sum(found.values()), found.get(Urgency.CRITICAL, 0)


def _back(ctx: Context, known: Mapping[int, BoardRow], on_it: Sequence[Row]) -> tuple[str, ...]:
    """Whose offer is over unaccepted, whether they wait or the next in line has been asked by rule."""
    made = {id_: row.assignment_id or row.offered_id for id_, row in known.items()}
    over = set(ctx.session.scalars(
        select(Assignment.id).where(Assignment.id.in_(set(made.values()) - {None}), Assignment.state.in_(OVER))
    ))
    return tuple(one.number for one in on_it if one.status in ON_THE_BOARD and made[one.id] in over)


def _absent(ctx: Context, expert_ids: Set[int | None]) -> tuple[tuple[str, dt.date | None], ...]:
    experts = ctx.session.scalars(
        select(Expert).where(Expert.id.in_(expert_ids - {None})).order_by(Expert.id)
        .options(selectinload(Expert.absences), selectinload(Expert.seasons))
    )
    return tuple((expert.name, _until(ctx, expert)) for expert in experts if not _is_there(ctx, expert))


def _is_there(ctx: Context, expert: Expert) -> bool:
    days_off = [(one.first_day, one.last_day) for one in expert.absences]
    seasons = [(one.first, one.last) for one in expert.seasons]
    return expert.is_active and expert.unreachable is None and not is_away(days_off, seasons, ctx.today)


def _until(ctx: Context, expert: Expert) -> dt.date | None:
    days = [one.last_day for one in expert.absences if one.first_day <= ctx.today <= one.last_day]
    return max(days, default=None)
