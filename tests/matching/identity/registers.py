"""Small made-up registers and what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from matching.identity import Columns
from tests.registers import PRESETS, Record, make_people, write_records


@dataclass(frozen=True)
class Register:
    records: list[Record]
    truth: dict[str, int]


def small_register(people: int, seed: int, preset: str = "station") -> Register:
    return Register(*write_records(make_people(people, PRESETS[preset], seed), PRESETS[preset], seed + 1))


def columns_of(records: Sequence[Record]) -> Columns:
    return Columns(*map(list, zip(*map(astuple, records), strict=True)))


def precision_and_recall(found: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """Of pairs of records: the share of linked ones that are right, and of right ones that are linked."""
    both = _pairs(np.unique(np.stack([found, true]), axis=1, return_inverse=True)[1])
    return both / max(_pairs(found), 1), both / max(_pairs(true), 1)


def _pairs(label: np.ndarray) -> int:
    size = np.unique(label, return_counts=True)[1]
    return int((size * (size - 1) // 2).sum())
