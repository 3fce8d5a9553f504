"""Sheets of an .xlsx: values by calamine, and what calamine leaves out read from the XML itself.

Calamine gives nothing for an error cell and nothing for a formula that was never calculated; a row would be taken as
if the cell were empty.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.exchange.workbooks.archives import check_parts, column_number, open_archive, pieces, used_area
from data.exchange.workbooks.sheets import (
    CELLS_MAX,
    COLUMNS_MAX,
    ROWS_MAX,
    Cell,
    Merged,
    Refusal,
    RowFault,
    Sheet,
    Spoilt,
    Spot,
    refused,
)

SPOILT_HINT = re.compile(rb"""\bt=["']e["']|<(?:\w+:)?f[\s>/]""")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TRUE = ("1", "true")


@dataclass(frozen=True)
class Parts:
    """Where the sheets lie in the archive, by name, and which calendar the serial dates follow."""

    sheets: dict[str, str]
    is_1904: bool


def read_xlsx(content: bytes) -> list[Sheet]:
    """All worksheets, hidden ones marked. Raises Refused."""
    archive = open_archive(content)
    check_parts(archive)
    parts = find_parts(archive)
    for part in parts.sheets.values():
        check_area(archive, part)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            read_sheet(archive, parts, book.get_sheet_by_name(found.name), found.visible)
            for found in book.sheets_metadata if found.typ is SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, OSError, ValueError):
        raise refused(Refusal.CORRUPT) from None


def check_area(archive: zipfile.ZipFile, part: str) -> None:
    last_row, last_column = used_area(archive, part)
    if last_row > ROWS_MAX or last_column > COLUMNS_MAX or last_row * last_column > CELLS_MAX:
        raise refused(Refusal.TOO_LARGE)


def read_sheet(archive: zipfile.ZipFile, parts: Parts, sheet: CalamineSheet, visible: SheetVisibleEnum) -> Sheet:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (row, column), spoilt in spoilt_cells(archive, parts.sheets.get(sheet.name)):
        put(rows, row, column, spoilt)
    return Sheet(
        name=sheet.name,
        rows=rows,
        merged=[Merged(*first, *last) for first, last in sheet.merged_cell_ranges or ()],
        is_hidden=visible is not SheetVisibleEnum.Visible,
        is_1904=parts.is_1904,
    )


def put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    """Write the cell, also where calamine ended because nothing but errors followed."""
    if row >= ROWS_MAX or column >= COLUMNS_MAX:
        raise refused(Refusal.TOO_LARGE)
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = cell


def find_parts(archive: zipfile.ZipFile) -> Parts:
    workbook, relations = xml_of(archive, "xl/workbook.xml"), xml_of(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    known = {name.lower(): name for name in archive.namelist()}
    sheets = {}
    for sheet in elements(workbook, "sheet"):
        if sheet.get("name", "") in sheets:
            raise refused(Refusal.CORRUPT)
        identifier = next((value for key, value in sheet.attrib.items() if local(key) == "id"), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(identifier, ""))).lstrip("/").lower()
        if path in known:
            sheets[sheet.get("name", "")] = known[path]
    settings = next(elements(workbook, "workbookPr"), None)
    return Parts(sheets, settings is not None and settings.get("date1904", "").lower() in TRUE)


def xml_of(archive: zipfile.ZipFile, name: str) -> Element:
    known = {entry.lower(): entry for entry in archive.namelist()}
    try:
        return fromstring(archive.read(known[name]))
    except (KeyError, ParseError, ValueError):
        raise refused(Refusal.CORRUPT) from None


def elements(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local(element.tag) == name)


def local(tag: str) -> str:
    """The name without its namespace: there are a transitional and a strict one."""
    return tag.rpartition("}")[2]


def spoilt_cells(archive: zipfile.ZipFile, part: str | None) -> Iterator[tuple[Spot, Spoilt]]:
    """(row, column) from 0, with what is wrong: error cells, and formulas for which no value is stored."""
    if part is None or not has_hint(archive, part):
        return
    number = 0
    try:
        with archive.open(part) as file:
            for _, element in iterparse(file, events=("end",)):
                if local(element.tag) == "row":
                    number = int(element.get("r") or number + 1)
                    yield from spoilt_in_row(element, number)
                    element.clear()
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, ValueError):
        raise refused(Refusal.CORRUPT) from None


def has_hint(archive: zipfile.ZipFile, part: str) -> bool:
    return any(SPOILT_HINT.search(piece) for piece, _ in pieces(archive, archive.getinfo(part)))


def spoilt_cell(element: Element) -> Spoilt | None:
    value = next((child.text for child in element if local(child.tag) == "v"), None)
    if element.get("t") == "e":
        return Spoilt(RowFault.ERROR_CELL, value or "#N/A")
    formula = next((child for child in element if local(child.tag) == "f"), None)
    if formula is None or value or element.get("t") == "str":
        return None
    return Spoilt(RowFault.FORMULA_NO_VALUE, f"={formula.text or ''}")


def spoilt_in_row(row: Element, number: int) -> Iterator[tuple[Spot, Spoilt]]:
    """As `spoilt_cells`. Rows and cells without a reference follow the one before."""
    column = 0
    for cell in row:
        reference = REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(reference[1]) if reference else column + 1
        if (spoilt := spoilt_cell(cell)) is not None:
            yield (number - 1, column - 1), spoilt
