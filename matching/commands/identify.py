"""`identify`: a list of people in, which of its rows are one person's out."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from matching.commands.errors import BadInputError

if TYPE_CHECKING:
    from matching.identity import Columns, Identification

FIELDS = ("id", "name", "phone", "id_number", "birth", "village_code", "household")
MOSTLY_DUPLICATES = (
    "More than half of the rows repeat another one; if that is not meant, check that no list was put in twice."
)


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("identify", help="reads a list of people, writes which rows are one person's")
    parser.add_argument("people", type=Path, help=f"CSV with the columns {', '.join(FIELDS)}; all but id may be empty")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write: id, cluster")
    parser.add_argument("--pairs", type=Path, help="CSV to write: id_a, id_b, probability, decision, reasons")
    parser.add_argument("--year", type=int, default=dt.date.today().year, help="the year that ages count from")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO) -> None:
    from matching.identity import identify

    begun = time.perf_counter()
    found = identify(read_people(options.people), options.year)
    _write(options.out, ("id", "cluster"), ((found.ids[k], found.ids[p]) for k, p in enumerate(found.person.tolist())))
    if options.pairs:
        _write(options.pairs, ("id_a", "id_b", "probability", "decision", "reasons"), _pair_rows(found))
    stdout.write(json.dumps(_figures(found, time.perf_counter() - begun), ensure_ascii=False) + "\n")


def _figures(found: Identification, seconds: float) -> dict[str, int | float | str]:
    outcome = found.outcome
    figures: dict[str, int | float | str] = {
        "records": len(found.ids), "clusters": outcome.high, "expected_people": round(outcome.expected_people, 1),
        "low": outcome.low, "high": outcome.high, "asked": int(found.pairs.is_asked.sum()),
        "seconds": round(seconds, 2),
        "peak_mb": round(_peak_mb(), 1),
    }
    if found.is_mostly_duplicates:
        figures["warning"] = MOSTLY_DUPLICATES
    return figures


def _peak_mb() -> float:
    """The most memory this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _pair_rows(found: Identification) -> Iterator[tuple[str, str, str, str, str]]:
    from matching.identity import explain

    pairs = found.pairs
    rows = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.probability.tolist(), pairs.is_asked.tolist(), strict=True)
    for place, (a, b, probability, is_asked) in enumerate(rows):
        reasons = explain(pairs.levels[place], pairs.ratios[place])
        yield found.ids[a], found.ids[b], f"{probability:.4f}", "ask" if is_asked else "same", reasons


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.") from None


def read_people(path: Path) -> Columns:
    """The rows of a CSV in UTF-8 (with or without a mark) or GB 18030. Raises BadInputError."""
    from matching.identity import Columns

    rows = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        places, width = _header(next(rows, None), path.name)
        columns = _columns(rows, places, width)
    except csv.Error as error:
        raise BadInputError(f"Line {rows.line_num} of {path.name} is not CSV: {error}.") from None
    _check_ids(columns[0])
    return Columns(*columns)


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInputError(f"{path.name} is neither UTF-8 nor GB 18030 text; save it as CSV in one of them.")


def _header(header: list[str] | None, name: str) -> tuple[list[int], int]:
    """Where each of FIELDS stands, and how many cells a row has."""
    found = [cell.strip().lower() for cell in header or ()]
    missing = [field for field in FIELDS if field not in found]
    if missing:
        raise BadInputError(f"{name} lacks the column {missing[0]}; needed are {', '.join(FIELDS)}.")
    twice = [field for field in FIELDS if found.count(field) > 1]
    if twice:
        raise BadInputError(f"{name} has the column {twice[0]} more than once.")
    return [found.index(field) for field in FIELDS], len(found)


def _columns(rows: Iterator[list[str]], places: list[int], width: int) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in FIELDS]
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        if len(row) != width:
            raise BadInputError(f"Record {number} has {len(row)} cells and not {width} like the header.")
        for column, place in zip(columns, places, strict=True):
            column.append(row[place])
    return columns


def _check_ids(ids: list[str]) -> None:
    seen: set[str] = set()
    for number, record_id in enumerate(ids, start=1):
        if not record_id.strip():
            raise BadInputError(f"Record {number} has no id.")
        if record_id in seen:
            raise BadInputError(f"The id {record_id} stands in more than one row; ids must be unique.")
        seen.add(record_id)
