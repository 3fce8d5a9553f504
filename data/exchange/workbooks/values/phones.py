"""Telephone numbers as people type them."""

from __future__ import annotations

import re
import unicodedata

from data.domain.contact import tidy_phone
from data.domain.errors import InvalidInput
from data.exchange.workbooks.sheets import Cell, RowFault, visible
from data.exchange.workbooks.values.faults import APOSTROPHES, CellFault

BETWEEN = re.compile(r"[/、,;；|\n]+|或者?|和")
LABEL = re.compile(r"^(?:联系|办公|家庭)?(?:电话|手机|座机|微信|tel|mobile)?(?:号码|号)?[:.]?", re.I)
REMARK = re.compile(r"\([^()0-9]*\)$|(?:微信同号|同微信|本人)$")
COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$)")
ZERO_BEFORE_MOBILE = re.compile(r"01[3-9][0-9]{9}")
GAPS = re.compile(r"[\s\-—–()]")


def read_phones(cell: Cell) -> list[str]:
    """The numbers in the cell, at least one, digits only. Raises CellFault: every one of them must be whole."""
    text = unicodedata.normalize("NFKC", visible(cell).lstrip(APOSTROPHES))
    parts = [part for part in BETWEEN.split(text) if part.strip()]
    if len(parts) == 1 and len(apart := parts[0].split()) > 1 and all(is_phone(part) for part in apart):
        parts = apart
    numbers = [read_one(part) for part in parts]
    if not numbers:
        raise CellFault(RowFault.BAD_PHONE)
    return list(dict.fromkeys(numbers))


def read_one(part: str) -> str:
    text = REMARK.sub("", LABEL.sub("", part.strip()))
    digits = COUNTRY.sub("", GAPS.sub("", text))
    if ZERO_BEFORE_MOBILE.fullmatch(digits):
        raise CellFault(RowFault.BAD_PHONE)  # else taken for a landline
    try:
        return tidy_phone(digits)
    except InvalidInput:
        raise CellFault(RowFault.BAD_PHONE) from None


def is_phone(part: str) -> bool:
    try:
        read_one(part)
    except CellFault:
        return False
    return True
