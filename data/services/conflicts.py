"""Conflicts of interest: declared by the expert or an officer, ended with a reason, never deleted."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.text import optional_text, required_text
from data.domain.ties import DECLARED, ConflictKind
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.tie import ConflictOfInterest
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.numbers import touch_county

WORDS_MAX = 200


def declare_conflict(ctx: Context, expert_id: int, farm_id: int, kind: str, words: str | None = None) -> int:
    """The expert is not offered this farm's questions any more: the row's id.

    Raises NotAllowed; NotFound; InvalidInput kind_unknown, farm_unknown, text_long;
    Conflict('conflict_declared') where the same kind already holds.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    expert = find(ctx, Permission.CONFLICT_DECLARE, Expert, expert_id)
    if kind not in DECLARED:
        raise InvalidInput("kind_unknown", field="kind", value=kind)
    farm = ctx.session.get(Farm, farm_id)
    if farm is None or farm.county_code != expert.county_code:
        raise InvalidInput("farm_unknown", field="farm")
    if ctx.session.scalar(_standing(expert_id, farm_id, kind)) is not None:
        raise Conflict("conflict_declared", farm_id)
    row = ConflictOfInterest(
        expert_id=expert_id, farm_id=farm_id, kind=ConflictKind(kind),
        words=optional_text(words, "words", longest=WORDS_MAX), declared_by_id=ctx.actor.account_id,
        declared_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    record(ctx, "conflict_declared", "expert", expert_id, farm_id=farm_id, kind=kind)
    return row.id


def end_conflict(ctx: Context, conflict_id: int, why: str) -> None:
    """The conflict is over; once is enough. Raises NotAllowed, NotFound, InvalidInput text_missing."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    row = ctx.session.get(ConflictOfInterest, conflict_id)
    if row is None:
        raise NotFound("conflict_unknown", conflict_id)
    find(ctx, Permission.CONFLICT_DECLARE, Expert, row.expert_id)
    reason = required_text(why, "why", longest=WORDS_MAX)
    if row.ended_at is None:
        row.ended_by_id, row.ended_at = ctx.actor.account_id, ctx.now
        record(ctx, "conflict_ended", "expert", row.expert_id, farm_id=row.farm_id, why=reason)


def _standing(expert_id: int, farm_id: int, kind: str):
    return select(ConflictOfInterest.id).where(
        ConflictOfInterest.expert_id == expert_id, ConflictOfInterest.farm_id == farm_id,
        ConflictOfInterest.kind == ConflictKind(kind), ConflictOfInterest.ended_at.is_(None),
    ).limit(1)
