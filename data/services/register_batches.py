"""Many records changed at once: a preview first, then all in one transaction, and the whole can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidForm, InvalidInput, NotFound
from data.domain.places import county_of
from data.domain.register import ChangeKind
from data.domain.text import optional_text
from data.models.register import RegisterBatch, RegisterChange
from data.queries.register_codes import Codes, codes_for
from data.queries.scope import scoped
from data.register.concept import Concept, document_of
from data.services import audit
from data.services.context import Context
from data.services.register import REASON_MAX, hold_county, require_keeper, require_reach
from data.services.register_checks import checked
from data.services.register_ledger import append_change

BATCH_MAX = 1000


@dataclass(frozen=True)
class RowEdit:
    """What the grid says about one record, which was at `version` when the grid was drawn."""

    record_id: int
    version: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RowPreview:
    """One record: field -> (before, after) of what would change, and what is wrong with it."""

    record_id: int
    name: str
    changes: Mapping[str, tuple[Any, Any]]
    errors: tuple[InvalidInput, ...] = ()


def preview(ctx: Context, concept: Concept, edits: Sequence[RowEdit]) -> list[RowPreview]:
    """What `apply` would do, row by row, rows that would not change left out. Writes nothing.

    Raises NotAllowed not_allowed; InvalidInput batch_long(most).
    """
    require_keeper(ctx, concept)
    records, codes = _records(ctx, concept, edits), codes_for(ctx, concept)
    rows = (_preview(ctx, concept, edit, records.get(edit.record_id), codes) for edit in edits)
    return [row for row in rows if row.changes or row.errors]


def apply(ctx: Context, concept: Concept, edits: Sequence[RowEdit], reason: str = "") -> int | None:
    """Make all changes in this transaction: the batch's id, None when nothing changed.

    Raises InvalidForm when any row has a fault, then nothing is written; else as `preview`.
    """
    require_keeper(ctx, concept)
    records, codes = _records(ctx, concept, edits, lock=True), codes_for(ctx, concept)
    rows = [_preview(ctx, concept, edit, records.get(edit.record_id), codes) for edit in edits]
    faults = [error.at(error.field, row.record_id, who=row.name) for row in rows for error in row.errors]
    if faults:
        raise InvalidForm(faults)
    changed = [row for row in rows if row.changes]
    if not changed:
        return None
    batch = new_batch(ctx, concept, reason)
    for row in changed:
        values = {name: after for name, (_before, after) in row.changes.items()}
        append_change(
            ctx, concept, records[row.record_id], ChangeKind.EDITED, values, reason=batch.reason, batch_id=batch.id,
        )
    require_reach(ctx, concept, [row.record_id for row in changed])
    audit.record(ctx, "batch", concept.name, batch.id, rows=len(changed))
    return batch.id


def undo(ctx: Context, concept: Concept, batch_id: int) -> int:
    """Take a whole batch back, as a batch of its own: that one's id.

    Raises Conflict batch_changed_since(names) when a record was changed afterwards, and then takes nothing back;
    Conflict batch_undone, batch_is_import; NotFound batch_unknown.
    """
    batch = _batch(ctx, concept, batch_id)
    changes = list(ctx.session.scalars(
        select(RegisterChange).where(RegisterChange.batch_id == batch.id).order_by(RegisterChange.id)
    ))
    records = _locked(ctx, concept, [change.record_id for change in changes])
    _require_unchanged(ctx, concept, changes, records)
    undoing = new_batch(ctx, concept, batch.reason)
    undoing.undoes_id = batch.id
    for change in changes:
        append_change(
            ctx, concept, records[change.record_id], ChangeKind.UNDONE, change.before, batch_id=undoing.id,
        )
    audit.record(ctx, "undo_batch", concept.name, batch.id, rows=len(changes))
    return undoing.id


def _require_unchanged(
    ctx: Context, concept: Concept, changes: Sequence[RegisterChange], records: Mapping[int, Any],
) -> None:
    """Each record is in use, within reach and as the batch left it."""
    since = [
        change.record_id for change in changes
        if change.record_id not in records or records[change.record_id].version != change.version
    ]
    if since:
        model: Any = concept.model
        names = ctx.session.scalars(select(model.name).where(model.id.in_(since)).order_by(model.id)).all()
        raise Conflict("batch_changed_since", names=tuple(names))


def _preview(ctx: Context, concept: Concept, edit: RowEdit, record: Any, codes: Codes) -> RowPreview:
    if record is None:
        return RowPreview(edit.record_id, "", {}, (InvalidInput("row_out_of_reach"),))
    if record.version != edit.version:
        return RowPreview(edit.record_id, record.name, {}, (InvalidInput("row_changed_meanwhile"),))
    document = document_of(concept, record)
    try:
        changes = checked(ctx, concept, edit.values, document, record.id, codes)
    except InvalidForm as faults:
        return RowPreview(edit.record_id, record.name, _typed(edit.values, document), faults.errors)
    return RowPreview(
        edit.record_id, record.name, {name: (document[name], value) for name, value in changes.items()},
    )


def _typed(values: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """A row with a fault is shown as it was typed."""
    return {name: (document[name], value) for name, value in values.items() if value != document[name]}


def _records(
    ctx: Context, concept: Concept, edits: Sequence[RowEdit], *, lock: bool = False,
) -> dict[int, Any]:
    if len(edits) > BATCH_MAX:
        raise InvalidInput("batch_long", most=BATCH_MAX)
    return _locked(ctx, concept, [edit.record_id for edit in edits], lock=lock)


def _locked(ctx: Context, concept: Concept, ids: Iterable[int], *, lock: bool = True) -> dict[int, Any]:
    """Records in use that the actor may change, by id; locked in the order of ids, so that two batches take turns."""
    model: Any = concept.model
    query = scoped(ctx, concept.edit, model).where(model.id.in_(list(ids)), model.is_active).order_by(model.id)
    if lock:
        hold_county(ctx)
        query = query.with_for_update(of=model).execution_options(populate_existing=True)
    return {record.id: record for record in ctx.session.scalars(query.options(*concept.loading()))}


def new_batch(ctx: Context, concept: Concept, reason: str, list_id: int | None = None) -> RegisterBatch:
    """The row that changes made together refer to; `list_id` of the list that brings them."""
    batch = RegisterBatch(
        list_id=list_id,
        concept=concept.name, county_code=county_of(ctx.actor.area_code), at=ctx.now,
        account_id=ctx.actor.account_id, reason=optional_text(reason, "reason", longest=REASON_MAX) or "",
    )
    ctx.session.add(batch)
    ctx.session.flush()
    return batch


def _batch(ctx: Context, concept: Concept, batch_id: int) -> RegisterBatch:
    require_keeper(ctx, concept)
    batch = ctx.session.get(RegisterBatch, batch_id, with_for_update=True)
    county = county_of(ctx.actor.area_code)
    if batch is None or batch.concept != concept.name or batch.county_code != county:
        raise NotFound("batch_unknown", batch_id)
    if batch.list_id is not None:
        raise Conflict("batch_is_import", batch_id)
    if batch.undoes_id is not None or ctx.session.scalar(
        select(RegisterBatch.id).where(RegisterBatch.undoes_id == batch_id)
    ):
        raise Conflict("batch_undone", batch_id)
    return batch
