"""From a file of unknown origin to sheets: what it is shows by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import PurePath

from data.exchange.workbooks.delimited import read_bytes
from data.exchange.workbooks.old_xls import read_xls
from data.exchange.workbooks.sheets import Refusal, Sheet, refused
from data.exchange.workbooks.xlsx import read_xlsx

BYTES_MAX = 20 * 2**20
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"\x7fELF",
    b"\x09\x00", b"\x09\x02", b"\x09\x04",  # BIFF before Excel 5
)  # fmt: skip
ZIP_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")


def open_sheets(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file. `name` matters for text only: text named .xlsx is refused. Raises Refused."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise refused(Refusal.EMPTY)
    if len(content) > BYTES_MAX:
        raise refused(Refusal.TOO_LARGE)
    if content.startswith(ZIP):
        return read_xlsx(content)
    if content.startswith(OLE):
        return read_xls(content)
    if content.startswith(NOT_TABLES) or PurePath(name).suffix.lower() in ZIP_SUFFIXES:
        raise refused(Refusal.WRONG_FORMAT)
    return read_bytes(content)
