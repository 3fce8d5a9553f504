"""Which signed answers are read beside a question: of its crop or kind, in their months, most alike first.

score = likeness x (1 + CROP + KIND), likeness as `alike.TextIndex` finds it, CROP and KIND where both share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.ranking.alike import CROP, KIND
from matching.text.taxonomy import UNSURE

LEAST = 0.12


@dataclass(frozen=True, slots=True)
class Answer:
    """types: codes; months: 1 to 12."""

    number: int
    crop: str | None
    types: frozenset[str]
    months: frozenset[int]


def fitting(
    answers: Iterable[Answer], likeness: Mapping[int, float], crop: str | None, types: frozenset[str], month: int,
    most: int,
) -> list[int]:
    """Numbers of at most `most` answers. One about another crop never fits; ties by number, newest first."""
    scores: dict[int, float] = {}
    for one in answers:
        alike = likeness.get(one.number, 0.0)
        is_other_crop = crop is not None and one.crop is not None and crop != one.crop
        same_crop, same_kind = crop is not None and crop == one.crop, bool((one.types & types) - {UNSURE})
        if month in one.months and alike >= LEAST and not is_other_crop and (same_crop or same_kind):
            scores[one.number] = alike * (1.0 + CROP * same_crop + KIND * same_kind)
    return sorted(scores, key=lambda number: (-scores[number], -number))[:most]
