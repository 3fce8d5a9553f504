"""`understand`: lines of JSON in, what was understood as lines of JSON out."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from matching.commands.errors import BadInputError
from matching.commands.lines import id_of, read_objects, text_of

if TYPE_CHECKING:
    from matching.text import Understanding

DIVISIONS = Path(__file__).resolve().parents[2] / "data" / "places"


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("understand", help='reads {"id", "text"} lines, writes what was understood')
    parser.add_argument("--places", type=Path, help="CSV with the columns code and name")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO) -> None:
    for line in understood(read_lines(stdin), county_places(options.places)):
        stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def understood(rows: Iterable[dict[str, Any]], places: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    from matching.text import load_engine

    engine = load_engine().with_places(places)
    for row in rows:
        yield as_line(row["id"], engine.understand(row["text"]))


def as_line(question_id: str | int, read: Understanding) -> dict[str, Any]:
    return {
        "id": question_id,
        "problem_types": [list(pair) for pair in read.problem_types],
        "industry": [list(pair) for pair in read.industry],
        "crop_or_animal": read.crop_or_animal,
        "urgency": read.urgency,
        "gate": read.gate,
        "places": [list(pair) for pair in read.places],
    }


def read_lines(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Objects with an id (text or number) and a text. Empty lines are skipped. Raises BadInputError."""
    for where, row in read_objects(stream):
        text_of(row, "text", where)
        id_of(row, "id", where)
        yield row


def county_places(path: Path | None = None) -> list[tuple[str, str]]:
    """Towns and villages of `path`; without one, of the counties that have settings beside the shipped divisions."""
    if path is not None:
        return _read_places(path)
    found: list[tuple[str, str]] = []
    for county in sorted(DIVISIONS.glob("*/*.toml")):
        rows = _read_places(county.with_name("places.csv"))
        found.extend(row for row in rows if row[0].startswith(county.stem))
    return found


def _read_places(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(row["code"], row["name"]) for row in csv.DictReader(file)]
    except (OSError, KeyError, UnicodeDecodeError):
        raise BadInputError(f"{path.name} is not a readable list of places with the columns code and name.") from None
