"""Where the table of a sheet is: its header of one to three rows, its columns, what its title says of the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.exchange.workbooks.headings import as_it_stands, field_of, is_running_number, plain, remark
from data.exchange.workbooks.kinds import Field, Kind
from data.exchange.workbooks.place_finder import PlaceFinder
from data.exchange.workbooks.sheets import Cell, Sheet, squeezed

HEADER_WITHIN = 100
DEEPEST = 3
FEWEST_FIELDS = 2
PLACE_FIELDS = ("town", "village")


@dataclass(frozen=True)
class Column:
    """`index` from 0; `heading` as it stands; `field` None where nobody asked for it; `unit`: the heading's remark."""

    index: int
    heading: str
    field: Field | None
    unit: str
    is_running_number: bool = False


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom`, from 0. `twice`: headings that stand twice and mean the same field."""

    top: int
    bottom: int
    columns: tuple[Column, ...]
    twice: tuple[str, ...] = ()

    @property
    def fields(self) -> set[str]:
        return {column.field.name for column in self.columns if column.field}


@dataclass(frozen=True)
class Table:
    """`context`: code of the town that the sheet's name or title is about; None if they name none."""

    sheet: Sheet
    header: Header
    context: str | None

    def lacks(self, kind: Kind) -> list[str]:
        """Headings of the required columns that are not there."""
        missing = [field.headings[0] for field in kind.required if field.name not in self.header.fields]
        if kind.needs_place and not self.context and not self.header.fields.intersection(PLACE_FIELDS):
            missing.append(next(field for field in kind.fields if field.name == "village").headings[0])
        return missing


def find_table(sheet: Sheet, kind: Kind, places: PlaceFinder) -> Table | None:
    """The table of the sheet, complete or not; None where no row looks like a header."""
    header = find_header(sheet, kind)
    if header is None:
        return None
    titles = " ".join(squeezed(cell) for row in sheet.rows[: header.top] for cell in row)
    context = places.find_town(sheet.name) or places.town_within(sheet.name) or places.town_within(titles)
    return Table(sheet, header, context)


def find_header(sheet: Sheet, kind: Kind) -> Header | None:
    """The rows near the top that hold most headings of this kind; the fewest rows and the first among equals."""
    candidates = (
        Header(top, top + depth - 1, columns_of(sheet, kind, top, top + depth - 1))
        for depth in range(1, DEEPEST + 1) for top in range(min(HEADER_WITHIN, len(sheet.rows) - depth + 1))
        if any(squeezed(cell) for cell in sheet.rows[top])
    )  # fmt: skip
    best = max(candidates, key=lambda header: len(header.fields), default=None)
    if best is None or not is_header(best):
        return None
    return settled(raised(sheet, kind, best))


def is_header(header: Header) -> bool:
    """Two known headings, or a required one; a cell of the data may be called as a heading is, such as 户主."""
    known = [column.field for column in header.columns if column.field]
    return len(header.fields) >= FEWEST_FIELDS or any(field.required for field in known)


def raised(sheet: Sheet, kind: Kind, header: Header) -> Header:
    """The header with the row above where a heading is merged from there into it, though it may mean nothing to us."""
    top = min(
        (merged.top for merged in sheet.merged if merged.top < header.top <= merged.bottom <= header.bottom),
        default=header.top,
    )
    if header.bottom - top >= DEEPEST:
        return header
    return Header(top, header.bottom, columns_of(sheet, kind, top, header.bottom))


def columns_of(sheet: Sheet, kind: Kind, top: int, bottom: int) -> tuple[Column, ...]:
    rows = sheet.rows[top : bottom + 1]
    width = max(len(row) for row in rows)
    columns = (column_of(kind, index, rows) for index in range(width))
    return apart(kind, rows, [column for column in columns if column is not None])


def column_of(kind: Kind, index: int, rows: list[list[Cell]]) -> Column | None:
    """The column under its lowest heading, or under all its headings in one: 户主 above 姓名 is 户主姓名."""
    cells = [row[index] for row in rows if index < len(row) and squeezed(row[index])]
    if not cells:
        return None
    lowest = cells[-1]
    field = field_of(kind, lowest)
    if field is None and len(cells) > 1:
        field = field_of(kind, "".join(squeezed(cell) for cell in cells))
    return Column(index, as_it_stands(lowest), field, remark(squeezed(lowest)), is_running_number(lowest))


def apart(kind: Kind, rows: list[list[Cell]], columns: list[Column]) -> tuple[Column, ...]:
    """Columns of one heading told apart by the group above them: 户主 over 姓名, and 成员 over 姓名."""
    counts = Counter(plain(column.heading) for column in columns)
    return tuple(
        replace(column, heading=joined, field=field)
        if counts[plain(column.heading)] > 1 and (joined := group_above(rows, column.index) + column.heading)
        and (field := field_of(kind, joined)) else column
        for column in columns
    )  # fmt: skip


def group_above(rows: list[list[Cell]], index: int) -> str:
    """The heading in the first row over this column: the nearest one to the left, as a merged one stands there."""
    if len(rows) == 1:
        return ""
    return next((text for cell in reversed(rows[0][: index + 1]) if (text := as_it_stands(cell))), "")


def settled(header: Header) -> Header:
    """One column for each field. Of two synonyms the more usual one holds, the other is reported as unknown; the same
    heading twice cannot be settled.
    """
    by_field: dict[str, list[Column]] = {}
    for column in header.columns:
        if column.field:
            by_field.setdefault(column.field.name, []).append(column)
    chosen = {name: min(columns, key=rank) for name, columns in by_field.items()}
    twice = tuple(
        column.heading for name, columns in by_field.items() for column in columns
        if column is not chosen[name] and plain(column.heading) == plain(chosen[name].heading)
    )  # fmt: skip
    columns = tuple(
        column if column.field is None or column is chosen[column.field.name] else replace(column, field=None)
        for column in header.columns
    )
    return replace(header, columns=columns, twice=twice)


def rank(column: Column) -> int:
    headings = [plain(heading) for heading in column.field.headings] if column.field else []
    heading = plain(column.heading)
    return headings.index(heading) if heading in headings else len(headings)


def fill_merged(sheet: Sheet, first: int) -> Iterator[tuple[int, int]]:
    """Write the value of each range merged downwards into the rows it covers, from row `first` on; yields the spots."""
    for merged in sheet.merged:
        if merged.top < first or merged.top >= len(sheet.rows):
            continue
        value = sheet.rows[merged.top][merged.left] if merged.left < len(sheet.rows[merged.top]) else None
        for row in range(merged.top + 1, min(merged.bottom + 1, len(sheet.rows))):
            cells = sheet.rows[row]
            cells.extend([""] * (merged.left + 1 - len(cells)))
            if not squeezed(cells[merged.left]):
                cells[merged.left] = value
                yield row, merged.left
