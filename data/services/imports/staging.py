"""A list that was read is checked against the register and kept row by row; nothing of it is merged yet."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, delete, or_, select, update

from data.domain.contact import mask_id_number
from data.domain.errors import Conflict, InvalidForm, InvalidInput
from data.domain.imports import OPEN, ListState, RowState
from data.exchange.workbooks.report_json import VALUE_IN_SENTENCE, short
from data.models.imports import ImportedList, ImportedRow
from data.services.context import Context
from data.services.imports.alike import Likeness, likenesses
from data.services.imports.receiving import find_list
from data.services.imports.rules import Rules, rules_for
from data.services.inserting import insert_many

Json = dict[str, Any]
Place = tuple[str, int]
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
MASKED_INSIDE = ("remark",)  # words in which somebody may have written a number


@dataclass(frozen=True)
class Checked:
    """One row as it will be kept: of identity numbers the ends and, in `id_hash`, the keyed hash. `like_row`: the
    earlier row it may repeat."""

    sheet: str
    row: int
    values: Json
    others: Json
    like_row: Place | None = None
    faults: tuple[Json, ...] = ()
    likeness: Likeness | None = None
    differs: tuple[str, ...] = ()

    @property
    def state(self) -> RowState:
        if self.faults:
            return RowState.REJECTED
        is_settled = self.likeness is not None and self.likeness.is_certain and not self.differs
        if is_settled or (self.like_row is None and self.likeness is None):
            return RowState.ACCEPTED
        return RowState.WAITING


@dataclass(frozen=True)
class Comparison:
    """What reading and comparing a list brought, to be kept at once. `version` of the list when it was read."""

    version: int
    report: Json
    rows: Sequence[Checked] = ()


def compare(ctx: Context, list_id: int, report: Json) -> Comparison:
    """Every row of the report against the rules and records of the register. Writes nothing.

    Raises NotAllowed, NotFound import_unknown.
    """
    row = find_list(ctx, list_id)
    if "refused" in report:
        return Comparison(row.version, report)
    good = [_from_report(ctx, one) for one in (*report["rows"], *report["waiting_rows"])]
    order = {sheet: number for number, sheet in enumerate(dict.fromkeys(one.sheet for one in good))}
    good.sort(key=lambda one: (order[one.sheet], one.row))
    good = compared(ctx, row, good, _headings(report))
    return Comparison(row.version, report, [*good, *_rejected(report)])


def compared(ctx: Context, row: ImportedList, rows: Sequence[Checked], headings: Mapping[str, str]) -> list[Checked]:
    """The rows with whom they are or may be, and what the register minds about them."""
    alike = likenesses(ctx, row.kind, [one.values for one in rows], [fingerprint(one) for one in rows])
    rules = rules_for(ctx, row.kind, row.fills, {one.record_id for one in alike.values() if one.record_id})
    return [_checked(rules, one, alike.get(place), rows, headings) for place, one in enumerate(rows)]


def keep(ctx: Context, list_id: int, found: Comparison) -> None:
    """Keep what `compare` found, in place of what was kept before. Raises Conflict import_changed, import_closed."""
    row = find_list(ctx, list_id, lock=True)
    if row.version != found.version:
        raise Conflict("import_changed", list_id)
    if row.state not in OPEN:
        raise Conflict("import_closed", list_id)
    report = found.report
    row.seen = [_shown_column(column) for column in report.get("seen", [])]
    row.refusal = {"code": report["refused"], "message": report["message"]} if "refused" in report else {}
    row.skipped = report.get("skipped", [])
    row.state = ListState.REFUSED if row.refusal else ListState.STAGED
    keep_rows(ctx, row.id, found.rows)


def _shown_column(column: Json) -> Json:
    return {**column, "samples": [_told(sample, column["field"]) for sample in column["samples"]]}


def keep_rows(ctx: Context, list_id: int, rows: Sequence[Checked]) -> None:
    """Write the rows of a list anew. What was decided of one stays where the row and the question are the same."""
    before = _kept(ctx, list_id)
    ctx.session.execute(
        update(ImportedRow).where(ImportedRow.list_id == list_id, ImportedRow.like_row_id.is_not(None))
        .values(like_row_id=None)
    )
    ctx.session.execute(delete(ImportedRow).where(ImportedRow.list_id == list_id))
    if not rows:
        return
    ids = insert_many(ctx, ImportedRow, [_stored(list_id, one, before.get((one.sheet, one.row))) for one in rows])
    by_place = {(one.sheet, one.row): row_id for one, row_id in zip(rows, ids, strict=True)}
    for one in rows:
        if one.like_row is not None and one.state is RowState.WAITING:
            ctx.session.execute(
                update(ImportedRow).where(ImportedRow.id == by_place[one.sheet, one.row])
                .values(like_row_id=by_place[one.like_row])
            )
    ctx.session.expire_all()


def _kept(ctx: Context, list_id: int) -> dict[Place, Row]:
    """Of rows that were decided, or have made a record: by place."""
    rows = ctx.session.execute(
        select(
            ImportedRow.sheet, ImportedRow.row, ImportedRow.fingerprint, ImportedRow.like_id, ImportedRow.decision,
            ImportedRow.made_id,
        ).where(
            ImportedRow.list_id == list_id, or_(ImportedRow.decision.is_not(None), ImportedRow.made_id.is_not(None)),
        )
    )
    return {(one.sheet, one.row): one for one in rows}


def fingerprint(row: Checked) -> str:
    """The same for rows that say the same in all their cells, whatever file they stand in. Identity numbers speak by
    their keyed hash: nobody can try them out without the key."""
    said = json.dumps([row.values, row.others], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _from_report(ctx: Context, one: Json) -> Checked:
    like = one.get("like")
    return Checked(
        one["sheet"], one["row"], _without_numbers(ctx, one["values"]),
        {heading: _told(text, None) for heading, text in one["others"].items()},
        (like["sheet"], like["row"]) if like else None,
    )


def _checked(
    rules: Rules, row: Checked, alike: Likeness | None, rows: Sequence[Checked], headings: Mapping[str, str],
) -> Checked:
    if alike and alike.earlier is not None:
        earlier = rows[alike.earlier]
        row = replace(row, like_row=row.like_row or (earlier.sheet, earlier.row))
        alike = None
    if alike and alike.is_certain:
        row = replace(row, like_row=None)
    row = replace(row, likeness=alike)
    try:
        if alike and alike.record_id:
            differs = () if alike.is_repeat else rules.differences(alike.record_id, row.values)
            return replace(row, differs=tuple(differs))
        rules.check_new(row.values)
    except InvalidForm as several:
        return replace(row, faults=tuple(_fault(rules, error, row, headings) for error in several.errors))
    return row


def _fault(rules: Rules, error: InvalidInput, row: Checked, headings: Mapping[str, str]) -> Json:
    source = rules.source_of(error.field or "")
    params = {name: _plain(value) for name, value in error.params.items()}
    if error.code == "field_missing":
        error = InvalidInput("import_missing", field=error.field)
    return {
        "column": headings.get(source, ""), "value": str(row.values.get(source, "")), "code": error.code,
        "params": params,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _headings(report: Json) -> dict[str, str]:
    return {field: heading for heading, field in report["columns"].items() if field}


def _rejected(report: Json) -> list[Checked]:
    faults: dict[Place, list[Json]] = defaultdict(list)
    for one in report["rejected"]:
        about, value = dict(one["about"]), _told(one["value"], report["columns"].get(one["column"]))
        faults[one["sheet"], one["row"]].append({
            "column": one["column"], "value": value, "code": f"workbook_row_{about.pop('sentence')}",
            "params": {"column": one["column"], "value": short(value, VALUE_IN_SENTENCE), **about},
        })
    return [Checked(sheet, row, {}, {}, faults=tuple(found)) for (sheet, row), found in faults.items()]


def _told(value: str, field: str | None) -> str:
    """What is kept of a cell: of an identity number its ends, also where it stands in another column."""
    if field == "id_number":
        return mask_id_number(value)
    return value if field == "credit_code" else ID_NUMBER.sub(lambda found: mask_id_number(found[0]), value)


def _without_numbers(ctx: Context, values: Json) -> Json:
    """The ends of identity numbers, and a keyed hash of the row's own."""
    number = values.get("id_number")
    kept = {
        "id_number": mask_id_number(number), "id_hash": ctx.runtime.identity_key.hash(number),
    } if number else {}
    return {**values, **kept, **{name: _told(values[name], name) for name in MASKED_INSIDE if name in values}}


def _stored(list_id: int, row: Checked, before: Row | None) -> Json:
    alike, state, said = row.likeness, row.state, fingerprint(row)
    is_known = alike is not None and state is RowState.ACCEPTED
    maybe = alike.record_id if alike and not is_known else None
    is_same_question = before and state is RowState.WAITING and (before.fingerprint, before.like_id) == (said, maybe)
    about = {
        **alike.about, "differs": list(row.differs), "is_repeat": alike.is_repeat, "is_certain": alike.is_certain,
    } if alike else {}
    return {
        "list_id": list_id, "sheet": row.sheet, "row": row.row, "state": state, "values": row.values,
        "others": row.others, "fingerprint": said, "faults": list(row.faults),
        "record_id": alike.record_id if alike and is_known else None, "like_id": maybe, "likeness": about,
        "decision": before.decision if is_same_question else None, "made_id": before.made_id if before else None,
    }
