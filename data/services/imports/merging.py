"""A staged list goes into the register in one transaction: all that is settled, and nothing that waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from data.domain.errors import Conflict
from data.domain.imports import ListState
from data.models.imports import ImportedList, ImportedRow
from data.queries.imports import import_page
from data.services import audit
from data.services.context import Context
from data.services.imports.merging_people import merge_people
from data.services.imports.merging_questions import merge_questions
from data.services.imports.merging_register import merge_register
from data.services.imports.merging_visits import merge_visits
from data.services.imports.plan import MERGED_AT, Plan, plan_for
from data.services.imports.receiving import find_list
from data.services.imports.rechecking import check_still_new, check_still_there
from data.services.imports.targets import for_somebody
from data.services.numbers import touch_county

MERGERS: Mapping[str, Callable[[Context, Plan], None]] = {
    "experts": merge_register, "farms": merge_register, "projects": merge_register, "people": merge_people,
    "visits": merge_visits, "problems": merge_questions,
}


@dataclass(frozen=True)
class Merged:
    """`made` and `changed` records, `known` rows that changed nothing, `left` rows that stay out."""

    made: int
    changed: int
    known: int
    left: int


def merge(ctx: Context, list_id: int, version: int, *, is_certain: bool = False) -> Merged:
    """Write every settled row; of a merged list those that were settled since. Rows that were sent back or wait stay
    where they are. `is_certain`: written although more than half of the rows look doubled.

    Raises NotAllowed; NotFound import_unknown; Conflict import_closed, import_changed (somebody was first),
    import_nothing, import_looks_doubled(count, rows), import_register_changed(count) when new rows have come in
    meanwhile, import_record_gone, import_row_fault; InvalidForm out_of_your_area. Then nothing is written.
    """
    row = _locked(ctx, list_id, version)
    plan = plan_for(ctx, row)
    if not plan.new and not plan.joined:
        raise Conflict("import_nothing", list_id)
    if not is_certain:
        _brake(ctx, row)
    check_still_there(ctx, plan)
    check_still_new(ctx, plan)
    MERGERS[row.kind](ctx, plan)
    _note(ctx, plan)
    plan.keep(MERGED_AT, [ctx.now.isoformat()])
    row.state = ListState.MERGED
    row.made = {name: [*row.made.get(name, []), *plan.made.get(name, [])] for name in {**row.made, **plan.made}}
    row.merged_by_id, row.merged_at, row.undone_by_id, row.undone_at = ctx.actor.account_id, ctx.now, None, None
    known = len(plan.record_of) - len(plan.new) - plan.changed
    audit.record(ctx, "merged", "import", row.id, made=len(plan.new), changed=plan.changed, left=plan.left)
    return Merged(len(plan.new), plan.changed, known, plan.left)


def _locked(ctx: Context, list_id: int, version: int) -> ImportedList:
    """The list and its county, held: whoever else writes of the county waits."""
    touch_county(ctx, find_list(ctx, list_id).county_code)
    row = find_list(ctx, list_id, lock=True)
    if row.state not in (ListState.STAGED, ListState.MERGED):
        raise Conflict("import_closed", list_id)
    if row.version != version:
        raise Conflict("import_changed", list_id)
    return row


def _brake(ctx: Context, row: ImportedList) -> None:
    """A list most of which seems to be there already stops once; who comes to a training is known, so that is none."""
    counts = import_page(ctx, row.id).counts
    if row.state is ListState.STAGED and not for_somebody(row) and counts.is_mostly_doubled:
        raise Conflict("import_looks_doubled", row.id, count=counts.doubled, rows=counts.read)


def _note(ctx: Context, plan: Plan) -> None:
    """Write on each row which record it made or is; as one statement for many rows."""
    new, rows = {one.id for one in plan.new}, ImportedRow.__table__
    for name, is_new in (("made_id", True), ("record_id", False)):
        values = [
            {"of_row": row_id, "record": record_id} for row_id, record_id in plan.record_of.items()
            if (row_id in new) is is_new
        ]
        if values:
            statement = update(rows).where(rows.c.id == bindparam("of_row")).values({name: bindparam("record")})
            ctx.session.connection().execute(statement, values)
