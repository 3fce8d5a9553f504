"""What happened to a record, batches of changes, and two versions of a record side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.register import ChangeKind, CheckAnswer
from data.models.account import Account
from data.models.register import RegisterBatch, RegisterChange, RegisterCheck
from data.queries.register_masks import masked
from data.queries.scope import check_role, find, in_scope
from data.register.concept import Concept, Document, document_of
from data.services.context import Context

BATCHES_SHOWN = 10


@dataclass(frozen=True)
class CheckRow:
    """An answer that came over a link."""

    answer: CheckAnswer
    words: str | None
    answered_at: dt.datetime


@dataclass(frozen=True)
class HistoryRow:
    """One step: who did what when and why; field -> value before and after. `is_active` may be among the fields."""

    version: int
    kind: ChangeKind
    at: dt.datetime
    who: str | None
    reason: str
    before: Document
    after: Document


@dataclass(frozen=True)
class BatchRow:
    """Changes made together; `may_undo`: it has not been taken back and does not take another back."""

    id: int
    at: dt.datetime
    who: str
    reason: str
    records: int
    undoes: bool
    may_undo: bool


@dataclass(frozen=True)
class Clash:
    """Somebody was first. `base`: the record as it was when the form was opened; `theirs`: as it is now."""

    version: int
    who: str
    at: dt.datetime
    base: Document
    theirs: Document

    def fields(self, mine: Mapping[str, Any]) -> list[str]:
        """Fields that both changed, and differently: the person chooses."""
        return [
            name for name, value in mine.items()
            if value != self.base[name] and self.theirs[name] not in (self.base[name], value)
        ]

    def only_theirs(self, mine: Mapping[str, Any]) -> list[str]:
        """Fields that only the other changed: they stay as they are now."""
        return [
            name for name, value in self.theirs.items()
            if value != self.base[name] and mine.get(name, self.base[name]) == self.base[name]
        ]

    def merged(self, mine: Mapping[str, Any], keep_mine: set[str]) -> dict[str, Any]:
        """What to save upon `version`: my changes, without those where theirs was chosen."""
        both = set(self.fields(mine))
        return {
            name: value for name, value in mine.items()
            if value != self.base[name] and (name not in both or name in keep_mine)
        }


def latest_answer(ctx: Context, concept: Concept, record_id: int) -> CheckRow | None:
    """What whom the record is about said last; None when nobody has answered. Raises NotAllowed, NotFound."""
    find(ctx, concept.edit, concept.model, record_id)
    row = ctx.session.execute(
        select(RegisterCheck.answer, RegisterCheck.words, RegisterCheck.answered_at).where(
            RegisterCheck.concept == concept.name, RegisterCheck.record_id == record_id,
            RegisterCheck.answered_at.is_not(None),
        ).order_by(RegisterCheck.answered_at.desc()).limit(1)
    ).first()
    return CheckRow(*row) if row else None


def history(ctx: Context, concept: Concept, record_id: int) -> list[HistoryRow]:
    """The steps of one record, newest first; private fields masked as in the record. Raises NotAllowed, NotFound."""
    find(ctx, concept.read, concept.model, record_id)
    is_open = _is_reached(ctx, concept, concept.private, record_id)
    rows = ctx.session.execute(
        select(RegisterChange, Account.name).outerjoin(Account, Account.id == RegisterChange.account_id)
        .where(RegisterChange.concept == concept.name, RegisterChange.record_id == record_id)
        .order_by(RegisterChange.version.desc())
    )
    return [
        HistoryRow(
            change.version, change.kind, change.at, who, change.reason,
            change.before if is_open else masked(concept, change.before),
            change.after if is_open else masked(concept, change.after),
        )
        for change, who in rows
    ]


def clash(ctx: Context, concept: Concept, record_id: int, version: int) -> Clash | None:
    """What happened to the record since `version`; None when nothing did. Raises NotAllowed, NotFound."""
    record: Any = find(ctx, concept.edit, concept.model, record_id)
    if record.version == version:
        return None
    steps = ctx.session.execute(
        select(RegisterChange, Account.name).outerjoin(Account, Account.id == RegisterChange.account_id)
        .where(RegisterChange.concept == concept.name, RegisterChange.record_id == record_id)
        .order_by(RegisterChange.version)
    ).all()
    base: dict[str, Any] = {}
    for change, _who in steps:
        if change.version <= version:
            base.update(change.after)
    base.pop("is_active", None)
    last, who = steps[-1]
    return Clash(record.version, who or "", last.at, base, document_of(concept, record))


def batches(ctx: Context, concept: Concept) -> list[BatchRow]:
    """The last batches of the county, newest first; imports have a history of their own. Raises NotAllowed."""
    check_role(ctx, concept.edit)
    undoing = aliased(RegisterBatch)
    records = select(func.count()).where(RegisterChange.batch_id == RegisterBatch.id).scalar_subquery()
    rows = ctx.session.execute(
        select(RegisterBatch, Account.name, records, undoing.id)
        .join(Account, Account.id == RegisterBatch.account_id)
        .outerjoin(undoing, undoing.undoes_id == RegisterBatch.id)
        .where(
            RegisterBatch.concept == concept.name, RegisterBatch.county_code == county_of(ctx.actor.area_code),
            RegisterBatch.list_id.is_(None),
        )
        .order_by(RegisterBatch.id.desc()).limit(BATCHES_SHOWN)
    )
    return [
        BatchRow(
            batch.id, batch.at, who, batch.reason, total, batch.undoes_id is not None,
            batch.undoes_id is None and undone_by is None,
        )
        for batch, who, total, undone_by in rows
    ]


def _is_reached(ctx: Context, concept: Concept, permission: Permission, record_id: int) -> bool:
    model: Any = concept.model
    query = select(model.id).where(model.id == record_id, in_scope(ctx.actor, permission, model))
    return ctx.session.scalar(query) is not None
