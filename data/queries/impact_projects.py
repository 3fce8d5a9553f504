"""Which project reached whom. Rows overlap, because one visit may serve several projects: there is no sum."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data.models.project import Project, ProjectFarm
from data.models.visit import VisitProject
from data.queries.impact_people import contacts_by, people_by
from data.queries.impact_scope import BY_PROJECT, IS_REACHED, PERSON_ID, ImpactScope, named, visits
from data.reach.identities import Identities
from data.reach.interval import Interval
from data.services.context import Context


@dataclass(frozen=True)
class ProjectRow:
    """`project_id` None: visits for no project. `shared`: people of this row who are in another row, too."""

    project_id: int | None
    name: str
    people: Interval
    shared: int
    contacts: int
    visits: int
    farms: int


def projects(ctx: Context, scope: ImpactScope, pairs: Identities) -> list[ProjectRow]:
    """Projects with a counted visit in the scope, and "no project" when there is such a visit; most people first."""
    people = people_by(ctx, scope, pairs, BY_PROJECT)
    contacts = contacts_by(ctx, scope, BY_PROJECT)
    count = BY_PROJECT.joined(visits(scope, BY_PROJECT.key, func.count())).group_by(BY_PROJECT.key)
    numbers = dict(ctx.session.execute(count).all())
    shared, names, farms = _shared(ctx, scope), _names(ctx, scope), _farms(ctx)
    rows = [
        ProjectRow(
            project, names.get(project, ""), people[project], shared.get(project, 0), contacts[project],
            numbers[project], farms.get(project, 0),
        )
        for project in numbers
    ]
    return sorted(rows, key=lambda row: (row.project_id is None, -row.people.low, -row.contacts, row.name))


def _names(ctx: Context, scope: ImpactScope) -> dict[int | None, str]:
    known = select(Project.id, Project.name).where(Project.county_code == scope.county)
    return dict(ctx.session.execute(known).all())


def _farms(ctx: Context) -> dict[int | None, int]:
    listed = select(ProjectFarm.project_id, func.count()).group_by(ProjectFarm.project_id)
    return dict(ctx.session.execute(listed).all())


def _shared(ctx: Context, scope: ImpactScope) -> dict[int | None, int]:
    """project -> people who were also reached in another row."""
    links = BY_PROJECT.joined(named(scope, PERSON_ID.label("person_id"), VisitProject.project_id).where(IS_REACHED))
    rows = links.distinct().subquery()
    several = select(rows.c.person_id).group_by(rows.c.person_id).having(func.count() > 1)
    count = select(rows.c.project_id, func.count()).where(rows.c.person_id.in_(several)).group_by(rows.c.project_id)
    return dict(ctx.session.execute(count).all())
