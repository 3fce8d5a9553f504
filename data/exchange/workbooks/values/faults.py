"""What a cell reader raises when a cell goes back to the sender."""

from __future__ import annotations

import re
import unicodedata

from data.exchange.workbooks.sheets import Cell, RowFault, shown, squeezed

NOTHING = frozenset((
    "", "无", "/", "\\", "-", "--", "—", "——", "－", "／", "暂无", "没有", "不详", "未知", "空", "none", "null",
))  # fmt: skip
APOSTROPHES = "'＇‘’`"
SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?e[+]?[0-9]+", re.I)


class CellFault(Exception):
    """`about`: words for the sentence beside column and value. `field`: another field than the one being read."""

    def __init__(self, fault: RowFault, *, field: str | None = None, **about: object):
        super().__init__(fault)
        self.fault = fault
        self.field = field
        self.about = about


def compact(cell: Cell) -> str:
    """Half-width, without blanks, invisible characters and the apostrophe that keeps numbers as text."""
    return unicodedata.normalize("NFKC", squeezed(cell).lstrip(APOSTROPHES))


def is_nothing(cell: Cell) -> bool:
    """Empty, or one of the words clerks write for nothing."""
    return squeezed(cell).lower() in NOTHING


def is_scientific(cell: Cell) -> bool:
    """Text such as 1.5E+17: what is left of a number that was copied as it was shown."""
    return isinstance(cell, str) and bool(SCIENTIFIC.fullmatch(compact(shown(cell))))
