"""What a clerk is shown of a file before its rows: its columns as they stand, with a few values of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from data.exchange.workbooks.headings import as_it_stands, field_of
from data.exchange.workbooks.kinds import Kind
from data.exchange.workbooks.layout import find_table
from data.exchange.workbooks.place_finder import PlaceFinder
from data.exchange.workbooks.report_json import Json, short
from data.exchange.workbooks.sheets import Cell, Sheet, shown, squeezed

HEADER_WITHIN, ROWS_LOOKED_AT = 30, 200
SAMPLES, SAMPLE_LONGEST, COLUMNS_MOST = 3, 24, 200


def columns_seen(sheets: Sequence[Sheet], kind: Kind, places: PlaceFinder) -> list[Json]:
    """[{heading, field, samples}] over all visible sheets, each heading once; `field` None where it means nothing."""
    found: dict[str, Json] = {}
    for sheet in sheets:
        if not sheet.is_hidden:
            for index, heading, field in _columns(sheet, kind, places):
                samples = list(islice(_values(sheet, index, heading), SAMPLES))
                found.setdefault(heading, {"heading": heading, "field": field, "samples": samples})
    return list(found.values())[:COLUMNS_MOST]


def _columns(sheet: Sheet, kind: Kind, places: PlaceFinder) -> Iterator[tuple[int, str, str | None]]:
    """(index, heading, field): of the table; without one of the row near the top that has most words."""
    table = find_table(sheet, kind, places)
    if table:
        for column in table.header.columns:
            if not column.is_running_number:
                yield column.index, column.heading, column.field.name if column.field else None
        return
    row = max(sheet.rows[:HEADER_WITHIN], key=_words, default=[])
    for index, cell in enumerate(row):
        if squeezed(cell):
            field = field_of(kind, cell)
            yield index, as_it_stands(cell), field.name if field else None


def _words(row: list[Cell]) -> int:
    return sum(1 for cell in row if isinstance(cell, str) and squeezed(cell) and not squeezed(cell).isdigit())


def _values(sheet: Sheet, index: int, heading: str) -> Iterator[str]:
    """What stands below the heading, first things first."""
    is_below = False
    for row in sheet.rows[:ROWS_LOOKED_AT]:
        cell = row[index] if index < len(row) else None
        if not is_below:
            is_below = as_it_stands(cell) == heading
        elif squeezed(cell) and as_it_stands(cell) != heading:
            yield short(shown(cell).strip(), SAMPLE_LONGEST)
