"""What is known before a training is written down: places, industries, who may have held it; and lines that wait."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from data.domain.name_list import WAITING, Standing
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.roles import Role
from data.models.expert import Expert
from data.models.visit import ListLine, Visit
from data.queries.places import PlaceChoice, towns
from data.queries.scope import check_role, find
from data.queries.taxonomy import IndustryName, industries
from data.services.context import Context


@dataclass(frozen=True)
class TrainingPage:
    """`experts`: id -> name in pinyin order, empty for an expert, who writes down what he held himself."""

    towns: tuple[PlaceChoice, ...]
    industries: tuple[IndustryName, ...]
    experts: dict[int, str]


@dataclass(frozen=True)
class WaitingLine:
    """A line of a list that counts nowhere yet, as it was written."""

    line_id: int
    number: int
    name: str
    standing: Standing


def training_page(ctx: Context) -> TrainingPage:
    """Raises NotAllowed."""
    check_role(ctx, Permission.TRAINING_LOG)
    experts = {} if ctx.actor.role is Role.EXPERT else _experts(ctx)
    return TrainingPage(tuple(towns(ctx)), tuple(industries(ctx)), experts)


def _experts(ctx: Context) -> dict[int, str]:
    rows = ctx.session.execute(
        select(Expert.id, Expert.name, Expert.subject)
        .where(Expert.county_code == county_of(ctx.actor.area_code), Expert.is_active)
        .order_by(Expert.pinyin, Expert.id)
    )
    return {id_: f"{name} · {subject}" for id_, name, subject in rows}


def waiting_lines(ctx: Context, visit_id: int) -> tuple[WaitingLine, ...]:
    """The lines of a visit's lists that wait for a word, for those who may attach one. Raises as `find`."""
    find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id)
    rows = ctx.session.scalars(
        select(ListLine).where(ListLine.visit_id == visit_id, ListLine.standing.in_(WAITING)).order_by(ListLine.id)
    )
    return tuple(WaitingLine(row.id, row.number, row.name, row.standing) for row in rows)
