"""The mean of a person's few nearest texts; where there are fewer, the profile stands in for the missing ones."""

from __future__ import annotations

import numpy as np
from scipy import sparse

NEAREST = 5


class NearestTexts:
    """Pairs (text, person), sorted by person."""

    def __init__(self, targets: sparse.csr_matrix) -> None:
        by_person = sparse.csc_matrix(targets)
        self._texts = by_person.indices
        counts = np.diff(by_person.indptr)
        self._people = np.flatnonzero(counts)
        self._starts = by_person.indptr[:-1][self._people]
        self._person_of_pair = np.repeat(np.arange(len(self._people)), counts[self._people])
        self._missing = np.maximum(0, NEAREST - counts)

    def mean(self, cosines: np.ndarray, profiles: np.ndarray) -> np.ndarray:
        """Per person, from the cosines of the query with every text and with every profile."""
        total = self._missing * profiles
        if len(self._people) == 0:
            return total / NEAREST
        left = cosines[self._texts].astype(np.float32)
        places = np.arange(len(left))
        for _ in range(NEAREST):
            best = np.maximum.reduceat(left, self._starts)
            total[self._people] += np.where(np.isfinite(best), best, 0.0)
            is_best = left == best[self._person_of_pair]
            first = np.minimum.reduceat(np.where(is_best, places, len(left)), self._starts)
            left[first] = -np.inf
        return total / NEAREST

    def count(self, cosines: np.ndarray, least: float) -> np.ndarray:
        """Per person: how many own texts have at least this cosine."""
        found = np.zeros(len(self._missing), dtype=np.int64)
        if len(self._people):
            found[self._people] = np.add.reduceat((cosines[self._texts] >= least).astype(np.int64), self._starts)
        return found
