"""From a line to the values of its fields, or to everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from data.exchange.workbooks.kinds import Kind, Reading
from data.exchange.workbooks.layout import Column, Table
from data.exchange.workbooks.lines import Line
from data.exchange.workbooks.place_finder import Found, PlaceFinder
from data.exchange.workbooks.sheets import ERRORS, Cell, RowFault, Spoilt, shown, squeezed
from data.exchange.workbooks.values.dates import read_date, read_year
from data.exchange.workbooks.values.faults import CellFault, is_nothing
from data.exchange.workbooks.values.identity_numbers import read_credit_code, read_id_number
from data.exchange.workbooks.values.numbers import read_number
from data.exchange.workbooks.values.phones import read_phones
from data.exchange.workbooks.values.words import read_choice, read_name, read_number_text, read_text

DATES = (Reading.DAY, Reading.BIRTH, Reading.TERM)
NUMBERS = (Reading.AREA, Reading.COUNT, Reading.MONEY, Reading.DAYS)
PLACES = (Reading.TOWN, Reading.VILLAGE)

Value = str | int | float | list[str]


@dataclass(frozen=True)
class Rejection:
    """One fault of a row: where it stands, what stands there, and words for the sentence (`about`)."""

    sheet: str
    row: int
    column: str
    value: str
    fault: RowFault
    about: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row without faults. `others`: what stands in columns that nobody asked for, by heading."""

    sheet: str
    row: int
    values: dict[str, Value]
    others: dict[str, str]


@dataclass(frozen=True)
class Setting:
    """What reading a row needs to know beside the row. `home`: the place of rows that name none."""

    kind: Kind
    places: PlaceFinder
    today: dt.date
    home: Found | None = None


class RowReader:
    """Reads the lines of one table. `faults` after `read` holds what is wrong with that line."""

    def __init__(self, table: Table, setting: Setting):
        self.table = table
        self.setting = setting
        self.columns = {column.field.name: column for column in table.header.columns if column.field}
        self.unknown = [c for c in table.header.columns if c.field is None and not c.is_running_number]
        self.headed = {column.index for column in table.header.columns}
        self.faults: list[Rejection] = []

    def read(self, line: Line) -> Row | None:
        """The row, or None with `faults` filled."""
        self.faults = list(self.line_faults(line))
        values: dict[str, Value] = {}
        for column in self.columns.values():
            if column.field.reading not in PLACES:
                values |= self.attempt(line, column)
        values |= self.place(line)
        self.check_term(line, values)
        return None if self.faults else Row(self.table.sheet.name, line.row, values, self.others(line))

    def others(self, line: Line) -> dict[str, str]:
        """What stands in columns nobody asked for, by heading; without one by Excel's letter (H列)."""
        unheaded = [n for n in range(len(line.cells)) if n not in self.headed]
        found = {column.heading: cell_at(line, column) for column in self.unknown}
        found |= {f"{xl_col_to_name(n)}列": line.cells[n] for n in unheaded}
        return {heading: text for heading, cell in found.items() if (text := shown(cell).strip())}

    def line_faults(self, line: Line) -> Iterator[Rejection]:
        """Lines of a text file that were not decoded, or have more cells than there are headings."""
        if not self.table.sheet.is_text:
            return
        width = 1 + max(column.index for column in self.table.header.columns)
        asked = {column.index for column in self.columns.values()}
        for index, cell in enumerate(line.cells):
            is_broken = spoilt_by(cell) is RowFault.BAD_ENCODING and index not in asked
            if is_broken or (index >= width and squeezed(cell)):
                heading = next((c.heading for c in self.table.header.columns if c.index == index), "")
                yield Rejection(self.table.sheet.name, line.row, heading, shown(cell), RowFault.BAD_ENCODING)

    def attempt(self, line: Line, column: Column) -> dict[str, Value]:
        """The column's value by field, nothing for an empty cell; a fault is noted."""
        cell = cell_at(line, column)
        try:
            return self.values_of(cell, column)
        except CellFault as caught:
            self.note(line, column, cell, caught)
            return {}

    def values_of(self, cell: Cell, column: Column) -> dict[str, Value]:
        field = column.field
        if (spoilt := spoilt_by(cell)) is not None:
            raise CellFault(spoilt)
        is_words = field.reading is Reading.TEXT and not field.required
        if not squeezed(cell) or (not is_words and is_nothing(cell)):
            if field.required:
                raise CellFault(RowFault.MISSING_REQUIRED)
            return {}
        if field.reading is Reading.PHONE:
            first, *more = read_phones(cell)
            return {field.name: first, "more_phones": more} if more else {field.name: first}
        if field.reading is Reading.TOWNS:
            return towns(self.setting.places.read_towns(shown(cell)))
        return {field.name: self.single(cell, column)}

    def single(self, cell: Cell, column: Column) -> Value:
        field, today = column.field, self.setting.today
        if field.reading in DATES:
            return read_date(cell, field.reading, today, self.table.sheet.is_1904)
        if field.reading in NUMBERS:
            return read_number(cell, field.reading, column.unit)
        match field.reading:
            case Reading.YEAR:
                return read_year(cell, today)
            case Reading.CHOICE:
                return read_choice(cell, field)
            case Reading.ID_NUMBER:
                return read_id_number(cell, today)
            case Reading.CREDIT_CODE:
                return read_credit_code(cell)
            case Reading.NUMBER_TEXT:
                return read_number_text(cell, field)
            case Reading.PERSON:
                return read_name(cell, field)
        return read_text(cell, field)

    def place(self, line: Line) -> dict[str, Value]:
        """Town and village of a kind that has them."""
        if self.setting.kind.as_written:
            return {}
        columns = {name: self.columns[name] for name in ("town", "village") if self.is_place(name)}
        cells = {name: cell_at(line, column) for name, column in columns.items()}
        for name, cell in cells.items():
            if (spoilt := spoilt_by(cell)) is not None:
                self.note(line, columns[name], cell, CellFault(spoilt))
                return {}
        texts = {name: "" if is_nothing(cell) else shown(cell) for name, cell in cells.items()}
        context = line.town or self.table.context
        try:
            found = self.setting.places.find(texts.get("town", ""), texts.get("village", ""), context)
            if found is None and context and "town" not in columns:
                found = self.setting.places.found(context)
            found = found or self.setting.home
            if found is None and self.setting.kind.needs_place:
                raise CellFault(RowFault.MISSING_REQUIRED, field="village", is_place=True)
        except CellFault as caught:
            name = caught.field if caught.field in columns and texts[caught.field] else self.spoken(columns, texts)
            self.note(line, columns.get(name), cells.get(name), caught)
            return {}
        return place_values(found) if found else {}

    def is_place(self, name: str) -> bool:
        return name in self.columns and self.columns[name].field.reading in PLACES

    @staticmethod
    def spoken(columns: dict[str, Column], texts: dict[str, str]) -> str:
        """The place column to blame: one that says something, else the village's, else the town's."""
        return next((name for name in columns if texts[name]), "village" if "village" in columns else "town")

    def check_term(self, line: Line, values: dict[str, Value]) -> None:
        start, end = str(values.get("start", "")), str(values.get("end", ""))
        if start and end and end < start[: len(end)]:
            column = self.columns["end"]
            self.note(line, column, cell_at(line, column), CellFault(RowFault.BAD_DATE))

    def note(self, line: Line, column: Column | None, cell: Cell, caught: CellFault) -> None:
        heading = column.heading if column else ""
        self.faults.append(
            Rejection(self.table.sheet.name, line.row, heading, shown(cell), caught.fault, caught.about)
        )


def cell_at(line: Line, column: Column) -> Cell:
    return line.cells[column.index] if column.index < len(line.cells) else None


def spoilt_by(cell: Cell) -> RowFault | None:
    """What the file itself did to the cell; an error is one also where it was saved as text."""
    if isinstance(cell, Spoilt):
        return cell.fault
    return RowFault.ERROR_CELL if isinstance(cell, str) and cell.strip() in ERRORS else None


def place_values(found: Found) -> dict[str, Value]:
    values: dict[str, Value] = {"town": found.town, "town_code": found.town_code}
    if found.village_code and found.village:
        values |= {"village": found.village, "village_code": found.village_code}
    return values


def towns(found: Sequence[Found]) -> dict[str, Value]:
    if not found:
        return {}
    return {"town": "、".join(place.town for place in found), "town_codes": [place.town_code for place in found]}
