"""An expert's service record: its days, the code a stranger checks it by, words with nobody named in them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from data.domain.errors import InvalidInput

YEARS_MAX = 3
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as another: no 0 and O, no 1, I and L
GROUP = 4
CODE = re.compile(f"[{ALPHABET}]{{{2 * GROUP}}}")
PHONE = re.compile(r"\d(?:[\s\-－—()（）]*\d){6,}")
HIDDEN = "***"


def check_record_days(first_day: dt.date, last_day: dt.date, today: dt.date) -> None:
    """Raises InvalidInput period_backwards, record_ahead, record_long(years)."""
    if last_day < first_day:
        raise InvalidInput("period_backwards", field="last_day")
    if last_day > today:
        raise InvalidInput("record_ahead", field="last_day")
    years = last_day.year - first_day.year
    if (years, last_day.month, last_day.day) >= (YEARS_MAX, first_day.month, first_day.day):
        raise InvalidInput("record_long", field="first_day", years=YEARS_MAX)


def written(letters: str) -> str:
    """Eight letters as they are printed: 7KQM-2XWD."""
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def read_code(typed: str) -> str | None:
    """A code as it is printed, from what somebody typed: small letters, blanks and dashes do not matter.

    None for what can be no code.
    """
    letters = re.sub(r"[\s\-－—–]", "", unicodedata.normalize("NFKC", typed)).upper()
    return written(letters) if CODE.fullmatch(letters) else None


def without_person(words: str, name: str) -> str:
    """The asker's words with every telephone number, and the asker's own `name`, hidden."""
    hidden = PHONE.sub(HIDDEN, words.strip())
    return hidden.replace(name, HIDDEN) if name else hidden
