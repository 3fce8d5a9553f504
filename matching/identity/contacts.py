"""Phone and identity numbers as people type them and spreadsheets ruin them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum

AREA_CODE = "0478"
_SEPARATOR = re.compile(r"[/、；;,，\\|\n]+|(?<=\d{7})\s+(?=1[3-9]\d{9})|(?<=\d{11})\s+(?=\d{7})")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
_KEPT_DIGITS = 15


def parse_phones(text: str) -> tuple[str, ...]:
    """Up to two numbers, mobiles as eleven digits, landlines with their area code. What is no number is left out."""
    plain = unicodedata.normalize("NFKC", text)
    found = (_phone(part) for part in _SEPARATOR.split(plain))
    return tuple(dict.fromkeys(number for number in found if number))[:2]


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", re.sub(r"\.0+$", "", text.strip()))
    if len(digits) > 11 and digits.startswith(("86", "0086")):
        digits = digits.removeprefix("00").removeprefix("86")
    if len(digits) == 12 and digits.startswith("01") and digits[2] in "3456789":
        digits = digits[1:]
    if len(digits) in (7, 8) and not digits.startswith("0"):
        return AREA_CODE + digits
    if len(digits) == 10 and not digits.startswith(("0", "1")):
        return "0" + digits
    return digits if 9 <= len(digits) <= 13 and len(set(digits)) > 1 else ""


class IdForm(IntEnum):
    """How much of an identity number is left."""

    NONE = 0
    RUINED = 1   # fifteen digits kept, the rest overwritten with zeros
    BROKEN = 2   # eighteen places, wrong check character
    VALID = 3
    HASHED = 4   # a keyed hash: equal or not, no digits
    HASHED_BROKEN = 5


@dataclass(frozen=True, slots=True)
class IdNumber:
    """`digits` has 18 places, 15 where ruined, the hash where hashed, and is empty for NONE."""

    form: IdForm
    digits: str = ""

    @property
    def born(self) -> str:
        """Eight digits of the birthday, or nothing."""
        return self.digits[6:14] if self.form in (IdForm.RUINED, IdForm.VALID) else ""


NO_NUMBER = IdNumber(IdForm.NONE)


def parse_id_number(text: str) -> IdNumber:
    """An 18- or 15-digit identity number, also as a spreadsheet left it; a hash is "hash:…" or "hash-bad-check:…"."""
    for prefix, form in (("hash:", IdForm.HASHED), ("hash-bad-check:", IdForm.HASHED_BROKEN)):
        if text.startswith(prefix) and len(text) > len(prefix):
            return IdNumber(form, text.removeprefix(prefix))
    plain = re.sub(r"[\s\-'`‘’.]", "", unicodedata.normalize("NFKC", text).upper().strip())
    if _SCIENTIFIC.fullmatch(text.strip()):
        return _from_scientific(text.strip())
    if re.fullmatch(r"\d{15}", plain):
        plain = with_check(plain[:6] + "19" + plain[6:])
    if not re.fullmatch(r"\d{17}[\dX]", plain):
        return IdNumber(IdForm.BROKEN, plain) if re.fullmatch(r"\d{16,19}[\dX]", plain) else NO_NUMBER
    if plain.endswith("000") and with_check(plain[:17]) != plain:
        return IdNumber(IdForm.RUINED, plain[:_KEPT_DIGITS])
    return IdNumber(IdForm.VALID if with_check(plain[:17]) == plain else IdForm.BROKEN, plain)


def with_check(body: str) -> str:
    """Seventeen digits and their check character (GB 11643-1999)."""
    return body + _CHECKS[sum(int(digit) * factor for digit, factor in zip(body, _FACTORS, strict=True)) % 11]


def _from_scientific(text: str) -> IdNumber:
    try:
        digits = str(int(Decimal(text)))
    except InvalidOperation:
        return NO_NUMBER
    kept = len(re.sub(r"\D", "", re.split("[eE]", text)[0]))
    return IdNumber(IdForm.RUINED, digits[:_KEPT_DIGITS]) if len(digits) == 18 and kept >= _KEPT_DIGITS else NO_NUMBER
