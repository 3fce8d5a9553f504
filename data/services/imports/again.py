"""A list that was read is held against the register once more, as it is now."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.imports import ListState
from data.models.imports import ImportedList, ImportedRow
from data.services.context import Context
from data.services.imports.receiving import find_list
from data.services.imports.staging import Checked, Comparison, compared, keep_rows

AGAIN = (ListState.STAGED, ListState.UNDONE)


def compare_kept(ctx: Context, list_id: int, version: int) -> Comparison:
    """The kept rows of a staged or undone list beside the register. Writes nothing, as it takes seconds.

    Raises NotAllowed; NotFound import_unknown; Conflict import_closed, import_changed.
    """
    row = find_list(ctx, list_id)
    _check(row, version)
    stored = ctx.session.scalars(
        select(ImportedRow).where(ImportedRow.list_id == row.id).order_by(ImportedRow.id)
    ).all()
    place = {one.id: (one.sheet, one.row) for one in stored}
    good = [
        Checked(one.sheet, one.row, one.values, one.others, place.get(one.like_row_id)) for one in stored if one.values
    ]
    bad = [Checked(one.sheet, one.row, {}, {}, faults=tuple(one.faults)) for one in stored if not one.values]
    headings = {one["field"]: one["heading"] for one in row.seen if one["field"]}
    return Comparison(row.version, {}, [*compared(ctx, row, good, headings), *bad])


def again(ctx: Context, list_id: int, found: Comparison) -> None:
    """Keep what `compare_kept` found, so that the list can be merged. Raises as it does."""
    row = find_list(ctx, list_id, lock=True)
    _check(row, found.version)
    row.state = ListState.STAGED
    keep_rows(ctx, row.id, found.rows)
    ctx.session.flush()


def _check(row: ImportedList, version: int) -> None:
    if row.state not in AGAIN:
        raise Conflict("import_closed", row.id)
    if row.version != version:
        raise Conflict("import_changed", row.id)
