"""The figures of a chart as a table, and as a workbook to take along."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.exchange.sheets_out import Column, ColumnKind, write_workbook
from data.i18n import _
from pages.shared.components import note
from pages.shared.formats import plain

ROWS_SHOWN = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(name: str, headings: Sequence[str], rows: Sequence[Sequence[str | int | None]], key: str) -> None:
    """Folded away under its chart; figures stay figures in the workbook, what is not known stays empty."""
    with st.expander(_("看表、下载"), icon=":material/table:"):
        st.table(
            [dict(zip(headings, map(_shown, row), strict=True)) for row in rows[:ROWS_SHOWN]], border="horizontal",
            hide_index=True,
        )
        if len(rows) > ROWS_SHOWN:
            note(_("一共 {n} 行，下载的表里都有。").format(n=len(rows)))
        st.download_button(
            _("下载表格"), lambda: workbook(headings, rows), f"{name}.xlsx", XLSX, key=f"download_{key}",
            icon=":material/download:", on_click="ignore",
        )


def workbook(headings: Sequence[str], rows: Sequence[Sequence[str | int | None]]) -> bytes:
    """The same as .xlsx: a column with a figure in it is a column of figures."""
    is_number = [any(isinstance(row[n], int) for row in rows) for n in range(len(headings))]
    columns = [
        Column(heading, ColumnKind.WHOLE if number else ColumnKind.TEXT)
        for heading, number in zip(headings, is_number, strict=True)
    ]
    return write_workbook(columns, rows)


def _shown(value: str | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else plain(value)
