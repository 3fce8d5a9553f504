"""Experts: to pick from by name or pinyin, and who made a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission
from data.models.expert import Expert
from data.models.visit import VisitExpert
from data.queries.scope import scoped
from data.services.context import Context


@dataclass(frozen=True)
class ExpertChoice:
    """`pinyin` is the name run together and its initials: hehaifeng hhf."""

    id: int
    name: str
    pinyin: str
    unit: str
    subject: str
    is_active: bool


def expert_choices(ctx: Context) -> list[ExpertChoice]:
    """Every expert the actor may see, by pinyin. Raises NotAllowed."""
    experts = ctx.session.scalars(scoped(ctx, Permission.EXPERT_READ, Expert).order_by(Expert.pinyin, Expert.id))
    return [ExpertChoice(e.id, e.name, e.pinyin, e.unit, e.subject, e.is_active) for e in experts]


def experts_of_visits(ctx: Context, visit_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Visit id -> the names of those who made it, by pinyin. The caller has checked that the visits may be seen."""
    rows = ctx.session.execute(
        select(VisitExpert.visit_id, Expert.name).join(Expert, Expert.id == VisitExpert.expert_id)
        .where(VisitExpert.visit_id.in_(visit_ids)).order_by(Expert.pinyin, Expert.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for visit_id, name in rows:
        found[visit_id] = (*found.get(visit_id, ()), name)
    return found
