"""Text with delimiters: .csv files, .txt files, and cells pasted from a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

from data.exchange.workbooks.sheets import COLUMNS_MAX, ROWS_MAX, Cell, Refusal, RowFault, Sheet, Spoilt, refused

SHEET = "Sheet1"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
DELIMITERS = ("\t", ",", ";", "|")
WIDE_COMMA = "，"
LINES_LOOKED_AT = 50
TEXT_MAX = 12_000_000        # characters; 20,000 rows of fifteen columns take about two million
QUOTED_LINES_MAX = 200       # a quotation longer than this was never closed
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
BINARY_SHARE = 0.02
UNREADABLE = re.compile("[\ufffd\0]|锟斤拷")
KEPT_AS_TEXT = re.compile(r'="(.*)"', re.S)
MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|!--|html|head|meta|table|style|body|workbook)", re.I)
ENTITY = re.compile(r"<!\s*(?:ENTITY|DOCTYPE[^>]*(?:SYSTEM|PUBLIC\s+\S+\s+\S+file|\[))", re.I)


def read_bytes(content: bytes) -> list[Sheet]:
    """One sheet from the bytes of a text file. Raises Refused."""
    text = decoded(content)
    if len(CONTROLS.findall(text)) > BINARY_SHARE * len(text):
        raise refused(Refusal.WRONG_FORMAT)
    return _read_text(text)


def _read_text(text: str) -> list[Sheet]:
    """A line is a record unless a quotation goes on."""
    if len(text) > TEXT_MAX:
        raise refused(Refusal.TOO_LARGE)
    text = text.removeprefix("\ufeff")
    if MARKUP.match(text):
        raise refused(Refusal.UNSAFE if ENTITY.search(text) else Refusal.WRONG_FORMAT)
    lines = re.split(r"\r\n|\n|\r", text)
    if not lines[-1]:
        lines.pop()
    delimiter = find_delimiter(lines)
    if len(lines) > 2 * ROWS_MAX or any(line.count(delimiter) > COLUMNS_MAX for line in lines):
        raise refused(Refusal.TOO_LARGE)
    return [Sheet(SHEET, [[cell(part) for part in record] for record in records(lines, delimiter)], is_text=True)]


def decoded(content: bytes) -> str:
    """The text; what cannot be decoded is U+FFFD, so that the row goes back and not the file.

    UTF-8 or UTF-16 by their mark; else UTF-8, if half the lines that are not plain ASCII are; else GB18030 likewise.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark):].decode(encoding, "replace")
    if encoding := unmarked_utf16(content):
        return content.decode(encoding, "replace")
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    for encoding in ("utf-8", "gb18030"):
        if 2 * sum(not decodes(line, encoding) for line in lines) <= len(lines):
            return content.decode(encoding, "replace")
    raise refused(Refusal.ENCODING)


def decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark shows by the zero byte in every comma, tab and digit."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if 10 * max(even, odd) < len(content) or 20 * min(even, odd) > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def find_delimiter(lines: Sequence[str]) -> str:
    """The one that occurs most often near the top; the Chinese comma only where there is no other."""
    top = "\n".join(line for line in lines if line.strip())[:20_000].split("\n")[:LINES_LOOKED_AT]
    counts = {mark: sum(line.count(mark) for line in top) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: counts[mark])
    return WIDE_COMMA if not counts[best] and any(WIDE_COMMA in line for line in top) else best


def records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """The records with their cells. Where quotation marks do not pair, a line is a record and they are characters."""
    at = 0
    while at < len(lines):
        if '"' not in lines[at] or (found := quoted_record(lines, at, delimiter)) is None:
            found = (lines[at].split(delimiter) if lines[at] else []), 1
        yield found[0]
        at += found[1]


def quoted_record(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str], int] | None:
    """(cells, number of lines) of the record that begins at line `at`; None if its quotation marks do not pair."""
    count, marks = 1, lines[at].count('"')
    opens = lines[at].startswith('"') or f'{delimiter}"' in lines[at]
    while opens and marks % 2 and count < QUOTED_LINES_MAX and at + count < len(lines):
        marks += lines[at + count].count('"')
        count += 1
    if marks % 2 and opens:
        return None
    try:
        parsed = next(csv.reader(["\n".join(lines[at : at + count])], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return None if swallows_records(parsed, delimiter) else (parsed, count)


def swallows_records(cells: Sequence[str], delimiter: str) -> bool:
    """A cell over several lines of which one could be a record itself: two stray marks, not one quotation."""
    return any(
        line.count(delimiter) >= max(2, len(cells) // 2)
        for cell in cells if "\n" in cell for line in cell.split("\n")[1:]
    )


def cell(part: str) -> Cell:
    """The cell; spoilt if it holds what could not be decoded, begins a quotation that nothing ends, or is a formula."""
    if UNREADABLE.search(part) or (part.startswith('"') and part.count('"') == 1):
        return Spoilt(RowFault.BAD_ENCODING, part)
    kept = KEPT_AS_TEXT.fullmatch(part.strip())
    if kept:
        return kept[1].replace('""', '"')
    return Spoilt(RowFault.FORMULA_NO_VALUE, part) if part.startswith("=") else part
