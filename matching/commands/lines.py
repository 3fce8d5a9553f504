"""Lines of JSON from a stream or file, one object each. Every fault names its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from matching.commands.errors import BadInputError


def read_objects(stream: BinaryIO, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, object) per line; `where` begins a sentence about it. Empty lines are skipped. Raises BadInputError."""
    for number, raw in enumerate(stream, start=1):
        where = f"{name}, line {number}" if name else f"Line {number}"
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            raise BadInputError(f"{where} is not UTF-8.") from None
        if line:
            yield where, _object(line, where)


def read_file(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open("rb") as stream:
            yield from read_objects(stream, path.name)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None


def text_of(row: dict[str, Any], field: str, where: str) -> str:
    """The words of a required field. Raises BadInputError."""
    value = row.get(field)
    if not isinstance(value, str):
        raise BadInputError(f'{where} needs a "{field}" in words.')
    return whole(value, where)


def id_of(row: dict[str, Any], field: str, where: str) -> str | int:
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadInputError(f'{where} needs an "{field}", text or number.')
    whole(str(value), where)
    return value


def whole(text: str, where: str) -> str:
    """`text`, unless it holds half of a surrogate pair, which JSON can spell but UTF-8 cannot write."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadInputError(f"{where} holds half a character.")
    return text


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise BadInputError(f"{where} is not JSON.") from None
    if not isinstance(row, dict):
        raise BadInputError(f'{where} is not an object {{"…": …}}.')
    return row
