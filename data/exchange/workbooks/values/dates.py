"""Dates: as dates, as serial numbers, and as text in the shapes of Chinese offices (year before month before day)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from data.exchange.workbooks.kinds import Reading
from data.exchange.workbooks.sheets import Cell, RowFault, visible
from data.exchange.workbooks.values.faults import APOSTROPHES, CellFault

SEPARATOR = r"\s*[-./年、\\]\s*"
CLOCK = r"(?:[0-9]{1,2}[:时点](?:[0-9]{1,2}分?)?(?::[0-9]{1,2}(?:\.[0-9]+)?)?)?"
TIME = rf"[\sT]*(?:上午|下午|早上|中午|晚上|星期.|周.|\(.{{1,4}}\))?\s*{CLOCK}"
MONTH_DAY = r"([0-9]{1,2})\s*[-./月、\\]\s*([0-9]{1,2})\s*[日号]?"
DAY = re.compile(rf"([0-9]{{4}}|[0-9]{{2}}){SEPARATOR}{MONTH_DAY}{TIME}")
DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[0-9]{6})?")
SIX_DIGITS = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])")
MONTH = re.compile(rf"([0-9]{{4}}){SEPARATOR}([0-9]{{1,2}})\s*月?")
YEAR = re.compile(r"([0-9]{4})\s*(?:年度?)?")
BORN = re.compile(r"\s*出?生\s*$")
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
SERIALS = range(10_000, 80_000)  # 1927 to 2119
EARLIEST = {Reading.BIRTH: dt.date(1900, 1, 1), Reading.DAY: dt.date(1980, 1, 1), Reading.TERM: dt.date(1980, 1, 1)}
FURTHEST_AHEAD = dt.timedelta(days=366 * 20)
NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[月日号])")


def read_date(cell: Cell, reading: Reading, today: dt.date, is_1904: bool = False) -> str:
    """ISO date; YYYY-MM or YYYY where that is all that is given and the reading allows it. Raises CellFault."""
    if reading is Reading.BIRTH and isinstance(cell, str):
        cell = BORN.sub("", cell)
    found = found_date(cell, is_1904)
    if reading is Reading.DAY and len(found) < 10:
        raise CellFault(RowFault.BAD_DATE)
    earliest = EARLIEST[reading].isoformat()
    latest = (today + FURTHEST_AHEAD if reading is Reading.TERM else today).isoformat()
    if not earliest[: len(found)] <= found <= latest[: len(found)]:
        raise CellFault(RowFault.BAD_DATE)
    return found


def found_date(cell: Cell, is_1904: bool) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise CellFault(RowFault.BAD_DATE)
    text = date_text(cell)
    if isinstance(cell, float) and not cell.is_integer() and not SERIAL.fullmatch(text):
        raise CellFault(RowFault.BAD_DATE)  # 1975.1 may have been 1975.10
    return date_of_text(text, is_1904)


def date_text(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", visible(cell).lstrip(APOSTROPHES))
    return TENS.sub(lambda ten: f"{ten[1] or '一'}{ten[2] or '〇'}", text).translate(NUMERALS)


def date_of_text(text: str, is_1904: bool) -> str:
    if SERIAL.fullmatch(text) and int(float(text)) in SERIALS:
        epoch = EPOCH_1904 if is_1904 else EPOCH
        return (epoch + dt.timedelta(days=int(float(text)))).isoformat()
    if found := DAY.fullmatch(text) or DIGITS.fullmatch(text):
        return iso(*found.groups())
    if found := MONTH.fullmatch(text) or SIX_DIGITS.fullmatch(text):
        return iso(*found.groups(), "1")[:7]
    if found := YEAR.fullmatch(text):
        return iso(found[1], "1", "1")[:4]
    raise CellFault(RowFault.BAD_DATE)


def iso(year: str, month: str, day: str) -> str:
    try:
        return dt.date(full_year(year), int(month), int(day)).isoformat()
    except ValueError:
        raise CellFault(RowFault.BAD_DATE) from None


def full_year(year: str) -> int:
    """Two digits are of this century up to 50: 24 -> 2024, 75 -> 1975."""
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) <= 50 else 1900)


def read_year(cell: Cell, today: dt.date) -> int:
    """A year from 1949 to the next one. Raises CellFault."""
    found = YEAR.fullmatch(date_text(cell)) if isinstance(cell, int | float | str) else None
    if not found or not 1949 <= int(found[1]) <= today.year + 1:
        raise CellFault(RowFault.BAD_DATE)
    return int(found[1])
