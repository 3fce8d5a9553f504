"""Why a closed period's figures are others now: what was recorded about its days after they had been counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from data.domain.contact import mask_name
from data.domain.permissions import Permission, Subject, allows
from data.domain.problem import ProblemEventKind
from data.models.account import Account
from data.models.outcome import Outcome
from data.models.person import IdentityPair, IdentityStep, Person
from data.models.place_change import PlaceChange
from data.models.problem import Problem, ProblemEvent
from data.models.project import Project
from data.models.visit import Visit, VisitEvent, VisitPerson
from data.queries.impact_problems import asked_in
from data.queries.impact_scope import ImpactScope, check_scope
from data.queries.period_marks import Marks, outcomes_between, undone_between
from data.services.context import Context

MOST = 40
# The steps of a question that move it from one figure to another.
MOVES = (
    ProblemEventKind.SUBMITTED, ProblemEventKind.FINISHED, ProblemEventKind.CONFIRMED, ProblemEventKind.NOT_SOLVED,
    ProblemEventKind.CLOSED, ProblemEventKind.REOPENED, ProblemEventKind.HANDED_OVER,
)


class Source(StrEnum):
    VISIT = "visit"
    PAIR = "pair"
    PLACE = "place"
    PROBLEM = "problem"
    OUTCOME = "outcome"


READ_BY = {
    Source.VISIT: Permission.VISIT_READ, Source.PAIR: Permission.PERSON_MERGE, Source.PLACE: Permission.PLACE_READ,
    Source.PROBLEM: Permission.PROBLEM_READ, Source.OUTCOME: Permission.PROJECT_READ,
}


@dataclass(frozen=True)
class Cause:
    """`step`: the code of what was done to it; `name`: its number, or masked people; `who` '' for nobody signed in.
    `record_id`: what may be opened, None where the reader may not; of an outcome, its project. `is_earlier`: a service
    before the period, which moves only who is newly reached."""

    source: Source
    step: str
    at: dt.datetime
    name: str = ""
    who: str = ""
    reason: str = ""
    record_id: int | None = None
    is_earlier: bool = False


@dataclass(frozen=True)
class Causes:
    """The first ones, oldest first, at most `MOST`; how many others there are."""

    shown: tuple[Cause, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class Window:
    """Days of a closed period, and what its figures were counted from: then, and later."""

    scope: ImpactScope
    since: Marks
    until: Marks

    def has(self, source: Source, step_id) -> ColumnElement[bool]:
        return step_id.between(self.since[source] + 1, self.until[source])


@dataclass(frozen=True)
class Steps:
    """The rows of one source. `read`: a row's columns -> the cause; `order`: oldest first."""

    query: Select
    order: tuple
    read: Callable[..., Cause]

    def first(self, ctx: Context, most: int) -> list[Cause]:
        rows = ctx.session.execute(self.query.order_by(*self.order).limit(most))
        return [self.read(*row) for row in rows]

    def count(self, ctx: Context) -> int:
        return ctx.session.scalar(self.query.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def causes(ctx: Context, window: Window, *, newly: bool) -> Causes:
    """`newly`: the newly reached are others, so that earlier services count as causes, too.

    Raises as `check_scope`.
    """
    check_scope(ctx, window.scope)
    may_open = {
        source for source, permission in READ_BY.items()
        if allows(ctx.actor, permission, Subject(window.scope.county))
    }
    sources = (
        _visits(window, newly), _pairs(window), *_places(window), _problems(window), _outcomes(window),
    )
    found = sorted((one for steps in sources for one in steps.first(ctx, MOST)), key=lambda one: one.at)[:MOST]
    return Causes(
        tuple(one if one.source in may_open else replace(one, record_id=None) for one in found),
        sum(steps.count(ctx) for steps in sources) - len(found),
    )


def _visits(window: Window, newly: bool) -> Steps:
    scope = window.scope
    query = select(VisitEvent, Visit, Account.name).join(Visit, Visit.id == VisitEvent.visit_id).where(
        Visit.county_code == scope.county, Visit.service_day <= scope.last_day,
        window.has(Source.VISIT, VisitEvent.id),
    )
    if not newly:
        query = query.where(Visit.service_day >= scope.first_day)

    def read(event: VisitEvent, visit: Visit, who: str | None) -> Cause:
        return Cause(
            Source.VISIT, event.kind.value, event.at, visit.number, who or "", event.details.get("reason", ""),
            visit.id, visit.service_day < scope.first_day,
        )

    return Steps(_with_account(query, VisitEvent.account_id), (VisitEvent.at, VisitEvent.id), read)


def _pairs(window: Window) -> Steps:
    """Decisions on pairs of which one record was named at a service of the period, or before it."""
    one, other = aliased(Person), aliased(Person)
    scope = window.scope
    named = exists().where(
        VisitPerson.person_id.in_((one.id, other.id)), Visit.id == VisitPerson.visit_id,
        Visit.service_day <= scope.last_day,
    )
    query = (
        select(IdentityStep, one.name, other.name, Account.name)
        .join(IdentityPair, IdentityPair.id == IdentityStep.pair_id)
        .join(one, one.id == IdentityPair.person_a_id).join(other, other.id == IdentityPair.person_b_id)
        .where(one.county_code == scope.county, window.has(Source.PAIR, IdentityStep.id), named)
    )

    def read(step: IdentityStep, first: str, second: str, who: str | None) -> Cause:
        names = f"{mask_name(first)} / {mask_name(second)}"
        return Cause(Source.PAIR, step.decision.value, step.at, names, who or "", "", step.pair_id)

    return Steps(_with_account(query, IdentityStep.account_id), (IdentityStep.at, IdentityStep.id), read)


def _places(window: Window) -> Iterable[Steps]:
    is_undone = PlaceChange.id.in_(undone_between(window.since, window.until))
    for step, is_new, at, by in (
        ("made", window.has(Source.PLACE, PlaceChange.id), PlaceChange.made_at, PlaceChange.made_by_id),
        ("undone", is_undone, PlaceChange.undone_at, PlaceChange.undone_by_id),
    ):
        query = select(PlaceChange, at, Account.name).where(PlaceChange.county_code == window.scope.county, is_new)
        yield Steps(_with_account(query, by), (at, PlaceChange.id), partial(_of_place, step))


def _of_place(step: str, change: PlaceChange, at: dt.datetime, who: str | None) -> Cause:
    return Cause(Source.PLACE, step, at, change.kind.value, who or "", change.reason, change.id)


def _problems(window: Window) -> Steps:
    query = select(ProblemEvent, Problem.number, Account.name).join(Problem, Problem.id == ProblemEvent.problem_id)
    query = query.where(
        *asked_in(window.scope), ProblemEvent.kind.in_(MOVES), window.has(Source.PROBLEM, ProblemEvent.id),
    )

    def read(event: ProblemEvent, number: str, who: str | None) -> Cause:
        return Cause(Source.PROBLEM, event.kind.value, event.at, number, who or "", "", event.problem_id)

    return Steps(_with_account(query, ProblemEvent.account_id), (ProblemEvent.at, ProblemEvent.id), read)


def _outcomes(window: Window) -> Steps:
    """The first version is what was expected, unless it says at once what came of it; later ones are answers."""
    moved = outcomes_between(window.since, window.until)
    query = select(Outcome, Project.name).join(Project, Project.id == Outcome.project_id).where(
        Project.county_code == window.scope.county, Outcome.id.in_(moved),
    )

    def read(outcome: Outcome, project: str) -> Cause:
        is_answer = outcome.asked_at is not None and (moved[outcome.id] > 1 or outcome.expected is None)
        step, at = ("actual", outcome.asked_at) if is_answer else ("expected", outcome.written_at)
        return Cause(Source.OUTCOME, step, at, project, "", outcome.practice, outcome.project_id)

    return Steps(query, (func.coalesce(Outcome.asked_at, Outcome.written_at), Outcome.id), read)


def _with_account(query: Select, account_id) -> Select:
    return query.outerjoin(Account, Account.id == account_id)
