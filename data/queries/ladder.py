"""How far up questions have gone, what the rules count of them, and which ones wait for an officer's step."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from data.domain.ladder import AMOUNTS, Cause, Rule, Step, is_above, ladder_rules
from data.domain.permissions import Permission
from data.domain.places import TOWN, county_of, town_of
from data.domain.problem import (
    ASSIGNABLE,
    BALL,
    OPEN,
    TRANSITIONS,
    Ball,
    ProblemEventKind,
    Rung,
    Urgency,
)
from data.domain.roles import Role
from data.models.account import Account
from data.models.place import County
from data.models.problem import Problem, ProblemAmount, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState
from data.queries.problem_rows import ProblemCard, cards, cards_query
from data.queries.scope import check_role, in_scope
from data.services.context import Context

RAISABLE = frozenset(status for status, kind in TRANSITIONS if kind is ProblemEventKind.RAISED)
STILL_THERE = (ProblemEventKind.NOT_SOLVED, ProblemEventKind.REOPENED)
CAME_TO_NOTHING = (AssignmentState.DECLINED, AssignmentState.LAPSED)
SHOWN, LOOKED_AT = 10, 1000


@dataclass(frozen=True)
class Standing:
    """Where a question stands. `proposed`: the highest rung that an officer was asked to raise it to; `counts` without
    what is nought; `is_assignable`: the office may act on it now."""

    problem_id: int
    version: int
    rung: Rung
    proposed: Rung | None
    counts: Mapping[Cause, int]
    is_assignable: bool


@dataclass(frozen=True)
class Proposal:
    """A question for which a rule asks an officer to look beyond the county."""

    problem_id: int
    title: str
    step: Step


def rules_here(ctx: Context) -> tuple[Rule, ...]:
    """Of the actor's county. Raises NotAllowed."""
    check_role(ctx, Permission.OFFICE_EDIT)
    return ladder_rules(ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings)


def standings(
    ctx: Context, county_code: str, rules: Iterable[Rule], overdue_since: Mapping[int, dt.datetime],
) -> list[Standing]:
    """The county's questions of which some rule counts something, oldest promise first. Seven queries, however many.

    `overdue_since`: working days beyond the promise -> a promise until then is at least so late. Of amounts only what
    some rule asks for is counted.
    """
    large = _large(rules)
    raised = _rungs(ctx, county_code, ProblemEventKind.RAISED)
    proposed = _rungs(ctx, county_code, ProblemEventKind.RAISE_PROPOSED)
    counted, lowest = _counted(ctx, county_code, large), _lowest(ctx, county_code)
    rows = ctx.session.execute(
        select(
            Problem.id, Problem.version, Problem.status, Problem.urgency, Problem.due_at, Problem.joined_id,
            Problem.current_place,
        ).where(Problem.county_code == county_code, Problem.status.in_(RAISABLE), _may_move(overdue_since, large))
        .order_by(Problem.due_at.is_(None), Problem.due_at, Problem.id)
    )
    found = [
        Standing(
            row.id, row.version, raised.get(row.id) or lowest(row.current_place), proposed.get(row.id),
            _counts(row, counted, overdue_since), row.status in ASSIGNABLE,
        )
        for row in rows
    ]
    return [one for one in found if one.counts]


def proposals(ctx: Context) -> tuple[Proposal, ...]:
    """Questions within the actor's reach that a rule proposed to raise, nobody has since: the ten newest of its
    last thousand proposals."""
    here = in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem)
    newest = ctx.session.scalars(
        select(ProblemEvent.id).join(Problem, Problem.id == ProblemEvent.problem_id).where(here)
        .where(ProblemEvent.kind == ProblemEventKind.RAISE_PROPOSED)
        .order_by(ProblemEvent.at.desc(), ProblemEvent.id.desc()).limit(LOOKED_AT)
    ).all()
    later = aliased(ProblemEvent)
    is_over = exists().where(
        later.problem_id == Problem.id, later.sequence > ProblemEvent.sequence,
        later.kind.in_((ProblemEventKind.RAISED, ProblemEventKind.RAISE_PROPOSED)),
    )
    rows = ctx.session.execute(
        select(Problem.id, Problem.title, ProblemEvent.details)
        .join(ProblemEvent, ProblemEvent.problem_id == Problem.id)
        .where(
            ProblemEvent.id.in_(newest), Problem.status.in_(ASSIGNABLE), ~is_over,
        ).order_by(ProblemEvent.id.desc()).limit(SHOWN)
    )
    return tuple(Proposal(row.id, row.title, step_of(row.details)) for row in rows)


def with_leader(ctx: Context) -> tuple[ProblemCard, ...]:
    """Open questions that have come up to the leader, most pressing first, at most 10. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_READ)
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.details).join(Problem, Problem.id == ProblemEvent.problem_id)
        .where(
            in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), Problem.status.in_(OPEN),
            ProblemEvent.kind == ProblemEventKind.RAISED,
        ).order_by(Problem.due_at.is_(None), Problem.due_at, Problem.id)
    )
    ids = dict.fromkeys(id_ for id_, details in rows if details["rung"] == Rung.LEADER)
    shown = list(ids)[:SHOWN]
    return cards(ctx, ctx.session.execute(cards_query(ctx, Problem.id.in_(shown))).all())


def step_of(details: Mapping) -> Step:
    """The step that an event made by rule tells of."""
    return Step(Rung(details["rung"]), Cause(details["cause"]), details["count"])


def _large(rules: Iterable[Rule]) -> ColumnElement[bool]:
    """The condition on `ProblemAmount` that some rule asks for so much."""
    asked = [
        (ProblemAmount.quantity == AMOUNTS[rule.cause]) & (ProblemAmount.amount >= rule.least)
        for rule in rules if rule.cause in AMOUNTS
    ]
    return or_(false(), *asked)


def _may_move(overdue_since: Mapping[int, dt.datetime], large: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition on `Problem` without which no rule counts anything."""
    not_solved = select(ProblemEvent.problem_id).where(ProblemEvent.kind.in_(STILL_THERE))
    refused = select(Assignment.problem_id).where(Assignment.state.in_(CAME_TO_NOTHING))
    first_of_many = select(Problem.joined_id).where(Problem.joined_id.is_not(None))
    is_late = [Problem.due_at <= max(overdue_since.values())] if overdue_since else []
    return or_(
        Problem.urgency == Urgency.CRITICAL, Problem.joined_id.is_not(None), Problem.id.in_(first_of_many),
        Problem.id.in_(not_solved), Problem.id.in_(refused),
        Problem.id.in_(select(ProblemAmount.problem_id).where(large)), *is_late,
    )


def _counts(
    row: Row, counted: Mapping[int, Counter[Cause]], overdue_since: Mapping[int, dt.datetime],
) -> dict[Cause, int]:
    found = Counter(counted.get(row.id, {}))
    found[Cause.SPREAD] = counted.get(row.joined_id or row.id, Counter())[Cause.SPREAD]
    found[Cause.LOSS] = int(row.urgency is Urgency.CRITICAL)
    if row.due_at is not None and BALL[row.status] is not Ball.ASKER:
        found[Cause.OVERDUE] = max((days for days, since in overdue_since.items() if row.due_at <= since), default=0)
    return {cause: number for cause, number in found.items() if number}


def _rungs(ctx: Context, county_code: str, kind: ProblemEventKind) -> dict[int, Rung]:
    """Problem -> the highest rung it was raised, or proposed to be raised, to."""
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.details).join(Problem, Problem.id == ProblemEvent.problem_id)
        .where(Problem.county_code == county_code, Problem.status.in_(RAISABLE), ProblemEvent.kind == kind)
    )
    found: dict[int, Rung] = {}
    for problem_id, details in rows:
        rung = Rung(details["rung"])
        if problem_id not in found or is_above(rung, found[problem_id]):
            found[problem_id] = rung
    return found


def _counted(ctx: Context, county_code: str, large: ColumnElement[bool]) -> dict[int, Counter[Cause]]:
    """Problem -> how often not solved or taken up again, declined or not answered; of how many its event is; what it
    is about in animals, mu and yuan."""
    found: dict[int, Counter[Cause]] = {}
    amounts = (
        select(ProblemAmount).join(Problem, Problem.id == ProblemAmount.problem_id)
        .where(Problem.county_code == county_code, Problem.status.in_(RAISABLE), large)
    )
    for row in ctx.session.scalars(amounts):
        found.setdefault(row.problem_id, Counter())[Cause(row.quantity.value)] = row.amount
    for cause, query in _counting(county_code).items():
        for problem_id, number in ctx.session.execute(query):
            found.setdefault(problem_id, Counter())[cause] = number
    return found


def _counting(county_code: str) -> dict[Cause, Select]:
    here = (Problem.county_code == county_code, Problem.status.in_(RAISABLE))
    joined = (Problem.county_code == county_code, Problem.joined_id.is_not(None))
    return {
        Cause.REPEAT: select(ProblemEvent.problem_id, func.count())
        .join(Problem, Problem.id == ProblemEvent.problem_id)
        .where(*here, ProblemEvent.kind.in_(STILL_THERE)).group_by(ProblemEvent.problem_id),
        Cause.DECLINED: select(Assignment.problem_id, func.count())
        .join(Problem, Problem.id == Assignment.problem_id)
        .where(*here, Assignment.state.in_(CAME_TO_NOTHING)).group_by(Assignment.problem_id),
        Cause.SPREAD: select(Problem.joined_id, func.count() + 1).where(*joined).group_by(Problem.joined_id),
    }


def _lowest(ctx: Context, county_code: str) -> Callable[[str], Rung]:
    """Place -> the lowest office that has somebody: village, township, else the banner."""
    areas = set(ctx.session.scalars(select(Account.current_area).where(
        Account.role == Role.OFFICER, Account.is_closed.is_(False), Account.current_area.startswith(county_code),
    )))

    def lowest(place: str) -> Rung:
        if len(place) > TOWN and place in areas:
            return Rung.VILLAGE
        return Rung.TOWNSHIP if town_of(place) in areas else Rung.BANNER

    return lowest
