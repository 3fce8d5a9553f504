"""Entries of a CSV or TOML file that know where they stand, so that an error can name the file, row and column."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from data.domain.errors import AppError
from data.domain.places import check_code

LONGEST = 80
HEADING = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*]]?\s*(?:#.*)?$")
KEY = re.compile(r"\s*([\w-]+)\s*=")

E = TypeVar("E", bound=StrEnum)


class Fault(StrEnum):
    """What is wrong with a value. `county_file_` + the fault is the error's code; each has a sentence."""

    NOT_READABLE = "not_readable"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    CELL_COUNT = "cell_count"
    EMPTY = "empty"
    BLANKS = "blanks"
    TOO_LONG = "too_long"
    WRONG_FORM = "wrong_form"
    DIGITS = "digits"
    DUPLICATE = "duplicate"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_PARENT = "unknown_parent"
    PARENT_MISMATCH = "parent_mismatch"
    LEVEL_MISMATCH = "level_mismatch"
    UNKNOWN_COUNTY = "unknown_county"
    OTHER_COUNTY = "other_county"
    UNKNOWN_TOWN = "unknown_town"
    TOWN_WITHOUT_TILE = "town_without_tile"
    TILE_CLASH = "tile_clash"
    OUT_OF_RANGE = "out_of_range"
    PHONE = "phone"
    UNKNOWN_DISCIPLINE = "unknown_discipline"


def row_error(file: str, row: int, column: str, value: object, fault: Fault) -> AppError:
    """AppError('county_file_<fault>') with params file, row (1 = first line), column, value."""
    return AppError(f"county_file_{fault}", f"{file}:{row}", file=file, row=row, column=column, value=value)


@dataclass(frozen=True)
class Entry:
    """One CSV row or TOML table. `rows` gives the line of a key where keys stand on lines of their own."""

    file: str
    row: int
    cells: Mapping[str, Any]
    rows: Mapping[str, int] = field(default_factory=dict)

    def error(self, column: str, fault: Fault, value: object = None) -> AppError:
        shown = self.cells.get(column) if value is None else value
        return row_error(self.file, self.rows.get(column, self.row), column, shown, fault)

    def only(self, *columns: str) -> None:
        """Raise for a key nobody reads: a slip of the pen would otherwise be ignored in silence."""
        for column in self.cells:
            if column not in columns:
                raise self.error(column, Fault.COLUMN_UNKNOWN)

    def text(self, column: str) -> str:
        value = self.optional(column)
        if not value:
            raise self.error(column, Fault.EMPTY)
        return value

    def optional(self, column: str) -> str:
        value = self.cells.get(column, "")
        if not isinstance(value, str) or not value.isprintable():
            raise self.error(column, Fault.WRONG_FORM)
        if value != value.strip():
            raise self.error(column, Fault.BLANKS)
        if len(value) > LONGEST:
            raise self.error(column, Fault.TOO_LONG)
        return value

    def matching(self, column: str, pattern: str) -> str:
        value = self.text(column)
        if not re.fullmatch(pattern, value, re.ASCII):
            raise self.error(column, Fault.WRONG_FORM)
        return value

    def place_code(self, column: str, *lengths: int) -> str:
        value = self.text(column)
        try:
            return check_code(value, *lengths)
        except AppError:
            raise self.error(column, Fault.DIGITS) from None

    def word(self, column: str, words: type[E]) -> E:
        try:
            return words(self.text(column))
        except ValueError:
            raise self.error(column, Fault.UNKNOWN_WORD) from None

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell between semicolons; none for an empty cell."""
        parts = tuple(self.optional(column).split(";")) if self.optional(column) else ()
        if any(part != part.strip() or not part for part in parts):
            raise self.error(column, Fault.BLANKS)
        return parts

    def truth(self, column: str) -> bool:
        """TOML's true and false, or the same words in a CSV cell."""
        value = self.cells.get(column)
        if isinstance(value, bool):
            return value
        if value not in ("true", "false"):
            raise self.error(column, Fault.UNKNOWN_WORD)
        return value == "true"

    def number(self, column: str, low: float, high: float) -> float:
        value = self.cells.get(column)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(column, Fault.WRONG_FORM)
        if not low <= value <= high:
            raise self.error(column, Fault.OUT_OF_RANGE)
        return value

    def whole(self, column: str, high: int, low: int = 1) -> int:
        value = self.number(column, low, high)
        if not isinstance(value, int):
            raise self.error(column, Fault.WRONG_FORM)
        return value


def unique(entries: Iterable[Entry], *columns: str) -> None:
    """Raise at the second entry with the same values in `columns`."""
    seen: set[tuple[str, ...]] = set()
    for entry in entries:
        key = tuple(str(entry.cells.get(column)) for column in columns)
        if key in seen:
            raise entry.error(columns[0], Fault.DUPLICATE)
        seen.add(key)


def read_text(path: Path) -> str:
    """UTF-8, with or without a byte-order mark. Raises AppError('county_file_missing') or a row error."""
    if not path.is_file():
        raise AppError("county_file_missing", path.name, file=path.name, folder=path.parent.name)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        row = content[: bad.start].count(b"\n") + 1
        raise row_error(path.name, row, "", "", Fault.NOT_READABLE) from None


def read_csv(path: Path, columns: Iterable[str]) -> list[Entry]:
    """The rows of a CSV file that has at least `columns`."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        check_header(path.name, list(reader.fieldnames or ()), columns)
        return [csv_entry(path.name, reader.line_num, cells) for cells in reader]
    except csv.Error:
        raise row_error(path.name, reader.reader.line_num, "", "", Fault.NOT_READABLE) from None


def check_header(file: str, header: list[str], columns: Iterable[str]) -> None:
    for column in columns:
        if header.count(column) != 1:
            fault = Fault.DUPLICATE if column in header else Fault.COLUMN_MISSING
            raise row_error(file, 1, column, "", fault)


def csv_entry(file: str, row: int, cells: dict[str, str]) -> Entry:
    if None in cells or None in cells.values():
        raise row_error(file, row, "", "", Fault.CELL_COUNT)
    return Entry(file, row, cells)


class TomlFile:
    """A TOML file's tables as entries."""

    def __init__(self, path: Path):
        text = read_text(path)
        self.file = path.name
        self.lines = key_lines(text)
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as bad:
            at = re.search(r"line (\d+)", str(bad))
            row = int(at[1]) if at else text.count("\n") + 1
            raise row_error(self.file, row, "", "", Fault.NOT_READABLE) from None

    def top(self) -> Entry:
        return self.entry("", 0, self.data)

    def table(self, name: str) -> Entry | None:
        return self.entry(name, 0, self.data[name]) if name in self.data else None

    def tables(self, name: str) -> list[Entry]:
        tables = self.data.get(name, [])
        if not isinstance(tables, list):
            raise self.top().error(name, Fault.WRONG_FORM)
        return [self.entry(name, index, cells) for index, cells in enumerate(tables)]

    def entry(self, name: str, index: int, cells: object) -> Entry:
        rows = self.lines.get((name, index), {})
        if not isinstance(cells, dict):
            raise self.top().error(name, Fault.WRONG_FORM)
        return Entry(self.file, rows.get("", 1), cells, rows)


def key_lines(text: str) -> dict[tuple[str, int], dict[str, int]]:
    """The line of each key by (table, occurrence); the key "" stands for the table's heading."""
    lines: dict[tuple[str, int], dict[str, int]] = {("", 0): {}}
    table = ("", 0)
    for row, line in enumerate(text.split("\n"), start=1):
        if heading := HEADING.match(line):
            table = (heading[1], sum(name == heading[1] for name, _ in lines))
            lines[table] = {"": row}
        elif key := KEY.match(line):
            lines[table].setdefault(key[1], row)
    return lines
