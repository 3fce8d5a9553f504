"""Sheets of an old .xls (BIFF in an OLE container)."""

from __future__ import annotations

import datetime as dt
import io
import struct

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell as XlsCell
from xlrd.sheet import Sheet as XlsSheet

from data.exchange.workbooks.sheets import Cell, Merged, Refusal, RowFault, Sheet, Spoilt, refused

# Names of streams in the container's directory.
PACKAGE, MACROS, WORD = ("EncryptedPackage", "_VBA_PROJECT", "WordDocument")
BOOKS = ("Workbook", "Book")
# What xlrd meets in a file whose bytes are not what its records promise.
BROKEN = (
    xlrd.XLRDError, CompDocError, struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    ArithmeticError, NotImplementedError, RecursionError, OSError,
)  # fmt: skip


def read_xls(content: bytes) -> list[Sheet]:
    """All worksheets, hidden ones marked. Raises Refused."""
    check_container(content)
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        return [read_sheet(sheet, book.datemode) for sheet in book.sheets()]
    except BROKEN as broken:
        raise refused(Refusal.ENCRYPTED if "encrypted" in str(broken) else Refusal.CORRUPT) from None


def check_container(content: bytes) -> None:
    if has_stream(content, PACKAGE):
        raise refused(Refusal.ENCRYPTED)
    if has_stream(content, MACROS):
        raise refused(Refusal.MACROS)
    if has_stream(content, WORD):
        raise refused(Refusal.WRONG_FORMAT)
    if not any(has_stream(content, name) for name in BOOKS):
        raise refused(Refusal.CORRUPT)


def has_stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def read_sheet(sheet: XlsSheet, datemode: int) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=[[value_of(cell, datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)],
        merged=[Merged(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells],
        is_hidden=sheet.visibility != 0,
        is_1904=bool(datemode),
    )


def value_of(cell: XlsCell, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Spoilt(RowFault.ERROR_CELL, xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return date_of(cell.value, datemode)
    return cell.value


def date_of(serial: float, datemode: int) -> dt.date | float:
    """The day, with its time if there is one; the bare number where it is no date of the calendar."""
    try:
        moment = xlrd.xldate_as_datetime(serial, datemode)
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return serial
    return moment.date() if moment.time() == dt.time() else moment
