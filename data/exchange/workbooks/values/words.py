"""Names, texts and words of a list."""

from __future__ import annotations

import re
import unicodedata

from data.domain.text import FORBIDDEN
from data.exchange.workbooks.kinds import Field
from data.exchange.workbooks.sheets import Cell, RowFault, squeezed, visible
from data.exchange.workbooks.values.faults import APOSTROPHES, CellFault, compact

LATIN = re.compile(r"[A-Za-z]")
BLANKS = re.compile(r"[^\S\n]+")


def read_text(cell: Cell, field: Field) -> str:
    """The text as written, line breaks kept, without outer blanks and what nothing shows. Raises CellFault."""
    return checked(visible(cell).replace("\r\n", "\n").replace("\r", "\n"), field)


def read_name(cell: Cell, field: Field) -> str:
    """A name: blanks and line breaks inside stay between Latin words only (张　双 -> 张双)."""
    text = BLANKS.sub(" ", visible(cell).replace("\n", " ")).strip()
    return checked(text if LATIN.search(text) else squeezed(text), field)


def read_number_text(cell: Cell, field: Field) -> str:
    """A number that names, as text: 3.0 -> 3."""
    return checked(visible(cell).lstrip(APOSTROPHES), field)


def checked(text: str, field: Field) -> str:
    """Control characters show nowhere and go; characters that no font has are what is left of a broken conversion."""
    if not text.isalnum():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
        if any(unicodedata.category(c) in FORBIDDEN and c not in "\n\t" for c in text):
            raise CellFault(RowFault.BAD_ENCODING)
    if len(text) > field.longest:
        raise CellFault(RowFault.TOO_LONG, count=len(text), longest=field.longest)
    return text


def read_choice(cell: Cell, field: Field) -> str:
    """The register's word for what is written. Raises CellFault with the words to choose from."""
    word = field.choices.get(compact(cell))
    if word is None:
        known = "、".join(dict.fromkeys(field.choices.values()))
        raise CellFault(RowFault.UNKNOWN_KIND, known=known)
    return word
