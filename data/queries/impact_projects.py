"""Which project reached whom. Rows overlap, because one visit may serve several projects: there is no sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.models.project import Project, ProjectFarm
from data.models.visit import VisitProject
from data.queries.impact_people import contacts_by, people_by
from data.queries.impact_scope import BY_PROJECT, IS_REACHED, NO_PROJECT, PERSON_ID, ImpactScope, named, visits
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


@dataclass(frozen=True)
class ProjectCount:
    """What `ProjectRow` says of a project, but its name and its list."""

    people: Interval
    shared: int
    contacts: int
    visits: int


def project_counts(ctx: Context, scope: ImpactScope, pairs: Identities) -> dict[int | None, ProjectCount]:
    """Projects with a counted visit in the scope, and None when there is a visit for none; the scope's own project
    alone, sharing with no other row, where it is narrowed to one.
    """
    people = people_by(ctx, scope, pairs, BY_PROJECT)
    contacts = contacts_by(ctx, scope, BY_PROJECT)
    count = BY_PROJECT.joined(visits(scope, BY_PROJECT.key, func.count())).group_by(BY_PROJECT.key)
    numbers = dict(ctx.session.execute(count).all())
    shared = _shared(ctx, scope) if scope.project_id is None else {}
    own = None if scope.project_id == NO_PROJECT else scope.project_id
    return {
        project: ProjectCount(people[project], shared.get(project, 0), contacts[project], number)
        for project, number in numbers.items() if scope.project_id is None or project == own
    }


def projects(ctx: Context, scope: ImpactScope, counts: Mapping[int | None, ProjectCount]) -> list[ProjectRow]:
    """`counts` with names and the number of farms on each list; most people first, "no project" last."""
    names, farms = _names(ctx, scope), _farms(ctx)
    rows = [
        ProjectRow(
            project, names.get(project, ""), one.people, one.shared, one.contacts, one.visits, farms.get(project, 0),
        )
        for project, one in counts.items()
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
