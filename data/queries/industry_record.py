"""Who knows and who grows an industry."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, String, cast, func, select

from data.domain.permissions import Permission
from data.models.expert import Expert
from data.models.farm import Farm
from data.queries.problem_rows import shown_farm
from data.queries.scope import check_role, scoped
from data.services.context import Context

FARMS_SHOWN = 20


def industry_figures(ctx: Context, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Code -> (experts, farms) in use that name it, within the actor's reach. Raises NotAllowed."""
    check_role(ctx, Permission.INDUSTRY_READ)
    return {code: (_count(ctx, Permission.EXPERT_READ, Expert, code), _count(ctx, Permission.FARM_READ, Farm, code))
            for code in codes}


def experts_of_industry(ctx: Context, code: str) -> list[tuple[int, str]]:
    """(id, name) of experts in use, by pinyin. Raises NotAllowed."""
    rows = ctx.session.scalars(
        scoped(ctx, Permission.EXPERT_READ, Expert).where(Expert.is_active, _names(Expert.industries, code))
        .order_by(Expert.pinyin, Expert.id)
    )
    return [(expert.id, expert.name) for expert in rows]


def farms_of_industry(ctx: Context, code: str) -> list[tuple[int, str]]:
    """(id, name) of the first twenty units in use, by pinyin. Raises NotAllowed."""
    rows = ctx.session.scalars(
        scoped(ctx, Permission.FARM_READ, Farm).where(Farm.is_active, _names(Farm.industries, code))
        .order_by(Farm.pinyin, Farm.id).limit(FARMS_SHOWN)
    )
    return [(farm.id, shown_farm(ctx, farm)) for farm in rows]


def _count(ctx: Context, permission: Permission, model, code: str) -> int:
    chosen = scoped(ctx, permission, model).where(model.is_active, _names(model.industries, code))
    return ctx.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _names(column, code: str) -> ColumnElement[bool]:
    return cast(column, String).contains(f'"{code}"', autoescape=True)
