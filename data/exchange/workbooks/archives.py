"""An .xlsx is a zip of XML. What could hurt the reader is refused before anything is parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from data.exchange.workbooks.sheets import Refusal, refused

UNPACKED_MAX = 100 * 2**20   # bytes of the XML that is read; 20,000 rows of fifteen columns take about 15 million
DECLARED_MAX = 2**30         # bytes of everything inside, pictures included
ENTRIES_MAX = 5_000
BOMB_RATIO = 200             # a workbook of one repeated row packs 1:60
CHUNK = 2**20
OVERLAP = 64
ENCRYPTED_FLAG = 0x1
ENTITY = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T)", re.I)
MACRO_TYPE = re.compile(rb"macroEnabled|vnd\.ms-excel\.(?:intl)?macrosheet|vbaProject", re.I)
DDE = re.compile(rb"<(?:\w+:)?ddeLink", re.I)
# A cell with something in it: cells that are only coloured close themselves.
USED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
XML = (".xml", ".rels", ".vml")
CONTENT_TYPES, WORKBOOK = "[content_types].xml", "xl/workbook.xml"


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, when it is a whole workbook without password and macros. Raises Refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise refused(Refusal.CORRUPT) from None
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise refused(Refusal.ENCRYPTED)
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise refused(Refusal.MACROS)
    if len(set(names)) != len(names) or len(names) > ENTRIES_MAX or any(is_outside(name) for name in names):
        raise refused(Refusal.UNSAFE)
    if sum(entry.file_size for entry in entries) > DECLARED_MAX or any(map(is_bomb, entries)):
        raise refused(Refusal.UNSAFE)
    if WORKBOOK not in names or CONTENT_TYPES not in names:
        raise refused(Refusal.WRONG_FORMAT)
    return archive


def is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Also in a part that nobody reads: pictures do not pack so well."""
    return entry.file_size > UNPACKED_MAX and entry.file_size > BOMB_RATIO * entry.compress_size


def is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name)


def check_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every XML part once, in pieces: whole, within bounds, without entities, macros and DDE. Raises Refused."""
    unpacked = packed = 0
    for entry in archive.infolist():
        if not entry.filename.lower().endswith(XML):
            continue
        packed += entry.compress_size
        for piece, fresh in pieces(archive, entry):
            unpacked += fresh
            if unpacked > UNPACKED_MAX:
                raise refused(Refusal.UNSAFE if unpacked > BOMB_RATIO * packed else Refusal.TOO_LARGE)
            check_piece(entry.filename.lower(), piece)


def check_piece(name: str, piece: bytes) -> None:
    if ENTITY.search(piece) or (name.startswith("xl/externallinks/") and DDE.search(piece)):
        raise refused(Refusal.UNSAFE)
    if name == CONTENT_TYPES and MACRO_TYPE.search(piece):
        raise refused(Refusal.MACROS)


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, overlap: int = OVERLAP) -> Iterator[tuple[bytes, int]]:
    """(a piece of the part that begins with the end of the one before, how many bytes of it are new)."""
    tail = b""
    try:
        with archive.open(entry) as part:
            while fresh := part.read(CHUNK):
                yield tail + fresh, len(fresh)
                tail = (tail + fresh)[-overlap:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise refused(Refusal.CORRUPT) from None


def used_area(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """(last row, last column) with something in it, counted from 1; (0, 0) for an empty sheet."""
    last_row = last_column = 0
    columns: dict[bytes, int] = {}
    for piece, _ in pieces(archive, archive.getinfo(part), overlap=512):
        for letters, digits in USED_CELL.findall(piece):
            last_row = max(last_row, int(digits))
            if letters not in columns:
                columns[letters] = column_number(letters.decode())
                last_column = max(last_column, columns[letters])
    return last_row, last_column


def column_number(letters: str) -> int:
    """A -> 1, XFD -> 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
