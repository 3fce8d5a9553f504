"""Questions like this one: an index of texts that takes a new one at once, and what makes two questions alike.

likeness = cosine of token vectors (`affinity/tokens.py`), token weight x idf, idf = log((1 + texts) / (1 + texts with
the token)) + 1 over the texts of the index as it is. It does not depend on the order in which they came.
closeness = likeness x (1 + CROP + KIND + SEASON + PLACE), each where both questions share it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from matching.ranking.affinity.tokens import tokens
from matching.text import Lexicon

CROP, KIND, SEASON, VILLAGE, TOWN = 0.3, 0.3, 0.1, 0.2, 0.1
SEASON_DAYS, YEAR_DAYS = 45, 365
# One asker's open question again, and open ones that one trip may serve.
SAME_ASKER_LEAST, SAME_WORDS_LEAST = 0.3, 0.8
JOIN_LEAST, JOIN_DAYS = 0.12, 21
TOWN_DIGITS = 9


class TextIndex:
    """Numbered texts; not safe against a text being added while another thread reads: the caller holds a lock."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._columns: dict[str, int] = {}
        self._indices, self._values, self._ends = array("i"), array("f"), array("q", [0])
        self._frequency = array("i")
        self._rows: dict[int, int] = {}
        self._fitted: tuple[sparse.csr_matrix, np.ndarray, list[int]] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    @property
    def newest(self) -> int:
        """The highest number, 0 when empty."""
        return max(self._rows, default=0)

    def add(self, number: int, text: str) -> None:
        """Found from the next `find` on. Raises ValueError for a number that is there already."""
        if number in self._rows:
            raise ValueError(f"text {number} is in the index already")
        self._rows[number] = len(self._rows)
        for name, value in self._tokens(text).items():
            column = self._columns.setdefault(name, len(self._columns))
            if column == len(self._frequency):
                self._frequency.append(0)
            self._frequency[column] += 1
            self._indices.append(column)
            self._values.append(value)
        self._ends.append(len(self._indices))
        self._fitted = None

    def find(self, text: str, most: int) -> list[tuple[int, float]]:
        """(number, likeness in (0, 1]) of the most alike, best first; ties by number, newest first."""
        if not self._rows:
            return []
        matrix, idf, numbers = self._fit()
        vector = np.zeros(len(idf), dtype=np.float32)
        for name, value in self._tokens(text).items():
            column = self._columns.get(name)
            if column is not None:
                vector[column] = value * idf[column]
        length = float(np.linalg.norm(vector))
        if not length:
            return []
        found = matrix @ (vector / length)
        few = np.argpartition(-found, most)[:most] if most < len(found) else np.arange(len(found))
        pairs = ((numbers[row], min(1.0, float(found[row]))) for row in few.tolist() if found[row] > 0.0)
        return sorted(pairs, key=lambda pair: (-pair[1], -pair[0]))

    def _tokens(self, text: str) -> Mapping[str, float]:
        return tokens(text, self._lexicon.find(text))

    def _fit(self) -> tuple[sparse.csr_matrix, np.ndarray, list[int]]:
        """Unit rows with the idf of today, made when a text has come in since."""
        if self._fitted is None:
            frequency = np.array(self._frequency)
            idf = (np.log((1.0 + len(self._rows)) / (1.0 + frequency)) + 1.0).astype(np.float32)
            indices, ends = np.array(self._indices), np.array(self._ends)
            values = np.array(self._values) * idf[indices]
            rows = np.repeat(np.arange(len(self._rows)), np.diff(ends))
            lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(self._rows)))
            values /= np.where(lengths == 0.0, 1.0, lengths)[rows].astype(np.float32)
            matrix = sparse.csr_matrix((values, indices, ends), (len(self._rows), len(idf)))
            self._fitted = matrix, idf, list(self._rows)
        return self._fitted


@dataclass(frozen=True, slots=True)
class Question:
    """What two questions are compared by beside their words. types: codes; place: 9 or 12 digits; asker: who asks."""

    crop: str | None
    types: frozenset[str]
    place: str
    day: date
    asker: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What an other question has in common with this one. again: the same asker's, still open, or word for word the
    same; joinable: open, nearby, of the same days: one trip may serve both."""

    crop: bool
    kind: bool
    season: bool
    village: bool
    town: bool
    again: bool
    joinable: bool


def shared(one: Question, other: Question, likeness: float) -> Shared:
    crop = one.crop is not None and one.crop == other.crop
    kind = bool(one.types & other.types)
    town = one.place[:TOWN_DIGITS] == other.place[:TOWN_DIGITS]
    same_asker = one.asker == other.asker and likeness >= SAME_ASKER_LEAST
    again = other.is_open and (same_asker or (likeness >= SAME_WORDS_LEAST and town))
    is_near = town and abs((one.day - other.day).days) <= JOIN_DAYS and crop and kind and likeness >= JOIN_LEAST
    return Shared(
        crop, kind, _same_season(one.day, other.day), one.place == other.place, town, again,
        other.is_open and is_near and not again,
    )


def closeness(likeness: float, common: Shared) -> float:
    """What the order follows; above 1 for the same words of the same field."""
    place = VILLAGE if common.village else TOWN if common.town else 0.0
    return likeness * (1.0 + CROP * common.crop + KIND * common.kind + SEASON * common.season + place)


def _same_season(one: date, other: date) -> bool:
    apart = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(apart, YEAR_DAYS - apart) <= SEASON_DAYS
