"""Why a closed period's figures are others now: what was recorded about its days after they had been signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, or_, select
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
from data.services.context import Context

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
class Window:
    """Days of a closed period, and the moments between which its figures changed: after `since`, up to `until`."""

    scope: ImpactScope
    since: dt.datetime
    until: dt.datetime

    def has(self, at) -> ColumnElement[bool]:
        return (at > self.since) & (at <= self.until)


def causes(ctx: Context, window: Window, *, newly: bool) -> tuple[Cause, ...]:
    """Oldest first. `newly`: the newly reached are others, so that earlier services count as causes, too.

    Raises as `check_scope`.
    """
    check_scope(ctx, window.scope)
    may_open = {
        source for source, permission in READ_BY.items()
        if allows(ctx.actor, permission, Subject(window.scope.county))
    }
    found = [
        *_visits(ctx, window, newly), *_pairs(ctx, window), *_places(ctx, window), *_problems(ctx, window),
        *_outcomes(ctx, window),
    ]
    return tuple(sorted(
        (one if one.source in may_open else _closed(one) for one in found), key=lambda one: one.at,
    ))


def _closed(one: Cause) -> Cause:
    return Cause(one.source, one.step, one.at, one.name, one.who, one.reason, None, one.is_earlier)


def _visits(ctx: Context, window: Window, newly: bool) -> Iterable[Cause]:
    scope = window.scope
    query = select(VisitEvent, Visit, Account.name).join(Visit, Visit.id == VisitEvent.visit_id).where(
        Visit.county_code == scope.county, Visit.service_day <= scope.last_day, window.has(VisitEvent.at),
    )
    if not newly:
        query = query.where(Visit.service_day >= scope.first_day)
    for event, visit, who in _with_account(ctx, query, VisitEvent.account_id):
        yield Cause(
            Source.VISIT, event.kind.value, event.at, visit.number, who or "", event.details.get("reason", ""),
            visit.id, visit.service_day < scope.first_day,
        )


def _pairs(ctx: Context, window: Window) -> Iterable[Cause]:
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
        .where(one.county_code == scope.county, window.has(IdentityStep.at), named)
    )
    for step, first, second, who in _with_account(ctx, query, IdentityStep.account_id):
        names = f"{mask_name(first)} / {mask_name(second)}"
        yield Cause(Source.PAIR, step.decision.value, step.at, names, who or "", "", step.pair_id)


def _places(ctx: Context, window: Window) -> Iterable[Cause]:
    here = PlaceChange.county_code == window.scope.county
    for step, at, by in (
        ("made", PlaceChange.made_at, PlaceChange.made_by_id),
        ("undone", PlaceChange.undone_at, PlaceChange.undone_by_id),
    ):
        query = select(PlaceChange, at, Account.name).where(here, window.has(at))
        for change, moment, who in _with_account(ctx, query, by):
            yield Cause(Source.PLACE, step, moment, change.kind.value, who or "", change.reason, change.id)


def _problems(ctx: Context, window: Window) -> Iterable[Cause]:
    query = select(ProblemEvent, Problem.number, Account.name).join(Problem, Problem.id == ProblemEvent.problem_id)
    query = query.where(*asked_in(window.scope), ProblemEvent.kind.in_(MOVES), window.has(ProblemEvent.at))
    for event, number, who in _with_account(ctx, query, ProblemEvent.account_id):
        yield Cause(Source.PROBLEM, event.kind.value, event.at, number, who or "", "", event.problem_id)


def _outcomes(ctx: Context, window: Window) -> Iterable[Cause]:
    scope = window.scope
    query = select(Outcome, Project.name).join(Project, Project.id == Outcome.project_id).where(
        Project.county_code == scope.county, Outcome.season.between(scope.first_day.year, scope.last_day.year),
        or_(window.has(Outcome.written_at), window.has(Outcome.asked_at)),
    )
    for outcome, project in ctx.session.execute(query):
        is_answer = outcome.asked_at is not None and window.since < outcome.asked_at <= window.until
        step, at = ("actual", outcome.asked_at) if is_answer else ("expected", outcome.written_at)
        yield Cause(Source.OUTCOME, step, at, project, "", outcome.practice, outcome.project_id)


def _with_account(ctx: Context, query: Select, account_id) -> Iterable:
    return ctx.session.execute(query.outerjoin(Account, Account.id == account_id))
