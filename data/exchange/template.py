"""An empty list to fill in where there is no network: the columns of its kind, drop-downs, and how to fill them in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.exchange.sheets_out import FONT, HEAD, PLAIN_TEXT, shown_width
from data.exchange.workbooks.kinds import KINDS, Field, Reading

ROWS = 1000
LISTS = "选项"
REQUIRED = {**HEAD, "font_color": "#9C2A10"}
HINTS = {
    Reading.PHONE: "手机11位，座机带区号",
    Reading.DAY: "例：2024-03-05",
    Reading.BIRTH: "例：1975-03-05",
    Reading.TERM: "例：2024-01-01",
    Reading.ID_NUMBER: "18位，对着证件填",
    Reading.CREDIT_CODE: "18位",
    Reading.RECORD_NO: "请不要改，靠它认回名册里的那一份；新添的留空",
}


def write_template(
    kind: str, lists: Mapping[str, Sequence[str]] | None = None, rows: Sequence[Sequence[str]] = (),
) -> bytes:
    """An .xlsx with the headings of `kind` (a star where a cell is required) and room for a thousand rows of text cells
    below `rows`, which are filled in already: a text per field, '' for nothing.

    `lists`: the words to choose from by field, such as the register's villages; fields with fixed words have theirs
    anyway. A drop-down warns and does not forbid: a new village can still be written.
    """
    words = {field.name: list(dict.fromkeys(field.choices.values())) for field in KINDS[kind].fields if field.choices}
    words |= {name: list(choices) for name, choices in (lists or {}).items()}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **PLAIN_TEXT}) as book:
        page, hidden = book.add_worksheet("Sheet1"), book.add_worksheet(LISTS)
        hidden.hide()
        for index, field in enumerate(KINDS[kind].fields):
            add_column(book, page, index, field)
            if words.get(field.name):
                add_choices(page, hidden, index, words[field.name], ROWS + len(rows))
        add_rows(book, page, rows)
        page.freeze_panes(1, 0)
    return out.getvalue()


def add_column(book: Workbook, page: Worksheet, index: int, field: Field) -> None:
    heading = f"{field.headings[0]}*" if field.required else field.headings[0]
    page.set_column(index, index, max(12, shown_width(heading) + 4), book.add_format({**FONT, "num_format": "@"}))
    page.write_string(0, index, heading, book.add_format(REQUIRED if field.required else HEAD))
    if hint := HINTS.get(field.reading):
        page.write_comment(0, index, hint)


def add_rows(book: Workbook, page: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    look = book.add_format({**FONT, "num_format": "@"})
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row):
            if text:
                page.write_string(number, index, text, look)


def add_choices(page: Worksheet, hidden: Worksheet, index: int, choices: Sequence[str], last: int) -> None:
    """The words stand in a column of a hidden sheet: a list inside the cell's rule may have 255 characters only."""
    for row, choice in enumerate(choices):
        hidden.write_string(row, index, choice)
    column = xlsxwriter.utility.xl_col_to_name(index)
    page.data_validation(1, index, last, index, {
        "validate": "list",
        "source": f"={LISTS}!${column}$1:${column}${len(choices)}",
        "error_type": "warning",
        "error_title": "不在选项里",
        "error_message": "单子上没有这一项。确实要填就点「是」。",
    })  # fmt: skip
