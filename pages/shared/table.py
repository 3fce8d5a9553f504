"""The figures of a chart as a table, and as a workbook to take along."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.exchange.sheets_out import Column, ColumnKind, write_workbook
from data.i18n import _
from pages.shared.components import note
from pages.shared.formats import plain

ROWS_SHOWN = 25
Value = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(name: str, headings: Sequence[str], rows: Sequence[Sequence[Value]], key: str) -> None:
    """Folded away under its chart; figures stay figures in the workbook, what is not known stays empty."""
    with st.container(key=f"noprint_table_{key}"), st.expander(_("看表、下载"), icon=":material/table:"):
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


def workbook(headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The same as .xlsx: a column with a figure in it is a column of figures."""
    columns = [Column(heading, _kind([row[n] for row in rows])) for n, heading in enumerate(headings)]
    return write_workbook(columns, rows)


def _kind(values: Sequence[Value]) -> ColumnKind:
    if any(isinstance(value, float) for value in values):
        return ColumnKind.NUMBER
    return ColumnKind.WHOLE if any(isinstance(value, int) for value in values) else ColumnKind.TEXT


def _shown(value: Value) -> str:
    if value is None:
        return "–"
    return plain(value) if isinstance(value, str) else f"{value:,}"
