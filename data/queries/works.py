"""What hangs together among platforms, projects and bases, and what a project's records support."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from data.domain.permissions import Permission
from data.models.demo_base import DemoBase
from data.models.project import Platform, Project, ProjectFarm
from data.queries import impact_people
from data.queries.impact_scope import scope_of, visits
from data.queries.scope import find
from data.reach.interval import Interval
from data.reach.periods import PeriodKind
from data.services.context import Context


@dataclass(frozen=True)
class ProjectFigures:
    """All time. `people` reached, as an interval; `farms` on the project's list, which reaches nobody by itself."""

    people: Interval
    contacts: int
    visits: int
    farms: int


def project_figures(ctx: Context, project_id: int) -> ProjectFigures:
    """By the one counting layer. Raises NotAllowed, NotFound('project_missing')."""
    find(ctx, Permission.PROJECT_READ, Project, project_id)
    scope = scope_of(ctx, PeriodKind.ALL, None, project_id=project_id)
    pairs = impact_people.identities(ctx, scope.county)
    return ProjectFigures(
        impact_people.people(ctx, scope, pairs).reached, sum(impact_people.contacts(ctx, scope)),
        ctx.session.scalar(visits(scope, func.count())) or 0,
        ctx.session.scalar(select(func.count()).where(ProjectFarm.project_id == project_id)) or 0,
    )


def projects_of_platform(ctx: Context, platform_id: int) -> list[tuple[int, str]]:
    """(id, name) in use, by name. Raises NotAllowed, NotFound('platform_unknown')."""
    find(ctx, Permission.PROJECT_READ, Platform, platform_id)
    return _named(ctx, Project, Project.platform_id == platform_id)


def bases_of_platform(ctx: Context, platform_id: int) -> list[tuple[int, str]]:
    """As `projects_of_platform`."""
    find(ctx, Permission.PROJECT_READ, Platform, platform_id)
    return _named(ctx, DemoBase, DemoBase.platform_id == platform_id)


def bases_of_project(ctx: Context, project_id: int) -> list[tuple[int, str]]:
    """As `projects_of_platform`. Raises NotFound('project_missing')."""
    find(ctx, Permission.PROJECT_READ, Project, project_id)
    return _named(ctx, DemoBase, DemoBase.project_id == project_id)


def _named(ctx: Context, model, condition: ColumnElement[bool]) -> list[tuple[int, str]]:
    rows = ctx.session.execute(select(model.id, model.name).where(condition, model.is_active).order_by(model.pinyin))
    return [(id_, name) for id_, name in rows]
