"""Identity numbers of people (GB 11643-1999) and credit codes of organisations (GB 32100-2015).

Excel keeps fifteen digits of a number: what follows is lost for good. Such a number is refused and never repaired,
also where the check character fits by chance.
"""

from __future__ import annotations

import datetime as dt
import re

from data.exchange.workbooks.sheets import Cell, RowFault
from data.exchange.workbooks.values.faults import CellFault, compact, is_scientific

LENGTH = 18
KEPT_BY_EXCEL = 15
PERSON = re.compile(r"[1-9][0-9]{16}[0-9X]")
WEIGHTS = [2 ** (LENGTH - 1 - place) % 11 for place in range(LENGTH - 1)]
CHECKS = "10X98765432"
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = [3**place % 31 for place in range(LENGTH - 1)]


def read_id_number(cell: Cell, today: dt.date) -> str:
    """Eighteen characters, X in capitals. Raises CellFault: ruined_id, bad_id, bad_checksum."""
    number = compact(cell).upper()
    check_not_ruined(cell, number)
    if not PERSON.fullmatch(number) or not is_birthday(number[6:14], today):
        raise CellFault(RowFault.BAD_ID)
    if number.endswith("000"):
        raise CellFault(RowFault.RUINED_ID)
    if number[-1] != person_check(number):
        raise CellFault(RowFault.BAD_CHECKSUM)
    return number


def read_credit_code(cell: Cell) -> str:
    """Eighteen characters in capitals. Raises CellFault: ruined_id, bad_id, bad_checksum."""
    code = compact(cell).upper()
    check_not_ruined(cell, code)
    if len(code) != LENGTH or not set(code) <= set(CREDIT_CHARACTERS):
        raise CellFault(RowFault.BAD_ID)
    if code.isdigit() and code.endswith("000"):
        raise CellFault(RowFault.RUINED_ID)
    if code[-1] != credit_check(code):
        raise CellFault(RowFault.BAD_CHECKSUM)
    return code


def check_not_ruined(cell: Cell, number: str) -> None:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_scientific(cell) or (is_number and len(number) > KEPT_BY_EXCEL):
        raise CellFault(RowFault.RUINED_ID)


def is_birthday(digits: str, today: dt.date) -> bool:
    try:
        born = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return dt.date(1900, 1, 1) <= born <= today


def person_check(number: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11]


def credit_check(code: str) -> str:
    """GB 32100: modulo 31 over the first seventeen characters."""
    total = sum(CREDIT_CHARACTERS.index(c) * weight for c, weight in zip(code, CREDIT_WEIGHTS, strict=False))
    return CREDIT_CHARACTERS[-total % 31]
