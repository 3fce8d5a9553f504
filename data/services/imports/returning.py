"""The workbook that goes back to its sender: as it came, with a column of what the file and the register mind."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from data.domain.errors import AppError, Refused
from data.domain.imports import RowState
from data.exchange.workbooks.isolated import check_content
from data.exchange.workbooks.sheets import PREFIX
from data.i18n.errors import sentence
from data.models.imports import ImportedRow
from data.services import audit
from data.services.context import Context
from data.services.imports.receiving import Order, order_for


@dataclass(frozen=True)
class Returning:
    """What the workbook is made of; `said`: what the register minds, {sheet, row, column, message}."""

    order: Order
    said: tuple[dict[str, Any], ...]


def returning_for(ctx: Context, list_id: int) -> Returning:
    """Raises NotAllowed; NotFound import_unknown, file_gone."""
    order = order_for(ctx, list_id)
    rows = ctx.session.scalars(select(ImportedRow).where(
        ImportedRow.list_id == list_id, ImportedRow.state == RowState.REJECTED,
    ).order_by(ImportedRow.id))
    audit.record(ctx, "returned", "import", list_id)
    return Returning(order, tuple(
        {
            "sheet": row.sheet, "row": row.row, "column": fault["column"],
            "message": sentence(AppError.again(fault["code"], fault["params"]), ctx.lang),
        }
        for row in rows for fault in row.faults if not fault["code"].startswith(PREFIX)
    ))


def returned_book(returning: Returning) -> bytes:
    """The .xlsx, made in a process with limits. Raises Refused workbook_too_large."""
    order = returning.order
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "returned.xlsx"
        check_content(
            order.file_name, order.content, order.kind, order.county_code, lang=order.lang, today=order.today,
            returned=book, order=order.said | {"said": list(returning.said)},
        )
        if not book.exists():
            raise Refused("workbook_too_large")
        return book.read_bytes()
