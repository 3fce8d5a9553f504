"""What an impact figure is about, and the counted visits and named people in it as SQL (docs/definitions.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from data.domain.errors import NotFound
from data.domain.permissions import Permission, Subject, require
from data.domain.places import COUNTY, TOWN, VILLAGE, check_code, county_of
from data.domain.visit import COUNTED, Grade
from data.models.person import Person
from data.models.placed import Placed
from data.models.project import Project
from data.models.visit import Visit, VisitExpert, VisitPerson, VisitProject
from data.queries.scope import below
from data.reach.periods import PeriodKind, month_end, period
from data.services.context import Context

NO_PROJECT = 0


class PlacesAs(StrEnum):
    """After a merge, split or move: places as they are now, or as they were when each record was written."""

    NOW = "now"
    THEN = "then"


@dataclass(frozen=True)
class ImpactScope:
    """Days are days of service, both included. `town` narrows `area_code`; None means "not narrowed".
    `project_id` NO_PROJECT: what was served for no project. `places_as` says which places `town` and the axis of places
    mean; `area_code` is always meant as it is now, for that is what the actor may see. `expert_id`: what one expert
    did, alone or with others."""

    area_code: str
    first_day: dt.date
    last_day: dt.date
    project_id: int | None = None
    industry: str | None = None
    town: str | None = None
    places_as: PlacesAs = PlacesAs.NOW
    expert_id: int | None = None

    @property
    def place(self) -> str:
        return self.town or self.area_code

    @property
    def county(self) -> str:
        return county_of(self.area_code)

    def place_of(self, row: Placed) -> str:
        """Where a record lies, as this scope means places."""
        return row.current_place if self.places_as is PlacesAs.NOW else row.place_code  # type: ignore[attr-defined]

    def lies_at(self, model: type[Placed]) -> InstrumentedAttribute[str]:
        """The column of `model` that holds its place as this scope means it."""
        return model.current_place if self.places_as is PlacesAs.NOW else model.place_code  # type: ignore[attr-defined]


def scope_of(
    ctx: Context, kind: PeriodKind, months: tuple[dt.date, dt.date] | None = None, *, town: str | None = None,
    industry: str | None = None, project_id: int | None = None, places_as: PlacesAs = PlacesAs.NOW,
) -> ImpactScope:
    """The actor's own area in a period, or in whole `months` (first days of the first and the last); up to today."""
    days = period(kind, ctx.today)
    first, last = (months[0], min(month_end(months[1]), days.last_day)) if months else (days.first_day, days.last_day)
    return ImpactScope(ctx.actor.area_code, first, last, project_id, industry, town, places_as)


def check_scope(ctx: Context, scope: ImpactScope) -> None:
    """Raises NotAllowed('not_allowed') outside the actor's area, InvalidInput('place_code') for what is no division
    code, NotFound('project_unknown') for a project of another county.
    """
    for code in (scope.area_code, scope.place):
        check_code(code, COUNTY, TOWN, VILLAGE)
    require(ctx.actor, Permission.IMPACT_READ, Subject(place_code=scope.area_code))
    if scope.places_as is PlacesAs.NOW:  # a place of the past may lie elsewhere; `in_place` shows only what is within
        require(ctx.actor, Permission.IMPACT_READ, Subject(place_code=scope.place))
    if scope.project_id not in (None, NO_PROJECT):
        project = ctx.session.get(Project, scope.project_id)
        if project is None or project.county_code != scope.county:
            raise NotFound("project_unknown", scope.project_id)


PERSON_ID = func.coalesce(Person.same_as_id, Person.id)
"""The person a record stands for: merged records count as the one they were found to be."""

GRADE = case(
    (VisitPerson.list_id.is_not(None), literal(Grade.SIGNED_LIST.value)),
    (VisitPerson.confirmation_id.is_not(None), literal(Grade.CONFIRMED.value)),
    else_=literal(Grade.NAMED_ONLY.value),
)
IS_REACHED = VisitPerson.list_id.is_not(None) | VisitPerson.confirmation_id.is_not(None)


@dataclass(frozen=True)
class By:
    """An axis of visits. `table` is outer-joined on `on` where the key does not stand in the visit itself."""

    key: Any
    table: type | None = None
    on: ColumnElement[bool] | None = None

    def joined(self, query: Select) -> Select:
        return query if self.table is None else query.outerjoin(self.table, self.on)


BY_MONTH = By(func.extract("year", Visit.service_day) * 100 + func.extract("month", Visit.service_day))
BY_PROJECT = By(VisitProject.project_id, VisitProject, VisitProject.visit_id == Visit.id)


def by_town(scope: ImpactScope) -> By:
    """The towns of the visits, as they are now or as they were."""
    return By(func.substr(scope.lies_at(Visit), 1, TOWN))


def in_place(scope: ImpactScope, model: type[Placed]) -> list[ColumnElement[bool]]:
    """The conditions on `model`, of the scope's county: within the actor's area, and in the town if there is one."""
    conditions = []
    if len(scope.area_code) > COUNTY:
        conditions.append(below(model.current_place, scope.area_code))  # type: ignore[arg-type]
    if scope.town is not None:
        conditions.append(below(scope.lies_at(model), scope.town))
    return conditions


def counted(scope: ImpactScope) -> list[ColumnElement[bool]]:
    """The conditions on `Visit`: logged or confirmed, and in the scope."""
    conditions = [
        Visit.county_code == scope.county,
        Visit.status.in_(COUNTED),
        Visit.service_day.between(scope.first_day, scope.last_day),
        *in_place(scope, Visit),
    ]
    if scope.industry is not None:
        conditions.append(Visit.industry == scope.industry)
    if scope.project_id is not None:
        conditions.append(served_project(scope.project_id))
    if scope.expert_id is not None:
        conditions.append(Visit.id.in_(select(VisitExpert.visit_id).where(VisitExpert.expert_id == scope.expert_id)))
    return conditions


def served_project(project_id: int) -> ColumnElement[bool]:
    """The condition on `Visit`: for this project, or for none at all."""
    link = aliased(VisitProject)
    if project_id == NO_PROJECT:
        return ~exists().where(link.visit_id == Visit.id)
    return exists().where(link.visit_id == Visit.id, link.project_id == project_id)


def visits(scope: ImpactScope, *columns: Any) -> Select:
    """`columns` of the counted visits."""
    return select(*columns).select_from(Visit).where(*counted(scope))


def named(scope: ImpactScope, *columns: Any) -> Select:
    """`columns` of the links from counted visits to named people: `Visit`, `VisitPerson`, `Person`."""
    return (
        select(*columns).select_from(Visit)
        .join(VisitPerson, VisitPerson.visit_id == Visit.id).join(Person, Person.id == VisitPerson.person_id)
        .where(*counted(scope))
    )


def visit_contacts() -> ColumnElement[int]:
    """Contacts of one visit: its people, records merged since taken as one, and its heads without a name."""
    people = (
        select(func.count(PERSON_ID.distinct())).select_from(VisitPerson)
        .join(Person, Person.id == VisitPerson.person_id)
        .where(VisitPerson.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    )
    return people + unnamed_heads()


def unnamed_heads() -> ColumnElement[int]:
    """Heads of a visit without a name: head count less names, never below 0."""
    names = (
        select(func.count()).select_from(VisitPerson)
        .where(VisitPerson.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    )
    return case((Visit.head_count > names, Visit.head_count - names), else_=0)
