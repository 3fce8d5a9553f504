"""Which field a heading means. Blanks, line breaks, stars and remarks in brackets do not matter; units in them do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from data.exchange.workbooks.kinds import Field, Kind
from data.exchange.workbooks.sheets import Cell, squeezed

REMARK = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]?")
BRACKETS = "()[]【】〔〕{}<>《》"
IGNORED = re.compile(r"[*＊★:：]")
RUNNING_NUMBER = frozenset(("序号", "编号", "序", "号", "no", "no.", "№", "#", "行号"))


def as_it_stands(cell: Cell) -> str:
    """The heading without blanks, line breaks and stars, its remark kept: the name of the column in every report."""
    return IGNORED.sub("", squeezed(cell))


def plain(cell: Cell) -> str:
    """The heading's bare word, for comparing: 面积（亩）* -> 面积, 【手机】 -> 手机."""
    text = unicodedata.normalize("NFKC", as_it_stands(cell)).lower()
    return REMARK.sub("", text) or text.strip(BRACKETS)


def remark(heading: str) -> str:
    """What stands in the heading's first brackets: 面积（公顷） -> 公顷; '' without brackets."""
    found = REMARK.search(unicodedata.normalize("NFKC", heading))
    return found[0].strip(BRACKETS) if found else ""


@lru_cache(maxsize=64)
def fields_by_heading(kind: Kind) -> dict[str, Field | None]:
    usual = {plain(heading): field for field in kind.fields for heading in field.headings}
    return usual | {plain(heading): kind.field(name or "") for heading, name in kind.chosen.items()}


def field_of(kind: Kind, cell: Cell) -> Field | None:
    """The field that a heading means in a list of this kind; None for one that nobody asked for."""
    return fields_by_heading(kind).get(plain(cell)) if isinstance(cell, str) else None


def is_running_number(cell: Cell) -> bool:
    return plain(cell) in RUNNING_NUMBER
