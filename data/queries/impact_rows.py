"""The rows behind an impact figure, 25 to a page: visits, problems, and people masked."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Select, func, select

from data.domain.contact import mask_name, mask_phone
from data.domain.permissions import Permission
from data.domain.problem import ProblemStatus
from data.domain.visit import Grade, VisitKind
from data.models.person import Person
from data.models.problem import Problem
from data.models.project import Project
from data.models.visit import Visit, VisitPerson
from data.queries.experts import experts_of_visits
from data.queries.impact_problems import asked_in
from data.queries.impact_scope import (
    GRADE,
    IS_REACHED,
    PERSON_ID,
    ImpactScope,
    check_scope,
    named,
    unnamed_heads,
    visits,
)
from data.queries.places import place_names
from data.queries.problem_rows import PAGE_SIZE, Page
from data.queries.scope import below, check_role
from data.services.context import Context

SMALL_GROUP = 5


@dataclass(frozen=True)
class VisitRow:
    """One counted visit and its people by evidence; `unnamed` heads beside them."""

    visit_id: int
    number: str
    service_day: dt.date
    place: str
    kind: VisitKind
    experts: tuple[str, ...]
    listed: int
    confirmed: int
    named_only: int
    unnamed: int

    @property
    def contacts(self) -> int:
        return self.listed + self.confirmed + self.named_only + self.unnamed


@dataclass(frozen=True)
class PersonRow:
    """One person, masked, with the best evidence and the visits in the scope."""

    person_id: int
    name: str
    phone: str
    place: str
    grade: Grade
    visits: int
    last_day: dt.date


@dataclass(frozen=True)
class ProblemRow:
    problem_id: int
    number: str
    title: str
    place: str
    status: ProblemStatus
    asked_at: dt.datetime


@dataclass(frozen=True)
class PersonPage:
    """`hides_few`: people living outside the actor's area are left out, because they are fewer than SMALL_GROUP.
    `also`: the further project that reached them all."""

    page: Page[PersonRow]
    hides_few: bool
    also: str | None = None


class Whom(StrEnum):
    """Which people: counted ones, or those only an expert has named."""

    REACHED = "reached"
    LOGGED_ONLY = "logged_only"


def visit_rows(ctx: Context, scope: ImpactScope, page: int = 1) -> Page[VisitRow]:
    """The counted visits of the scope, latest first. Raises as `check_scope`."""
    check_scope(ctx, scope)
    check_role(ctx, Permission.VISIT_READ)
    total = ctx.session.scalar(visits(scope, func.count())) or 0
    query = visits(scope, Visit, unnamed_heads()).order_by(Visit.service_day.desc(), Visit.id.desc())
    found = ctx.session.execute(_page(query, page)).all()
    ids = [visit.id for visit, _unnamed in found]
    experts, evidence = experts_of_visits(ctx, ids), _evidence(ctx, ids)
    places = place_names(ctx, {scope.place_of(row[0]) for row in found})
    rows = tuple(
        VisitRow(
            visit.id, visit.number, visit.service_day, places[scope.place_of(visit)], visit.kind,
            experts.get(visit.id, ()), evidence[visit.id][Grade.SIGNED_LIST], evidence[visit.id][Grade.CONFIRMED],
            evidence[visit.id][Grade.NAMED_ONLY], unnamed,
        )
        for visit, unnamed in found
    )
    return Page(rows, page, total)


def problem_rows(ctx: Context, scope: ImpactScope, page: int = 1) -> Page[ProblemRow]:
    """The problems asked in the scope, latest first. Raises as `check_scope`."""
    check_scope(ctx, scope)
    check_role(ctx, Permission.PROBLEM_READ)
    total = ctx.session.scalar(select(func.count()).select_from(Problem).where(*asked_in(scope))) or 0
    query = select(Problem).where(*asked_in(scope)).order_by(Problem.created_at.desc(), Problem.id.desc())
    found = ctx.session.scalars(_page(query, page)).all()
    places = place_names(ctx, {scope.place_of(problem) for problem in found})
    rows = tuple(
        ProblemRow(
            problem.id, problem.number, problem.title, places[scope.place_of(problem)], problem.status,
            problem.created_at,
        )
        for problem in found
    )
    return Page(rows, page, total)


def person_rows(
    ctx: Context, scope: ImpactScope, whom: Whom = Whom.REACHED, page: int = 1, also: int | None = None,
) -> PersonPage:
    """The people of the scope, masked, best evidence first; with `also`, those whom that project reached there, too.
    Raises as `check_scope`.
    """
    check_scope(ctx, scope)
    check_role(ctx, Permission.PERSON_READ)
    of_scope = _people_of(scope, whom)
    if also is not None:
        check_scope(ctx, replace(scope, project_id=also))
        of_scope = of_scope.where(PERSON_ID.in_(_reached_by(replace(scope, project_id=also))))
    people = of_scope.subquery()
    lives_near = below(Person.current_place, ctx.actor.area_code)
    joined = select(Person, people).join(people, people.c.person_id == Person.id)
    counts = joined.with_only_columns(func.count(), func.count().filter(~lives_near))
    total, far = ctx.session.execute(counts).one()
    hides = 0 < far < SMALL_GROUP
    query = joined.where(lives_near) if hides else joined
    found = ctx.session.execute(_page(query.order_by(people.c.best, Person.current_place, Person.id), page)).all()
    places = place_names(ctx, {scope.place_of(row[0]) for row in found})
    rows = tuple(
        PersonRow(
            person.id, mask_name(person.name), mask_phone(person.phone), places[scope.place_of(person)],
            Grade(best), number, last_day,
        )
        for person, _id, best, number, last_day in found
    )
    name = ctx.session.scalar(select(Project.name).where(Project.id == also))
    return PersonPage(Page(rows, page, total - far if hides else total), hides, name)


def _people_of(scope: ImpactScope, whom: Whom) -> Select:
    best = func.min(GRADE)
    is_reached = best < Grade.NAMED_ONLY.value
    return named(
        scope, PERSON_ID.label("person_id"), best.label("best"), func.count(Visit.id.distinct()).label("visits"),
        func.max(Visit.service_day).label("last_day"),
    ).group_by(PERSON_ID).having(is_reached if whom is Whom.REACHED else ~is_reached)


def _reached_by(scope: ImpactScope) -> Select:
    return named(scope, PERSON_ID).where(IS_REACHED).correlate(None)


def _evidence(ctx: Context, visit_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """How many people each visit has of each grade; records merged since count once, by their better one."""
    best = (
        select(VisitPerson.visit_id, func.min(GRADE)).join(Person, Person.id == VisitPerson.person_id)
        .where(VisitPerson.visit_id.in_(visit_ids)).group_by(VisitPerson.visit_id, PERSON_ID)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for visit_id, grade in ctx.session.execute(best):
        found[visit_id][grade] += 1
    return found


def _page(query: Select, page: int) -> Select:
    return query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
