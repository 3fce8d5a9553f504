"""What a workbook is to the import: sheets of cells, numbered as Excel numbers them, whatever file they came from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.domain.errors import Refused


class Refusal(StrEnum):
    """Why a file is refused as a whole. `workbook_` + the refusal is the error's code; each has a sentence."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"
    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    DUPLICATE_HEADING = "duplicate_heading"
    WRONG_FORMAT = "wrong_format"
    CORRUPT = "corrupt"
    ENCRYPTED = "encrypted"
    ENCODING = "encoding"
    UNSAFE = "unsafe"
    MACROS = "macros"
    TOO_LARGE = "too_large"
    FORMULA_NO_VALUE = "formula_no_value"


class RowFault(StrEnum):
    """Why a row goes back. `workbook_row_` + the fault names its sentence."""

    MISSING_REQUIRED = "missing_required"
    UNKNOWN_KIND = "unknown_kind"
    TOO_LONG = "too_long"
    BAD_PHONE = "bad_phone"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    NEGATIVE_NUMBER = "negative_number"
    RUINED_ID = "ruined_id"
    BAD_ID = "bad_id"
    BAD_CHECKSUM = "bad_checksum"
    UNKNOWN_PLACE = "unknown_place"
    AMBIGUOUS_PLACE = "ambiguous_place"
    PLACE_MISMATCH = "place_mismatch"
    DUPLICATE_IN_FILE = "duplicate_in_file"
    ERROR_CELL = "error_cell"
    FORMULA_NO_VALUE = "formula_no_value"
    BAD_ENCODING = "bad_encoding"


PREFIX = "workbook_"
# More than any list of a county has: 20,000 rows of fifteen columns are 300,000 cells.
ROWS_MAX, COLUMNS_MAX, CELLS_MAX = 100_000, 1_000, 5_000_000


def refused(why: Refusal, **params: object) -> Refused:
    return Refused(f"workbook_{why}", **params)


@dataclass(frozen=True)
class Spoilt:
    """A cell whose value the file does not give: an error, a formula never calculated, bytes that are no text."""

    fault: RowFault
    shown: str


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Spoilt | None
Spot = tuple[int, int]


@dataclass(frozen=True)
class Merged:
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """`rows[i]` is Excel's row i + 1, from column A on. `is_text`: of a text file, whose rows may differ in length."""

    name: str
    rows: list[list[Cell]]
    merged: Sequence[Merged] = ()
    is_hidden: bool = False
    is_1904: bool = False
    is_text: bool = False


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
BLANK = re.compile(r"\s+")
ERRORS = frozenset((
    "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
    "#BLOCKED!", "#UNKNOWN!",
))  # fmt: skip


def shown(cell: Cell) -> str:
    """The cell's text as a reader of the sheet sees it: whole numbers without a point, dates in ISO form."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, Spoilt):
        return cell.shown
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def visible(cell: Cell) -> str:
    """`shown` without characters of no width and outer blanks."""
    if isinstance(cell, str) and cell.isalnum():
        return cell  # most cells: Chinese characters, letters and digits alone
    return INVISIBLE.sub("", shown(cell)).strip()


def squeezed(cell: Cell) -> str:
    """`visible` without any blanks or line breaks."""
    if isinstance(cell, str) and cell.isalnum():
        return cell
    return BLANK.sub("", visible(cell))
