"""Lists as files: .xlsx that opens clean in Excel and WPS, and CSV with a byte-order mark.

`write_workbook(columns, rows) -> bytes` and `write_csv(columns, rows) -> bytes` take the same columns and rows: a row
is a sequence of cells in the order of the columns, None for nothing. Text is always text: what begins with = + - @ is
never a formula, a phone or identity number keeps every digit.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.domain.worktime import BEIJING

CELL_MAX = 32_767
CUT_MARK = "…（原文共{count}字，表格的一格装不下）"
NARROWEST, WIDEST = 6, 48
FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
HEAD = {**FONT, "bold": True, "bg_color": "#E8EEE6", "border": 1, "border_color": "#B8C2B4", "text_wrap": True}
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What a spreadsheet program might run, or might round, when it opens a CSV file.
NEEDS_GUARD = re.compile(r"[=+\-@\t\r]|0\d|\d{12,}")
GUARD = "'"

Cell = str | float | dt.date | None


class ColumnKind(StrEnum):
    """How a column's cells are written. Moments are shown in Beijing time."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"  # 0.25 is shown as 25%
    DATE = "date"
    MOMENT = "moment"


FORMATS: dict[ColumnKind, dict[str, object]] = {
    ColumnKind.TEXT: {"num_format": "@", "text_wrap": True},
    ColumnKind.WHOLE: {"num_format": "#,##0", "align": "right"},
    ColumnKind.NUMBER: {"num_format": "#,##0.##", "align": "right"},
    ColumnKind.PERCENT: {"num_format": "0.0%", "align": "right"},
    ColumnKind.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
    ColumnKind.MOMENT: {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}
SHOWN_WIDTH = {ColumnKind.DATE: 12, ColumnKind.MOMENT: 18}


@dataclass(frozen=True)
class Column:
    """`width` in characters of the common digit (a Chinese character takes two); measured from the cells if None."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int | None = None


def write_workbook(columns: Sequence[Column], rows: Iterable[Sequence[object]], *, sheet: str = "Sheet1") -> bytes:
    """An .xlsx with one sheet: bold frozen header with filters, typed columns, widths that fit Chinese.

    `sheet` is cut to what Excel allows (31 characters, none of []:*?/\\). Text beyond 32,767 characters is cut with a
    visible mark. Raises TypeError for a cell that does not fit its column's kind, ValueError for a row that is longer
    or shorter.
    """
    lines = [checked_row(columns, row) for row in rows]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **PLAIN_TEXT}) as book:
        page = book.add_worksheet(sheet_name(sheet))
        write_header(book, page, columns, lines)
        write_cells(book, page, columns, lines)
    return out.getvalue()


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as UTF-8 with byte-order mark, commas and CRLF.

    A text cell that begins with = + - @, a tab or a zero, or is twelve digits or longer, gets an apostrophe before it:
    visible, and taken off again by our own import. Otherwise opening the file would run or round the cell.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(guarded(column.heading) for column in columns)
    for row in rows:
        writer.writerow(csv_cell(value) for value in checked_row(columns, row))
    return out.getvalue().encode("utf-8-sig")


def sheet_name(wanted: str) -> str:
    """`wanted` as Excel allows it."""
    return re.sub(r"[\[\]:*?/\\]", " ", wanted)[:31].strip().strip("'") or "Sheet1"


def write_header(book: Workbook, page: Worksheet, columns: Sequence[Column], lines: Sequence[Sequence[Cell]]) -> None:
    """Headings, widths, the frozen first row, filters, and how it prints: across, header on every page."""
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width or fitting_width(column, index, lines))
        page.write_string(0, index, column.heading, book.add_format(HEAD))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(lines), max(0, len(columns) - 1))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def write_cells(book: Workbook, page: Worksheet, columns: Sequence[Column], lines: Sequence[Sequence[Cell]]) -> None:
    formats = {kind: book.add_format({**FONT, **look}) for kind, look in FORMATS.items()}
    looks = [formats[column.kind] for column in columns]
    for number, row in enumerate(lines, start=1):
        for index, value in enumerate(row):
            write_cell(page, number, index, value, looks[index])


def write_cell(page: Worksheet, row: int, index: int, value: Cell, look: Format) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, index, fitting_text(value), look)
    elif isinstance(value, dt.date):
        page.write_datetime(row, index, value, look)
    else:
        page.write_number(row, index, value, look)


def checked_row(columns: Sequence[Column], row: Sequence[object]) -> list[Cell]:
    return [checked(column, value) for column, value in zip(columns, row, strict=True)]


def checked(column: Column, value: object) -> Cell:
    """`value` as the column's kind writes it; a moment as naive Beijing time."""
    kind = column.kind
    if value is None:
        return None
    if kind is ColumnKind.TEXT and isinstance(value, str):
        return value
    if kind is ColumnKind.MOMENT and isinstance(value, dt.datetime):
        return value.astimezone(BEIJING).replace(tzinfo=None) if value.tzinfo else value
    if kind is ColumnKind.DATE and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if kind in (ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.WHOLE) and is_number(value, kind):
        return value
    raise TypeError(f"cannot write {value!r} into the column {column.heading} of kind {kind}")


def is_number(value: object, kind: ColumnKind) -> bool:
    wanted = int if kind is ColumnKind.WHOLE else int | float
    return isinstance(value, wanted) and not isinstance(value, bool)


def fitting_text(text: str) -> str:
    """`text`, or its beginning and how long it was."""
    if len(text) <= CELL_MAX:
        return text
    mark = CUT_MARK.format(count=len(text))
    return text[: CELL_MAX - len(mark)] + mark


def fitting_width(column: Column, index: int, lines: Sequence[Sequence[Cell]]) -> int:
    """Two for the filter's button and the margin beside the widest cell, within bounds."""
    if column.kind in SHOWN_WIDTH:
        return max(SHOWN_WIDTH[column.kind], shown_width(column.heading) + 2)
    widest = max((shown_width(str(row[index])) for row in lines if row[index] is not None), default=0)
    return min(WIDEST, max(NARROWEST, widest + 2, shown_width(column.heading) + 4))


def shown_width(text: str) -> int:
    """Columns that the longest line of `text` takes: two for a Chinese character."""
    return max((sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n")),
               default=0)


def csv_cell(value: Cell) -> str | float:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else value


def guarded(text: str) -> str:
    return GUARD + text if NEEDS_GUARD.match(text) else text
