"""One file against the rules of its kind: every row accepted, sent back with its faults, or waiting for a person.

Pure: bytes in, a Report out. For files of strangers use `isolated.check_file`, which does the same in a process with
limits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.exchange.workbooks.duplicates import Key, differ, likenesses
from data.exchange.workbooks.kinds import KINDS, Kind
from data.exchange.workbooks.layout import Table, find_table
from data.exchange.workbooks.lines import LineReader
from data.exchange.workbooks.opening import open_sheets
from data.exchange.workbooks.place_finder import PlaceFinder
from data.exchange.workbooks.rows import Rejection, Row, RowReader, Setting
from data.exchange.workbooks.sheets import ROWS_MAX, Refusal, RowFault, Sheet, refused, squeezed

HIDDEN = "hidden"

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Waiting:
    """A row that may mean the same as an earlier one."""

    row: Row
    column: str
    like: Row


@dataclass
class Report:
    """`read` = accepted + rejected rows + waiting. `skipped`: (sheet, why) of sheets that hold no list of this kind."""

    accepted: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    columns: dict[str, str | None] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rejected_rows(self) -> int:
        return len({(fault.sheet, fault.row) for fault in self.rejections})

    @property
    def read(self) -> int:
        return len(self.accepted) + self.rejected_rows + len(self.waiting)


def check_bytes(name: str, content: bytes, setting: Setting, progress: Progress = lambda rows: None) -> Report:
    """The report on a file. Raises Refused (code `workbook_` + a Refusal) for a file that cannot be taken at all."""
    return check_sheets(open_sheets(name, content), setting, progress)


def setting_of(
    kind: str, places: PlaceFinder, today: dt.date, columns: Mapping[str, str | None] | None = None,
    home: str | None = None,
) -> Setting:
    """For a list of `kind` (a key of KINDS) from the county of `places`. `today`: no event is later. `columns`: what
    headings mean, as `Kind.chosen`. `home`: the place of rows that name none."""
    at_home, base = places.nearest(home) if home else None, KINDS[kind]
    needs_place = base.needs_place and at_home is None
    return Setting(replace(base, chosen=columns or {}, needs_place=needs_place), places, today, at_home)


def check_sheets(sheets: Sequence[Sheet], setting: Setting, progress: Progress = lambda rows: None) -> Report:
    """The report on sheets already open; `progress` is told the rows read so far. Raises Refused as `check_bytes`."""
    if not any(squeezed(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise refused(Refusal.EMPTY)
    report = Report()
    tables = find_tables(sheets, setting, report)
    checker = Checker(setting, report, progress)
    for table in tables:
        checker.check(table)
    if not report.read:
        raise refused(Refusal.NO_ROWS)
    never_calculated = {(f.sheet, f.row) for f in report.rejections if f.fault is RowFault.FORMULA_NO_VALUE}
    if len(never_calculated) == report.read:
        raise refused(Refusal.FORMULA_NO_VALUE)
    return report


def find_tables(sheets: Sequence[Sheet], setting: Setting, report: Report) -> list[Table]:
    """The tables with every required column; other sheets are named in the report. Raises Refused if there is none."""
    found = [(sheet, find_table(sheet, setting.kind, setting.places)) for sheet in sheets if has_cells(sheet)]
    complete = []
    for sheet, table in found:
        why = reason_to_skip(sheet, table, setting.kind)
        if why:
            report.skipped.append((sheet.name, why))
        elif table:
            complete.append(table)
    if not complete:
        raise no_table([table for sheet, table in found if table and not sheet.is_hidden], setting.kind)
    for table in complete:
        if table.header.twice:
            raise refused(Refusal.DUPLICATE_HEADING, column="、".join(table.header.twice), sheet=table.sheet.name)
    return complete


def has_cells(sheet: Sheet) -> bool:
    return any(squeezed(cell) for row in sheet.rows for cell in row)


def reason_to_skip(sheet: Sheet, table: Table | None, kind: Kind) -> str | None:
    if sheet.is_hidden:
        return HIDDEN
    if table is None:
        return Refusal.NO_HEADER
    return Refusal.MISSING_COLUMN if table.lacks(kind) else None


def no_table(incomplete: list[Table], kind: Kind) -> Exception:
    if not incomplete:
        return refused(Refusal.NO_HEADER, columns="、".join(field.headings[0] for field in kind.fields[:4]))
    best = max(incomplete, key=lambda table: len(table.header.fields))
    return refused(Refusal.MISSING_COLUMN, columns="、".join(best.lacks(kind)), sheet=best.sheet.name)


class Checker:
    """Goes through the tables of one file; remembers the accepted and waiting rows by their keys."""

    def __init__(self, setting: Setting, report: Report, progress: Progress):
        self.setting = setting
        self.report = report
        self.progress = progress
        self.seen: dict[Key, Row] = {}
        self.count = 0

    def check(self, table: Table) -> None:
        self.name_columns(table)
        reader = RowReader(table, self.setting)
        headings = {column.field.name: column.heading for column in table.header.columns if column.field}
        for line in LineReader(table, self.setting.kind, self.setting.places).lines():
            self.count += 1
            if self.count > ROWS_MAX:  # over all sheets
                raise refused(Refusal.TOO_LARGE)
            row = reader.read(line)
            self.report.rejections += reader.faults
            if row:
                self.place(row, headings)
            if self.count % 500 == 0:
                self.progress(self.count)

    def name_columns(self, table: Table) -> None:
        for column in table.header.columns:
            if column.field:
                self.report.columns[column.heading] = column.field.name
            else:
                self.report.columns.setdefault(column.heading, None)

    def place(self, row: Row, headings: dict[str, str]) -> None:
        """Among the accepted, the waiting, or the rows sent back."""
        keys = list(likenesses(self.setting.kind, row))
        for key, likeness in keys:
            earlier = self.seen.get(key)
            if earlier is None or (not likeness.is_same and differ(key, earlier.values, row.values)):
                continue
            column = headings.get(likeness.field, "")
            if likeness.is_same:
                value = str(row.values.get(likeness.field, ""))
                about = {"sheet": earlier.sheet, "row": earlier.row}
                self.report.rejections.append(
                    Rejection(row.sheet, row.row, column, value, RowFault.DUPLICATE_IN_FILE, about)
                )
            else:
                self.report.waiting.append(Waiting(row, column, earlier))
            break
        else:
            self.report.accepted.append(row)
        for key, _ in keys:
            self.seen.setdefault(key, row)
