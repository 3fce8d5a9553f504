"""What a person says of a list before it is merged: what its columns mean, who is who, or that it is not wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_, select

from data.domain.errors import Conflict, InvalidForm, InvalidInput
from data.domain.imports import OPEN, Decision, ListState, RowState
from data.exchange.workbooks.headings import field_of
from data.exchange.workbooks.kinds import KINDS
from data.models.imports import ImportedList, ImportedRow, SenderColumns
from data.services import audit
from data.services.context import Context
from data.services.imports.receiving import find_list
from data.services.imports.rules import rules_for
from data.services.imports.staging import keep_rows
from data.services.imports.targets import check_target

Json = dict[str, Any]


def choose(
    ctx: Context, list_id: int, version: int, columns: Mapping[str, str | None], fills: Mapping[str, Any],
) -> bool:
    """What headings mean, and what rows get that leave a field empty. True when the file must be read again.

    Remembered for the sender. Raises NotAllowed; NotFound import_unknown; Conflict import_closed, import_changed;
    InvalidInput column_twice(value), import_field; what `check_target` raises.
    """
    row = _open(ctx, list_id, version)
    kind = KINDS[row.kind]
    chosen: dict[str, str | None] = {}
    taken: set[str] = set()
    for heading, name in columns.items():
        if name is not None and (name in taken or kind.field(name) is None):
            raise InvalidInput("column_twice" if name in taken else "import_field", field=heading, value=heading)
        taken |= {name} if name else set()
        usual = field_of(kind, heading)
        if name != (usual.name if usual else None):
            chosen[heading] = name
    if row.kind == "people":
        check_target(ctx, fills)
    must_read = (chosen, dict(fills)) != (row.chosen, row.fills) or row.state is not ListState.STAGED
    row.chosen, row.fills = chosen, dict(fills)
    _remember(ctx, row, columns)
    if must_read:
        row.state = ListState.UPLOADED
    return must_read


def decide(ctx: Context, list_id: int, row_ids: Collection[int], decision: Decision | None) -> None:
    """Who these waiting rows are, None: open again; of a merged list those that were left out. DIFFERENT: the row must
    do as a new record.

    Raises NotAllowed; NotFound import_unknown; Conflict import_closed; InvalidForm with what the register minds, also
    record_twice.
    """
    row = find_list(ctx, list_id, lock=True)
    if row.state not in (ListState.STAGED, ListState.MERGED):
        raise Conflict("import_closed", list_id)
    rules = rules_for(ctx, row.kind, row.fills)
    waiting = ctx.session.scalars(select(ImportedRow).where(
        ImportedRow.list_id == list_id, ImportedRow.id.in_(row_ids), ImportedRow.state == RowState.WAITING,
        ImportedRow.record_id.is_(None), or_(ImportedRow.made_id.is_(None), row.state == ListState.STAGED),
    ))
    for one in waiting:
        if decision is Decision.DIFFERENT:
            rules.check_new(one.values)
            if one.likeness.get("is_certain"):
                raise InvalidForm([InvalidInput("record_twice", field="name")])
        one.decision = decision


def drop(ctx: Context, list_id: int, version: int) -> None:
    """Put a list away that is not to be merged. Raises as `choose`."""
    row = _open(ctx, list_id, version)
    row.state = ListState.DROPPED
    keep_rows(ctx, row.id, [])
    audit.record(ctx, "dropped", "import", row.id)


def _open(ctx: Context, list_id: int, version: int) -> ImportedList:
    row = find_list(ctx, list_id, lock=True)
    if row.state not in OPEN:
        raise Conflict("import_closed", list_id)
    if row.version != version:
        raise Conflict("import_changed", list_id)
    return row


def _remember(ctx: Context, row: ImportedList, headings: Collection[str]) -> None:
    if not row.sender:
        return
    known = ctx.session.scalar(select(SenderColumns).where(
        SenderColumns.county_code == row.county_code, SenderColumns.kind == row.kind,
        SenderColumns.sender == row.sender,
    ))
    if known is None:
        known = SenderColumns(county_code=row.county_code, kind=row.kind, sender=row.sender, columns={})
        ctx.session.add(known)
    others = {heading: name for heading, name in known.columns.items() if heading not in headings}
    known.columns = {**others, **row.chosen}
