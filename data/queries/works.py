"""What hangs together among platforms, projects and bases."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from data.domain.permissions import Permission
from data.models.demo_base import DemoBase
from data.models.project import Platform, Project
from data.queries.scope import find
from data.services.context import Context


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
