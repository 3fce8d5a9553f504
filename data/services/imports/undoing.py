"""A merged list is taken back as a whole: everything is as it was, or nothing is done and a sentence says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import update

from data.domain.errors import Conflict
from data.domain.imports import ListState
from data.models.imports import ImportedList, ImportedRow
from data.services import audit
from data.services.context import Context
from data.services.imports.receiving import find_list
from data.services.imports.targets import take_off_list
from data.services.imports.undoing_people import undo_people
from data.services.imports.undoing_questions import undo_questions
from data.services.imports.undoing_register import undo_register
from data.services.imports.undoing_visits import undo_visits
from data.services.numbers import touch_county

UNDOERS: Mapping[str, Callable[[Context, ImportedList], None]] = {
    "experts": undo_register, "farms": undo_register, "projects": undo_register, "people": undo_people,
    "visits": undo_visits, "problems": undo_questions,
}


def undo(ctx: Context, list_id: int, version: int) -> None:
    """Take back all that merging wrote. The rows and decisions stay, so that it can be merged again.

    Raises NotAllowed; NotFound import_unknown; Conflict import_closed, import_changed, import_built_on(names) when
    somebody has used, changed or decided something about what the list brought. Then nothing is changed.
    """
    touch_county(ctx, find_list(ctx, list_id).county_code)
    row = find_list(ctx, list_id, lock=True)
    if row.state is not ListState.MERGED:
        raise Conflict("import_closed", list_id)
    if row.version != version:
        raise Conflict("import_changed", list_id)
    take_off_list(ctx, row)
    UNDOERS[row.kind](ctx, row)
    ctx.session.execute(
        update(ImportedRow).where(ImportedRow.list_id == row.id, ImportedRow.decision.is_not(None))
        .values(record_id=None).execution_options(synchronize_session=False)
    )
    row.state, row.made = ListState.UNDONE, {}
    row.undone_by_id, row.undone_at = ctx.actor.account_id, ctx.now
    audit.record(ctx, "undone", "import", row.id)
