"""The ledger: every change of a register record with before and after, in the transaction that makes it.

The steps of a record, in order, give the record as it is; up to a version, as it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from data.domain.register import ChangeKind
from data.models.base import Base
from data.models.register import RegisterChange
from data.register.concept import Concept, document_of, write
from data.register.industry import INDUSTRY
from data.services.context import Context
from data.services.farm_contacts import settle_contact
from data.services.names import pinyin_of
from data.services.register_cards import rewrite_cards, write_card

BEFORE_WRITING: Mapping[str, Callable[[Context, Any, Mapping[str, Any]], None]] = {"farm": settle_contact}
"""What else a change of such a record means; called with the document as it will be."""


def append_change(
    ctx: Context, concept: Concept, record: Any, kind: ChangeKind, values: Mapping[str, Any], *,
    reason: str = "", batch_id: int | None = None, token: str | None = None,
) -> RegisterChange:
    """Set checked `values` on the locked record and write what changed; its version goes up by one.

    `values` may hold `is_active` beside fields. A record that had no ledger yet begins with what was found.
    """
    before = _state(concept, record) if record.id else {}
    if record.id:
        _begin(ctx, concept, record)
    if settle := BEFORE_WRITING.get(concept.name):
        settle(ctx, record, {**before, **values})
    _set(concept, record, values)
    ctx.session.add(record)
    flag_modified(record, "name")  # parts alone would leave the row, and so the version, as they are
    ctx.session.flush()
    after = _state(concept, record)
    changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
    kept = {name: before[name] for name in changed if name in before}
    change = _entry(ctx, concept, record, kind, kept, changed)
    change.reason, change.batch_id, change.token = reason, batch_id, token
    ctx.session.add(change)
    write_card(ctx, concept, record)
    if concept is INDUSTRY and "short_name" in kept:
        rewrite_cards(ctx, [kept["short_name"]])
    return change


def replay(changes: Iterable[RegisterChange], version: int | None = None) -> dict[str, Any]:
    """What the steps, and nothing else, say about the record (at `version`)."""
    state: dict[str, Any] = {}
    for change in changes:
        if version is None or change.version <= version:
            state.update(change.after)
    return state


def changes_of(session: Session, concept: Concept, record_id: int) -> list[RegisterChange]:
    """The steps of one record, oldest first."""
    return list(session.scalars(
        select(RegisterChange)
        .where(RegisterChange.concept == concept.name, RegisterChange.record_id == record_id)
        .order_by(RegisterChange.version)
    ))


def stored_state(concept: Concept, record: Any) -> dict[str, Any]:
    """What the rows say, to be held against `replay`."""
    return _state(concept, record)


def _state(concept: Concept, record: Any) -> dict[str, Any]:
    return {**document_of(concept, record), "is_active": record.is_active}


def _set(concept: Concept, record: Any, values: Mapping[str, Any]) -> None:
    fields = dict(values)
    record.is_active = fields.pop("is_active", True if record.is_active is None else record.is_active)
    write(concept, record, fields)
    if "name" in fields:
        record.pinyin = pinyin_of(record.name)


def _begin(ctx: Context, concept: Concept, record: Any) -> None:
    is_first = ctx.session.scalar(
        select(RegisterChange.id)
        .where(RegisterChange.concept == concept.name, RegisterChange.record_id == record.id).limit(1)
    ) is None
    if is_first:
        change = _entry(ctx, concept, record, ChangeKind.FOUND, {}, _state(concept, record))
        change.account_id = None
        ctx.session.add(change)


def _entry(
    ctx: Context, concept: Concept, record: Base, kind: ChangeKind, before: dict, after: dict,
) -> RegisterChange:
    return RegisterChange(
        concept=concept.name, record_id=record.id, version=record.version, kind=kind, at=ctx.now,
        account_id=ctx.account_id, before=before, after=after,
    )
