"""Experts to pick from by name or pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from data.domain.permissions import Permission
from data.models.expert import Expert
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
