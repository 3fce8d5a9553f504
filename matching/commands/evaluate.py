"""`evaluate`: experts, history and queries as lines of JSON in, one line of measures out."""

from __future__ import annotations

import argparse
import csv
import json
import math
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from matching.commands.errors import BadInputError
from matching.commands.lines import id_of, read_file, text_of, whole
from matching.commands.times import days_since_1970

if TYPE_CHECKING:
    import numpy as np

    from matching.evaluation import Case, Given, Query
    from matching.ranking.affinity import Person, Weights


def register(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("evaluate", help="routes queries to experts and measures how well")
    parser.add_argument("--experts", type=Path, required=True, help='{"id", "text"?, "tags"?} lines')
    parser.add_argument("--history", type=Path, required=True, help='{"text", "expert", "time"?, "weight"?} lines')
    parser.add_argument("--queries", type=Path, required=True, help='{"id", "text", "relevant": {expert: gain}} lines')
    parser.add_argument("--scores-out", type=Path, help="CSV: query id, then one column per expert")
    parser.add_argument("--policy", type=Path, help="TOML with a table [affinity]: weights instead of validation")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO) -> None:
    from matching.evaluation import measures, score

    given = _given(options.experts, options.history, options.queries)
    scored = score(given, _weights(options.policy) if options.policy else None)
    ids = [expert.id for expert in given.experts]
    line = {
        **measures(scored.scores, given.queries, ids, {case.expert for case in given.history}),
        **scored.costs(),
        "experts": len(ids), "history": len(given.history), "history_left_out": scored.left_out,
        "queries": len(given.queries), "weights_learned_from": scored.weights.learned,
    }
    if options.scores_out:
        _write_scores(options.scores_out, scored.scores, given.queries, ids)
    stdout.write(json.dumps(line) + "\n")


def _given(experts: Path, history: Path, queries: Path) -> Given:
    from matching.evaluation import Given

    given = Given(_experts(experts), tuple(_case(*line) for line in read_file(history)), _queries(queries))
    if not given.experts:
        raise BadInputError(f"{experts.name} names no expert.")
    return given


def _experts(path: Path) -> tuple[Person, ...]:
    from matching.ranking.affinity import Person

    found: dict[str, Person] = {}
    for where, row in read_file(path):
        text = text_of(row, "text", where) if row.get("text") is not None else ""
        tags = row.get("tags") if row.get("tags") is not None else []
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise BadInputError(f'{where}: "tags" is not a list of texts.')
        person = Person(str(id_of(row, "id", where)), text, tuple(whole(tag, where) for tag in tags))
        _once(person.id, found, where)
        found[person.id] = person
    return tuple(found.values())


def _case(where: str, row: dict[str, Any]) -> Case:
    from matching.evaluation import Case

    weight = _number(row.get("weight", 1.0), f'{where}: "weight"')
    return Case(text_of(row, "text", where), str(id_of(row, "expert", where)), weight, _day(row, where))


def _queries(path: Path) -> tuple[Query, ...]:
    from matching.evaluation import Query

    found: dict[str, Query] = {}
    for where, row in read_file(path):
        relevant = row.get("relevant")
        if not isinstance(relevant, dict):
            raise BadInputError(f'{where} needs "relevant": an object of experts and gains.')
        gains = {whole(expert, where): _number(gain, f"{where}: the gain") for expert, gain in relevant.items()}
        query = Query(str(id_of(row, "id", where)), text_of(row, "text", where), gains)
        _day(row, where)
        _once(query.id, found, where)
        found[query.id] = query
    return tuple(found.values())


def _day(row: dict[str, Any], where: str) -> float | None:
    if row.get("time") is None:
        return None
    try:
        return days_since_1970(row["time"])
    except ValueError:
        raise BadInputError(f'{where}: "time" is neither an ISO date nor seconds since 1970.') from None


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise BadInputError(f"{what} is not a number of 0 or more.")
    return float(value)


def _once(id_: str, found: dict[str, Any], where: str) -> None:
    if id_ in found:
        raise BadInputError(f'{where}: the id "{id_}" stands in the file twice.')


def _weights(path: Path) -> Weights:
    from matching.ranking.affinity import SIGNALS, Weights

    try:
        table = tomllib.loads(path.read_text("utf-8-sig")).get("affinity")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise BadInputError(f"{path.name} is not a readable TOML file.") from None
    if not isinstance(table, dict) or not set(table) <= set(SIGNALS):
        raise BadInputError(f"{path.name} needs a table [affinity] with weights for {', '.join(SIGNALS)}.")
    return Weights.of({name: _signed(value, f'{path.name}: "{name}"') for name, value in table.items()})


def _signed(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInputError(f"{what} is not a number.")
    return float(value)


def _write_scores(path: Path, scores: np.ndarray, queries: Iterable[Query], ids: list[str]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["query", *ids])
            for query, row in zip(queries, scores.tolist(), strict=True):
                writer.writerow([query.id, *(f"{value:.6f}" for value in row)])
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.") from None
