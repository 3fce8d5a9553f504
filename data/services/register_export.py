"""The list as filtered, as a workbook: private fields masked for whoever may not see them; the act is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from data.domain.parts import in_parts
from data.exchange.sheets_out import Column, ColumnKind, write_workbook
from data.i18n import N_, _, in_language
from data.queries.register import ListRequest, RecordRow, matching_ids, rows_of
from data.queries.register_codes import Codes, codes_for
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.words import NOTHING, words
from data.services import audit
from data.services.context import Context

COLUMN_KINDS = {Kind.NUMBER: ColumnKind.WHOLE, Kind.DAY: ColumnKind.DATE}
COMPLETENESS = N_("资料齐全（%）")


def export_list(ctx: Context, concept: Concept, request: ListRequest, sheet: str) -> bytes:
    """An .xlsx of every record that passes the request, in its order, all fields in words. Raises NotAllowed."""
    ids = matching_ids(ctx, concept, request)
    with in_language(ctx.lang):
        columns = [Column(_(field.label), COLUMN_KINDS.get(field.kind, ColumnKind.TEXT)) for field in concept.fields]
        columns.append(Column(_(COMPLETENESS), ColumnKind.WHOLE))
        book = write_workbook(columns, _lines(ctx, concept, ids), sheet=sheet)
    audit.record(ctx, "export", concept.name, "list", rows=len(ids))
    return book


def _lines(ctx: Context, concept: Concept, ids: list[int]) -> Iterator[list[Any]]:
    for some in in_parts(ids):
        rows = list(rows_of(ctx, concept, some))
        codes = codes_for(ctx, concept, [row.document for row in rows])
        yield from (_line(concept, row, codes) for row in rows)


def _line(concept: Concept, row: RecordRow, codes: Codes) -> list[Any]:
    return [*(_cell(field, row.document[field.name], codes) for field in concept.fields), row.completeness]


def _cell(field: Field, value: Any, codes: Codes) -> Any:
    if field.kind is Kind.NUMBER or value is None:
        return value
    if field.kind is Kind.DAY:
        return dt.date.fromisoformat(value)
    said = words(field, value, codes)
    return None if said == NOTHING else said
