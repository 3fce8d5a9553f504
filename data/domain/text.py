"""Checks of what people type into a form."""

from __future__ import annotations

import re
import unicodedata

from data.domain.errors import InvalidInput

WORDS_MAX = 2000
NAME_MAX = 40
FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
CLAUSE_ENDS = "，。！？；,;!? "


def required_text(raw: str, field: str, *, longest: int = WORDS_MAX) -> str:
    """`raw` without outer blanks. Raises InvalidInput: text_missing, text_long(longest, count), text_unreadable."""
    text = raw.strip()
    if not text:
        raise InvalidInput("text_missing", field=field)
    return optional_text(text, field, longest=longest) or text


def optional_text(raw: str | None, field: str, *, longest: int = WORDS_MAX) -> str | None:
    """As `required_text`, but None for nothing."""
    text = (raw or "").strip()
    if not text:
        return None
    if len(text) > longest:
        raise InvalidInput("text_long", field=field, longest=longest, count=len(text))
    if any(unicodedata.category(c) in FORBIDDEN and c not in "\n\t\r" for c in text):
        raise InvalidInput("text_unreadable", field=field)
    return text


def headline(text: str, longest: int = 30) -> str:
    """The beginning of `text` on one line: as many whole clauses as fit, else cut with …"""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line.rstrip(CLAUSE_ENDS) or line
    ends = [match.start() for match in re.finditer(f"[{CLAUSE_ENDS}]", line[: longest + 1])]
    return line[: ends[-1]] if ends and ends[-1] >= longest // 3 else line[:longest].rstrip() + "…"
