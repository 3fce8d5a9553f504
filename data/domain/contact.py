"""Phone numbers and names: checking, tidy display, masking."""

from __future__ import annotations

import re
import unicodedata

from data.domain.errors import InvalidInput
from data.domain.text import NAME_MAX, required_text

LATIN = re.compile(r"[A-Za-z]")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}\d{7,8}")
SEPARATORS = re.compile(r"[\s\-－—()（）]+")


def tidy_phone(raw: str, field: str = "phone") -> str:
    """Digits of a Chinese mobile (11) or landline with area code (10–12).

    Full-width digits, blanks, dashes, brackets and a leading +86 are accepted.
    Raises InvalidInput: phone_missing, phone_letters, phone_short(missing=n), phone_long(extra=n), phone_unknown.
    """
    digits = SEPARATORS.sub("", unicodedata.normalize("NFKC", raw))
    digits = digits.removeprefix("+86")
    if not digits:
        raise InvalidInput("phone_missing", field=field)
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidInput("phone_letters", field=field, value=raw)
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return digits
    if digits.startswith("1") and len(digits) != 11:
        code = "phone_short" if len(digits) < 11 else "phone_long"
        raise InvalidInput(code, field=field, value=raw, count=abs(11 - len(digits)))
    raise InvalidInput("phone_unknown", field=field, value=raw)


def tidy_name(raw: str, field: str = "name") -> str:
    """A person's name without outer blanks; inner ones stay between Latin words only (王 强 -> 王强).

    Raises InvalidInput as `required_text`.
    """
    words = required_text(raw, field, longest=NAME_MAX).split()
    return (" " if LATIN.search(raw) else "").join(words)


def mask_phone(phone: str | None) -> str:
    """19900000001 -> 199****0001; a landline keeps its area code and last two digits; None -> ''."""
    if not phone:
        return ""
    if len(phone) == 11 and phone.startswith("1"):
        return f"{phone[:3]}****{phone[-4:]}"
    return f"{phone[:4]}****{phone[-2:]}"


def mask_alike(one: str | None, other: str | None) -> tuple[str, str]:
    """Both masked, but for the digits in which two numbers of one length differ: 199****0031 and 199****0037 already
    show it, 1990*1*0031 and 1990*2*0031 do where the mask would hide it."""
    shown = mask_phone(one), mask_phone(other)
    if not one or not other or len(one) != len(other):
        return shown
    def differing(masked: str, number: str) -> str:
        return "".join(d if one[k] != other[k] else m for k, (m, d) in enumerate(zip(masked, number, strict=True)))
    return differing(shown[0], one), differing(shown[1], other)


def mask_id_number(number: str) -> str:
    """150824197503050012 -> 150824********0012."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def mask_name(name: str) -> str:
    """王秀兰 -> 王**; 李强 -> 李*. At least one star."""
    return name[:1] + "*" * max(1, len(name) - 1)
