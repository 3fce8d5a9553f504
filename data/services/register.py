"""Adding, changing, retiring and bringing back a record of any concept of the register."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidForm, InvalidInput, NotAllowed
from data.domain.permissions import is_about_oneself
from data.domain.places import county_of
from data.domain.register import ChangeKind
from data.domain.text import optional_text, required_text
from data.models.register import RegisterChange
from data.queries.scope import check_role, find, in_scope
from data.register.concept import Concept, document_of
from data.services import audit
from data.services.context import Context
from data.services.numbers import touch_county
from data.services.register_checks import checked, empty_document
from data.services.register_ledger import append_change

REASON_MAX = 200


def add(ctx: Context, concept: Concept, values: Mapping[str, Any], token: str | None = None) -> int:
    """A new record of the actor's county: its id. The same `token` again finds the record it made.

    Raises NotAllowed not_allowed (also for a home out of reach); InvalidForm with every fault.
    """
    require_keeper(ctx, concept)
    hold_county(ctx)
    made = _made_by(ctx, concept, token)
    if made is not None:
        return made
    raw = {field.name: values.get(field.name) for field in concept.fields}
    changes = checked(ctx, concept, raw, empty_document(concept), None)
    record = concept.model(county_code=county_of(ctx.actor.area_code))
    append_change(ctx, concept, record, ChangeKind.ADDED, {**empty_document(concept), **changes}, token=token)
    require_reach(ctx, concept, [record.id])
    audit.record(ctx, "add", concept.name, record.id)
    return record.id


def edit(
    ctx: Context, concept: Concept, record_id: int, version: int, values: Mapping[str, Any], reason: str = "",
) -> int:
    """Change the given fields of a record that is at `version`: its version afterwards.

    Raises NotAllowed not_allowed, field_not_yours; NotFound; Conflict record_changed when somebody was first
    (nothing is written; `data/queries/register_history.clash` shows both), record_retired; InvalidForm with every
    fault; InvalidInput text_long for the reason.
    """
    record = locked(ctx, concept, record_id, version)
    if not record.is_active:
        raise Conflict("record_retired", record_id)
    changes = checked(ctx, concept, values, document_of(concept, record), record_id)
    if changes:
        said = optional_text(reason, "reason", longest=REASON_MAX) or ""
        append_change(ctx, concept, record, ChangeKind.EDITED, changes, reason=said)
        require_reach(ctx, concept, [record.id])
        audit.record(ctx, "edit", concept.name, record_id, fields=sorted(changes))
    return record.version


def retire(ctx: Context, concept: Concept, record_id: int, version: int, reason: str) -> None:
    """Take a record out of use; everything about it stays. Raises as `edit`; InvalidInput text_missing."""
    _set_active(ctx, concept, record_id, version, reason, ChangeKind.RETIRED)


def restore(ctx: Context, concept: Concept, record_id: int, version: int, reason: str) -> None:
    """Bring a retired record back into use. Raises as `retire`."""
    _set_active(ctx, concept, record_id, version, reason, ChangeKind.RESTORED)


def locked(ctx: Context, concept: Concept, record_id: int, version: int | None = None) -> Any:
    """The record, locked for this transaction, if the actor may change it and it is still at `version`."""
    hold_county(ctx)
    record: Any = find(ctx, concept.edit, concept.model, record_id, lock=True)
    if version is not None and record.version != version:
        raise Conflict("record_changed", record_id)
    return record


def hold_county(ctx: Context) -> None:
    """Before records are locked, as imports do: figures depend on them, and who speaks for a unit is a person."""
    touch_county(ctx, county_of(ctx.actor.area_code))


def _set_active(
    ctx: Context, concept: Concept, record_id: int, version: int, reason: str, kind: ChangeKind,
) -> None:
    require_keeper(ctx, concept)
    said = required_text(reason, "reason", longest=REASON_MAX)
    record = locked(ctx, concept, record_id, version)
    is_active = kind is ChangeKind.RESTORED
    if record.is_active is is_active:
        raise Conflict("record_in_use" if is_active else "record_retired", record_id)
    if is_active:
        _require_single(ctx, concept, record)
    append_change(ctx, concept, record, kind, {"is_active": is_active}, reason=said)
    audit.record(ctx, kind.value, concept.name, record_id, reason=said)


def _require_single(ctx: Context, concept: Concept, record: Any) -> None:
    """Meanwhile the same expert may have been added anew."""
    document = document_of(concept, record)
    same = {name: document[name] for name in concept.same_as}
    checked(ctx, concept, same, {**document, **dict.fromkeys(same)}, record.id)


def require_keeper(ctx: Context, concept: Concept) -> None:
    """Only whoever keeps the register adds and retires, not whom a record is about."""
    check_role(ctx, concept.edit)
    if is_about_oneself(ctx.actor.role, concept.edit):
        raise NotAllowed("not_allowed", concept.edit.value)


def require_reach(ctx: Context, concept: Concept, ids: Collection[int]) -> None:
    """Nobody adds or moves a record out of their own reach."""
    model: Any = concept.model
    reached = ctx.session.scalar(
        select(func.count()).select_from(model).where(model.id.in_(ids), in_scope(ctx.actor, concept.edit, model))
    )
    if reached != len(ids):
        raise InvalidForm([InvalidInput("out_of_your_area", field=_place_field(concept))])


def _place_field(concept: Concept) -> str | None:
    return next((field.name for field in concept.fields if field.codes == "place"), None)


def _made_by(ctx: Context, concept: Concept, token: str | None) -> int | None:
    if token is None:
        return None
    return ctx.session.scalar(
        select(RegisterChange.record_id)
        .where(RegisterChange.token == token, RegisterChange.concept == concept.name)
    )
