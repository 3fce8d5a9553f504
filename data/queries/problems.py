"""Lists of problems: the officer's day, the search, the asker's own, the expert's work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import aliased

from data.domain.permissions import Permission
from data.domain.problem import ASSIGNABLE, BALL, OPEN, TO_ASSIGN, Ball, Gate, ProblemStatus, Urgency
from data.models.problem import Problem
from data.models.recommendation import Assignment, Recommendation
from data.queries.duty import who_was_told
from data.queries.follow_ups import FollowUpRow, count_due, follow_ups
from data.queries.identity_pairs import waiting_ids
from data.queries.notices import calls_waiting
from data.queries.outcomes import OutcomeDue, outcomes_due
from data.queries.problem_rows import (
    PAGE_SIZE,
    STATUSES,
    Bucket,
    Page,
    ProblemCard,
    ProblemFilter,
    cards,
    cards_query,
    emergency_rank,
    end_of_day,
    matches,
)
from data.queries.scope import check_role, find, in_scope, scoped
from data.services.context import Context

OWN_SHOWN = 100
CHOICES = 300
ONE_STATE = (Bucket.TO_ASSIGN, Bucket.ASKED, Bucket.OFFERED, Bucket.IN_PROGRESS, Bucket.TO_CONFIRM)


@dataclass(frozen=True)
class ProblemChoice:
    id: int
    number: str
    title: str
    status: ProblemStatus


@dataclass(frozen=True)
class Today:
    """The officer's day. `counts`: what waits for facts from the asker stands apart from what waits for the bureau;
    `due_today` and `overdue` count of the latter, `unclaimed` those without any fitting expert; `epidemics`, also while
    facts are asked for, then `emergencies` stand above all and are not repeated in `cards`; `duty_told`: who of the
    animal-health authority took the call, by epidemic; `calls`: how many are to be made; `follow_ups_due`: of all, not
    only of those shown; `late_elsewhere`: overdue with experts and askers; `next_clock`: whose promise ends next,
    whoever has the ball."""

    epidemics: tuple[ProblemCard, ...]
    duty_told: Mapping[int, str]
    emergencies: tuple[ProblemCard, ...]
    counts: dict[Bucket, int]
    due_today: int
    overdue: int
    unclaimed: int
    cards: tuple[ProblemCard, ...]
    last_assigned_at: dt.datetime | None
    follow_ups: tuple[FollowUpRow, ...]
    follow_ups_due: int
    pairs_waiting: int
    outcomes_due: tuple[OutcomeDue, ...]
    calls: int
    late_elsewhere: int
    next_clock: ProblemCard | None


def today(ctx: Context) -> Today:
    """Everything the officer's first page shows. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    epidemic = Problem.gate.is_not_distinct_from(Gate.ANIMAL_EPIDEMIC)
    critical = Problem.urgency == Urgency.CRITICAL
    waiting = Problem.status.in_(TO_ASSIGN)
    epidemics = _first_cards(ctx, Problem.status.in_(ASSIGNABLE), Problem.gate == Gate.ANIMAL_EPIDEMIC)
    return Today(
        epidemics=epidemics,
        duty_told=who_was_told(ctx, [card.id for card in epidemics]),
        emergencies=_first_cards(ctx, waiting, ~epidemic, critical),
        counts=_counts(ctx),
        due_today=_count(ctx, waiting, Problem.due_at >= ctx.now, Problem.due_at < end_of_day(ctx)),
        overdue=_count(ctx, waiting, Problem.due_at < ctx.now),
        unclaimed=_count(ctx, waiting, _nobody_fits()),
        cards=_first_cards(ctx, waiting, ~epidemic, ~critical),
        last_assigned_at=_last_assigned_at(ctx),
        follow_ups=follow_ups(ctx),
        follow_ups_due=count_due(ctx),
        pairs_waiting=len(waiting_ids(ctx)),
        outcomes_due=outcomes_due(ctx),
        calls=calls_waiting(ctx),
        late_elsewhere=_count(ctx, *matches(ProblemFilter(Bucket.LATE), ctx)),
        next_clock=_next_clock(ctx),
    )


def problem_cards(ctx: Context, problem_filter: ProblemFilter, page: int = 1) -> Page[ProblemCard]:
    """One page of the problems the actor may see that pass the filter, most pressing first; closed ones newest first.

    A page beyond the last is the last. Raises NotAllowed.
    """
    query = cards_query(ctx, *matches(problem_filter, ctx))
    if problem_filter.bucket is Bucket.CLOSED:
        query = query.order_by(None).order_by(Problem.id.desc())
    number, total, ids = _page_of_ids(ctx, query, max(1, page))
    rows = {row.Problem.id: row for row in ctx.session.execute(cards_query(ctx, Problem.id.in_(ids)))}
    return Page(cards(ctx, [rows[id_] for id_ in ids]), number, total)


def _first_cards(ctx: Context, *conditions: ColumnElement[bool]) -> tuple[ProblemCard, ...]:
    """The most pressing ones of the actor's reach, at most a page."""
    ids = ctx.session.scalars(cards_query(ctx, *conditions).with_only_columns(Problem.id).limit(PAGE_SIZE)).all()
    return cards(ctx, ctx.session.execute(cards_query(ctx, Problem.id.in_(ids))).all())


def _page_of_ids(ctx: Context, query: Select, number: int) -> tuple[int, int, list[int]]:
    """Page, rows in all, ids of the page. Ids first: sorting whole rows with all their words would take the time."""
    found = ctx.session.execute(
        query.with_only_columns(Problem.id, func.count().over())
        .limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    ).all()
    if found or number == 1:
        return number, found[0][1] if found else 0, [id_ for id_, _total in found]
    counted = query.with_only_columns(Problem.id).order_by(None).subquery()
    total = ctx.session.scalar(select(func.count()).select_from(counted)) or 0
    return _page_of_ids(ctx, query, max(1, -(-total // PAGE_SIZE)))


def problem_choices(ctx: Context, also: int | None = None) -> list[ProblemChoice]:
    """Problems to pick one from: those not closed that the bureau may assign, most pressing first, at most 300, and
    `also`, whatever became of it. Raises NotAllowed, NotFound('problem_unknown')."""
    rows = ctx.session.scalars(
        scoped(ctx, Permission.PROBLEM_ASSIGN, Problem).where(Problem.status.in_(OPEN))
        .order_by(*_order()).limit(CHOICES)
    ).all()
    if also is not None and all(row.id != also for row in rows):
        rows = [find(ctx, Permission.PROBLEM_ASSIGN, Problem, also), *rows]
    return [ProblemChoice(row.id, row.number, row.title, row.status) for row in rows]


def without_expert(ctx: Context) -> tuple[ProblemCard, ...]:
    """Those to assign for whom nobody inside or outside the county fitted when last looked. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_READ)
    return _first_cards(ctx, Problem.status.in_(ASSIGNABLE), _nobody_fits())


def my_problems(ctx: Context) -> tuple[ProblemCard, ...]:
    """The questions of the actor's own farm, or of an informant's villages, at most 100: open ones first, the asker's
    turn before the others', most pressing first; then closed ones, newest first. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FOLLOW)
    asked = [status for status, ball in BALL.items() if ball is Ball.ASKER]
    turn = case((Problem.status.in_(asked), 0), (Problem.status.in_(OPEN), 1), else_=2)
    query = cards_query(ctx).order_by(None).order_by(turn, Problem.due_at.is_(None), Problem.due_at, Problem.id.desc())
    return cards(ctx, ctx.session.execute(query.limit(OWN_SHOWN)).all())


def neighbours(ctx: Context, problem: Problem) -> tuple[int | None, int | None]:
    """The problems before and after this one in the officer's list of the same bucket; None at either end."""
    bucket = next((b for b in ONE_STATE if problem.status in STATUSES[b]), None)
    if bucket is None:
        return None, None
    ordered = cards_query(ctx, Problem.status.in_(STATUSES[bucket])).with_only_columns(
        Problem.id,
        func.lag(Problem.id).over(order_by=_order()).label("before"),
        func.lead(Problem.id).over(order_by=_order()).label("after"),
    ).order_by(None).subquery()
    row = ctx.session.execute(select(ordered.c.before, ordered.c.after).where(ordered.c.id == problem.id)).first()
    return (row.before, row.after) if row else (None, None)


def count_to_assign(ctx: Context) -> int:
    return _count(ctx, Problem.status.in_(TO_ASSIGN))


def _next_clock(ctx: Context) -> ProblemCard | None:
    """The open question, whoever has the ball, whose promise ends next."""
    coming = Problem.status.in_(OPEN), Problem.due_at >= ctx.now
    soonest = (
        select(Problem.id).where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), *coming)
        .order_by(Problem.due_at, Problem.id).limit(1)
    )
    rows = ctx.session.execute(cards_query(ctx, Problem.id == ctx.session.scalar(soonest))).all()
    return next(iter(cards(ctx, rows)), None)


def _order() -> tuple:
    return emergency_rank(), Problem.due_at, Problem.id


def _counts(ctx: Context) -> dict[Bucket, int]:
    rows = ctx.session.execute(
        select(Problem.status, func.count())
        .where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), Problem.status.in_(OPEN))
        .group_by(Problem.status)
    )
    found = dict(rows.all())
    return {bucket: sum(found.get(status, 0) for status in STATUSES[bucket]) for bucket in ONE_STATE}


def _count(ctx: Context, *conditions) -> int:
    return ctx.session.scalar(
        select(func.count()).select_from(Problem)
        .where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), *conditions)
    ) or 0


def _nobody_fits() -> ColumnElement[bool]:
    """The ladder had to go beyond everybody the last time the problem was recommended."""
    later = aliased(Recommendation)
    newer = exists().where(later.problem_id == Recommendation.problem_id, later.id > Recommendation.id)
    return Problem.id.in_(select(Recommendation.problem_id).where(Recommendation.rung == "queue", ~newer))


def _last_assigned_at(ctx: Context) -> dt.datetime | None:
    return ctx.session.scalar(
        select(Assignment.assigned_at).join(Problem, Problem.id == Assignment.problem_id)
        .where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem)).order_by(Assignment.id.desc()).limit(1)
    )
