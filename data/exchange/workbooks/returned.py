"""The workbook that goes back to its sender: as it came, wrong cells coloured, and a column that says what to do."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.exchange.sheets_out import FONT, HEAD, PLAIN_TEXT, WIDEST, fitting_text, sheet_name, shown_width
from data.exchange.workbooks.checking import Report
from data.exchange.workbooks.headings import as_it_stands
from data.exchange.workbooks.report_json import like_sentence, rejection_sentence
from data.exchange.workbooks.rows import Rejection
from data.exchange.workbooks.sheets import Cell, Sheet, Spoilt, shown
from data.i18n import _, in_language

WRONG = {**FONT, "bg_color": "#FBE3DC", "num_format": "@"}
TEXT, DATE = {**FONT, "num_format": "@"}, {**FONT, "num_format": "yyyy-mm-dd"}
SAID = {**FONT, "font_color": "#9C2A10", "text_wrap": True}
DIGITS_KEPT = 15


def returned_workbook(
    sheets: Sequence[Sheet], report: Report, lang: str, more: Iterable[Mapping[str, Any]] = (),
) -> bytes:
    """An .xlsx with the sheets that were read, each row where it stood, and 「要改的地方」 to the right of the table.

    `more`: what else is wrong, {sheet, row, column, message}, as the register has it. Ruined numbers are written as
    they were read, merged values into every row they cover. Hidden sheets and those without a list stay out.
    """
    said, wrong = sentences(report, lang), {sheet.name: wrong_cells(sheet, report.rejections) for sheet in sheets}
    for fault in more:
        words = f"{fault['column']}：" if fault["column"] else ""
        said[fault["sheet"]][fault["row"]].append(words + fault["message"])
        wrong.setdefault(fault["sheet"], set()).add((fault["row"], fault["column"]))
    skipped = {sheet for sheet, _why in report.skipped}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **PLAIN_TEXT}) as book:
        for sheet in sheets:
            if sheet.name not in skipped and sheet.rows:
                write_sheet(book, sheet, said[sheet.name], wrong[sheet.name], lang)
    return out.getvalue()


def sentences(report: Report, lang: str) -> dict[str, dict[int, list[str]]]:
    """What is said of each row, by sheet and row."""
    said: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for rejection in report.rejections:
        words = f"{rejection.column}：" if rejection.column else ""
        said[rejection.sheet][rejection.row].append(words + rejection_sentence(rejection, lang))
    for waiting in report.waiting:
        said[waiting.row.sheet][waiting.row.row].append(like_sentence(waiting, lang))
    return said


def wrong_cells(sheet: Sheet, rejections: Iterable[Rejection]) -> set[tuple[int, str]]:
    return {(rejection.row, rejection.column) for rejection in rejections if rejection.sheet == sheet.name}


def write_sheet(
    book: Workbook, sheet: Sheet, said: dict[int, list[str]], wrong: set[tuple[int, str]], lang: str
) -> None:
    page = book.add_worksheet(sheet_name(sheet.name))
    text, date, red, words = (book.add_format(look) for look in (TEXT, DATE, WRONG, SAID))
    last = max(len(row) for row in sheet.rows)
    headings = headings_by_column(sheet, {column for _row, column in wrong})
    for index, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            is_wrong = (index + 1, headings.get(column, "")) in wrong
            write_as_read(page, index, column, cell, red if is_wrong else text, date)
        if said.get(index + 1):
            page.write_string(index, last, "\n".join(said[index + 1]), words)
    with in_language(lang):
        page.write_string(header_row(sheet, headings), last, _("要改的地方"), book.add_format(HEAD))
    set_widths(page, sheet, last)


def headings_by_column(sheet: Sheet, wanted: set[str]) -> dict[int, str]:
    """The first place of each wanted heading: where the table's header is."""
    found: dict[str, int] = {}
    for row in sheet.rows:
        for column, cell in enumerate(row):
            heading = as_it_stands(cell)
            if heading in wanted:
                found.setdefault(heading, column)
    return {column: heading for heading, column in found.items()}


def header_row(sheet: Sheet, headings: dict[int, str]) -> int:
    for index, row in enumerate(sheet.rows):
        if any(column < len(row) and as_it_stands(row[column]) == heading for column, heading in headings.items()):
            return index
    return 0


def write_as_read(page: Worksheet, row: int, column: int, cell: Cell, look: Format, date: Format) -> None:
    if isinstance(cell, dt.date | dt.datetime) and not isinstance(cell, Spoilt):
        page.write_datetime(row, column, cell, date)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and len(shown(cell)) <= DIGITS_KEPT:
        page.write_number(row, column, cell)
    elif shown(cell):
        page.write_string(row, column, fitting_text(shown(cell)), look)


def set_widths(page: Worksheet, sheet: Sheet, last: int) -> None:
    for column in range(last):
        widths = [shown_width(shown(row[column])) for row in sheet.rows[1:] if column < len(row)]
        page.set_column(column, column, min(WIDEST, 2 + max(widths, default=8)))
    page.set_column(last, last, WIDEST)
