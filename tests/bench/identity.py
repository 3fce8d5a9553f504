"""`python -m tests.bench.identity [people] [preset ...]`: who is the same person, by four methods on one register.

Exact match (name, and identity number or phone), a rule set as a careful clerk would write it, the probabilistic
linkage library Splink where it is installed (`pip install splink==5.0.0`, no dependency of ours), and our engine, with
identity numbers as written, as keyed hashes, and without any. Splink gets the fields as our reading cleans them, and
its threshold is set by the truth, the lowest that keeps pair precision at .995; ours does not see the truth.
"""

from __future__ import annotations

import hashlib
import importlib.util
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple, replace

import numpy as np

from matching.identity import Columns, identify
from matching.identity.clusters import components
from matching.identity.contacts import IdForm, parse_id_number
from matching.identity.records import Encoded, Encoder
from tests.matching.identity.registers import precision_and_recall
from tests.registers import PRESETS, Record, make_people, write_records

YEAR = 2026
LINE = "{:<22}{:>10}{:>9}{:>9}{:>10}{:>11}{:>9}{:>9}"


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for preset in sys.argv[2:] or ("station",):
        records, truth = write_records(make_people(people, PRESETS[preset], 21), PRESETS[preset], 22)
        print(f"\n{preset}: {people:,} people, {len(records):,} records")
        print(LINE.format("", "precision", "recall", "people", "interval", "ask / 100", "answered", "seconds"))
        for name, row in _methods(records, truth):
            print(LINE.format(name, *row))
    print(f"\npeak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB, all methods together")


def _methods(records: list[Record], truth: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    columns = _columns(records).ordered()
    true = np.array([truth[record_id] for record_id in columns.id])
    encoded = Encoder(YEAR).encode(columns)
    for name, rules in (("exact match", _exact), ("rules", _rules)):
        begun = time.perf_counter()
        label = _joined(encoded, rules(encoded))
        yield name, _plain_row(label, true, time.perf_counter() - begun)
    if importlib.util.find_spec("splink"):
        from tests.bench.identity_splink import splink_labels

        begun = time.perf_counter()
        label = splink_labels(encoded, true)
        yield "splink, best threshold", _plain_row(label, true, time.perf_counter() - begun)
    yield "engine", _engine_row(columns, true)
    yield "engine, hashed ids", _engine_row(_columns([_hashed(record) for record in records]).ordered(), true)
    without = [replace(record, id_number="") for record in records]
    yield "engine, no numbers", _engine_row(_columns(without).ordered(), true)


def _columns(records: list[Record]) -> Columns:
    return Columns(*map(list, zip(*map(astuple, records), strict=True)))


def _hashed(record: Record) -> Record:
    """As the register keeps it: a whole number as a keyed hash with the result of its check; nothing else."""
    number = parse_id_number(record.id_number)
    if number.form not in (IdForm.VALID, IdForm.BROKEN):
        return replace(record, id_number="")
    digest = hashlib.blake2b(number.digits.encode(), key=b"bench", digest_size=16).hexdigest()
    return replace(record, id_number=("hash:" if number.form == IdForm.VALID else "hash-bad-check:") + digest)


def _exact(r: Encoded) -> list[tuple[np.ndarray, ...]]:
    return [(r.full, r.id_code), (r.full, r.phone)]


def _rules(r: Encoded) -> list[tuple[np.ndarray, ...]]:
    year = np.where(r.best_birth[:, 0] > 1, r.best_birth[:, 1], -1)
    day = np.where(r.best_birth[:, 4] > 0, r.best_birth[:, 4], -1)
    return [
        (r.id_code, r.surname), (r.sound, r.phone), (r.sound, r.village, year), (r.sound, day),
        (r.given, r.village, day),
        (r.sound, r.household), (r.skeleton, r.village, r.phone),
    ]


def _joined(records: Encoded, rules: list[tuple[np.ndarray, ...]]) -> np.ndarray:
    """Connected components of records that agree in all fields of some rule."""
    left, right = [], []
    for fields in rules:
        key = np.stack(fields, 1)
        known = np.flatnonzero((key != -1).all(1))
        order = known[np.lexsort(key[known].T)]
        same = (key[order[1:]] == key[order[:-1]]).all(1)
        left.append(order[:-1][same])
        right.append(order[1:][same])
    return components(len(records), np.concatenate(left), np.concatenate(right))


def _plain_row(label: np.ndarray, true: np.ndarray, seconds: float) -> list[str]:
    precision, recall = precision_and_recall(label, true)
    return [f"{precision:.4f}", f"{recall:.4f}", _off(len(np.unique(label)), true), "-", "-", "-", f"{seconds:.1f}"]


def _engine_row(columns: Columns, true: np.ndarray) -> list[str]:
    begun = time.perf_counter()
    found = identify(columns, YEAR)
    seconds = time.perf_counter() - begun
    precision, recall = precision_and_recall(found.person, true)
    asked, outcome = found.pairs.is_asked, found.outcome
    budget = int((~asked).sum() * 2 / 98)
    a, b = found.pairs.a[asked][:budget], found.pairs.b[asked][:budget]
    right = true[a] == true[b]
    n = len(true)
    answered = components(n, np.r_[np.arange(n), a[right]], np.r_[found.person, b[right]])
    holds = outcome.low <= len(np.unique(true)) <= outcome.high
    return [
        f"{precision:.4f}", f"{recall:.4f}", _off(outcome.expected_people, true), "holds" if holds else "MISSES",
        f"{100 * asked.mean():.1f}", f"{precision_and_recall(answered, true)[1]:.4f}", f"{seconds:.1f}",
    ]


def _off(people: float, true: np.ndarray) -> str:
    return f"{100 * (people / len(np.unique(true)) - 1):+.2f}%"


if __name__ == "__main__":
    main()
