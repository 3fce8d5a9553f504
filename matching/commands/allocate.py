"""`allocate`: one board as a JSON object in, its plan as a JSON object out. The format is in docs/board.md."""

from __future__ import annotations

import argparse
import json
from typing import Any, BinaryIO, NoReturn, TextIO

from matching.commands.errors import BadInputError


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("allocate", help="reads a board, writes the best assignment or why there is none")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO) -> None:
    from matching.board import InstanceError, allocate, as_json, read_instance

    try:
        instance = read_instance(read_json(stdin))
    except InstanceError as error:
        raise BadInputError(str(error)) from None
    stdout.write(json.dumps(as_json(instance, allocate(instance)), ensure_ascii=False, allow_nan=False) + "\n")


def read_json(stream: BinaryIO) -> Any:
    """Raises BadInputError."""
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputError("The instance is not UTF-8.") from None
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadInputError("The instance is not JSON.") from None


def _no_number(word: str) -> NoReturn:
    raise BadInputError(f"{word} is no JSON number.")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInputError(f'"{twice}" stands twice in one object.')
    return found
