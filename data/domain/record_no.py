"""The number under which a record of the register leaves in a workbook and is known again when that comes back."""

from __future__ import annotations

import hashlib
import re

LETTERS = {"experts": "E", "farms": "F"}
WRITTEN = re.compile(r"([EF])(\d{1,12})-([0-9a-f]{4})")


def record_no(kind: str, county: str, record_id: int) -> str:
    """F123-7f3a: what it is of, its id, and a check that other numbers of other people do not pass."""
    letter = LETTERS[kind]
    check = hashlib.sha256(f"{letter} {county} {record_id}".encode()).hexdigest()[:4]
    return f"{letter}{record_id}-{check}"


def record_id_of(kind: str, county: str, written: str) -> int | None:
    """The id, or None for a number that was not given out here."""
    found = WRITTEN.fullmatch(written)
    if found is None or record_no(kind, county, int(found[2])) != written:
        return None
    return int(found[2])
