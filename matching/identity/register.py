"""A register that new rows are held against: what it taught is kept, so that a few rows cost no second reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import expit

from matching.identity.blocking import SortedKeys, candidate_pairs
from matching.identity.compare import compare
from matching.identity.engine import MOSTLY_DUPLICATES, learn
from matching.identity.records import Columns, Encoder

SAME_FROM = .97
DIFFERENT_BELOW = .1


class Answer(StrEnum):
    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Match:
    """A new row, and the row of the register (`in_batch` false) or of the batch (true) that may be the same person.
    `levels`, `ratios`: the evidence, as in DecidedPairs."""

    new_id: str
    known_id: str
    in_batch: bool
    probability: float
    levels: np.ndarray
    ratios: np.ndarray

    @property
    def answer(self) -> Answer:
        if self.probability >= SAME_FROM:
            return Answer.SAME
        return Answer.ASK if self.probability >= DIFFERENT_BELOW else Answer.DIFFERENT


@dataclass(frozen=True)
class BatchCheck:
    """`matches`: those that are the same or must be asked, by new row, likeliest first."""

    matches: list[Match]
    rows: int

    @property
    def is_mostly_duplicates(self) -> bool:
        """More than half of the rows are known already or repeat an earlier row: the batch stops."""
        known = {match.new_id for match in self.matches if match.answer == Answer.SAME}
        return self.rows > 1 and len(known) > self.rows * MOSTLY_DUPLICATES


class Register:
    """Fitted once; answers for new rows do not depend on one another's presence."""

    def __init__(self, columns: Columns, this_year: int) -> None:
        """Reads and learns the whole register. Ids must be unique."""
        columns = columns.ordered()
        self._ids = list(columns.id)
        self._encoder = Encoder(this_year)
        self._records = self._encoder.encode(columns)
        self._learned, _ = learn(self._records, *candidate_pairs(self._records))
        self._keys = SortedKeys(self._records)

    def check(self, columns: Columns) -> BatchCheck:
        """New rows against the register and against each other."""
        columns = columns.ordered()
        new = self._encoder.encode(columns)
        known, row = self._keys.pairs(new)
        rows, at = np.unique(known, return_inverse=True)
        within_a, within_b = candidate_pairs(new)
        a, b = np.r_[at, within_a + len(rows)], np.r_[row, within_b] + len(rows)
        model = self._learned.model
        evidence = compare(
            self._records.rows(rows).followed_by(new), self._learned.counts,
            self._learned.links.of_rows(rows, len(new)), a, b,
        )
        probability, ratios = expit(model.log_odds(evidence)), model.against_rival(evidence)
        ids = [*(self._ids[place] for place in rows.tolist()), *columns.id]
        order = [place for place in np.lexsort((a, -probability, b)).tolist() if probability[place] >= DIFFERENT_BELOW]
        matches = [Match(
            ids[b[place]], ids[a[place]], bool(a[place] >= len(rows)), float(probability[place]),
            evidence.levels[place], ratios[place],
        ) for place in order]
        return BatchCheck(matches, len(columns))
