"""Questions that are one event: those joined already, and those that sound like it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data.domain.hazards import WITHIN, hazards_in
from data.domain.permissions import Permission
from data.domain.places import town_of
from data.domain.problem import OPEN, VISITABLE
from data.models.problem import Problem
from data.queries.impact_rows import SMALL_GROUP
from data.queries.places import place_names
from data.queries.problem_rows import ProblemCard, cards, cards_query
from data.queries.scope import below, find, in_scope
from data.services.context import Context

SHOWN, TOGETHER = 5, 2


@dataclass(frozen=True)
class OneEvent:
    """`joined`: the others of the event; `likely`: open ones of the same town and days that name the same hazard."""

    joined: tuple[ProblemCard, ...]
    likely: tuple[ProblemCard, ...]


@dataclass(frozen=True)
class AlsoServed:
    """A question of the same expert, in hand, that one visit may serve too."""

    problem_id: int
    number: str
    title: str
    asker: str


@dataclass(frozen=True)
class TownEvent:
    """What an asker may know of an event: `units`, how many farms and households of the town asked within days, theirs
    among them; None while they are fewer than five."""

    town: str
    units: int | None


def one_event(ctx: Context, problem_id: int) -> OneEvent:
    """Raises NotAllowed, NotFound."""
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    root = problem.joined_id or problem.id
    together = or_(Problem.joined_id == root, Problem.id == root) & (Problem.id != problem.id)
    joined = cards(ctx, ctx.session.execute(cards_query(ctx, together)).all())
    return OneEvent(joined, () if problem.status not in OPEN else _likely(ctx, problem, root))


def town_event(ctx: Context, problem: Problem) -> TownEvent | None:
    """Of an open question that the office joined with another one of its town and days; None for any other. The caller
    has checked that the question may be seen."""
    if problem.status not in OPEN:
        return None
    root, town = problem.joined_id or problem.id, _town(problem)
    units = ctx.session.scalar(select(func.count(Problem.farm_id.distinct())).where(
        or_(Problem.joined_id == root, Problem.id == root), below(Problem.current_place, town),
        Problem.created_at.between(problem.created_at - WITHIN, problem.created_at + WITHIN),
    )) or 0
    if units < TOGETHER:
        return None
    return TownEvent(place_names(ctx, [town])[town], units if units >= SMALL_GROUP else None)


def also_served(ctx: Context, problem: Problem) -> tuple[AlsoServed, ...]:
    """Questions of the problem's event that its expert has in hand too."""
    root = problem.joined_id or problem.id
    rows = ctx.session.scalars(
        select(Problem).where(
            or_(Problem.joined_id == root, Problem.id == root), Problem.id != problem.id,
            Problem.expert_id == problem.expert_id, Problem.status.in_(VISITABLE),
        ).order_by(Problem.id)
    )
    return tuple(AlsoServed(row.id, row.number, row.title, row.asker_name) for row in rows)


def _likely(ctx: Context, problem: Problem, root: int) -> tuple[ProblemCard, ...]:
    named = hazards_in(problem.text)
    if not named:
        return ()
    rows = ctx.session.scalars(select(Problem).where(
        in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), Problem.status.in_(OPEN),
        Problem.county_code == problem.county_code, below(Problem.current_place, _town(problem)),
        Problem.created_at.between(problem.created_at - WITHIN, problem.created_at + WITHIN),
        Problem.id.not_in((problem.id, root)), Problem.joined_id.is_distinct_from(root),
    ).order_by(Problem.id))
    alike = [row.id for row in rows if hazards_in(row.text) & named][:SHOWN]
    return cards(ctx, ctx.session.execute(cards_query(ctx, Problem.id.in_(alike))).all()) if alike else ()


def _town(problem: Problem) -> str:
    return town_of(problem.current_place) or problem.current_place
