"""Profiles and past questions as vectors: word and character features, Rocchio sums, nearest own cases.

Recipe after reference measurements (Chinese questions to people): sum of past questions + 4 x profile, and the
mean of the five nearest own texts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from matching.text.lexicon import Hit
from matching.text.words import grams, words

CONCEPT_WEIGHT = 2.0


def tokens(text: str, hits: Sequence[Hit]) -> dict[str, float]:
    """Damped counts of words (~), characters and pairs, and concepts (#)."""
    counts = Counter(grams(text))
    counts.update([f"~{word}" for word in words(text) if len(word) > 1])
    found = {name: 1.0 + math.log(count) if count > 1 else 1.0 for name, count in counts.items()}
    for hit in hits:
        for concept in hit.concepts:
            found[f"#{concept.id}"] = CONCEPT_WEIGHT
    return found


class TextIndex:
    """Rows 0..n-1 are experts; cases must be sorted by owner (expert row). Cosines lie in [0, 1]."""

    def __init__(
        self,
        profiles: Sequence[Mapping[str, float]],
        cases: Sequence[Mapping[str, float]],
        owners: Sequence[int],
        case_weights: Sequence[float],
        profile_weight: float,
    ) -> None:
        documents = [*profiles, *cases]
        self._experts = len(profiles)
        self._owners = np.array(owners, dtype=np.int64)
        self._starts = np.searchsorted(self._owners, np.arange(self._experts))
        self._column, self._idf = _vocabulary(documents)
        matrix = _matrix(documents, self._column, self._idf)
        shape = (self._experts, len(cases))
        members = sparse.csr_matrix((np.array(case_weights, dtype=float), (self._owners, np.arange(len(cases)))), shape)
        sums = _unit(members @ matrix[self._experts :] + profile_weight * matrix[: self._experts])
        self._columns = sparse.csc_matrix(sparse.vstack([sums, matrix]))

    def similarities(self, query: Mapping[str, float], nearest: int) -> tuple[np.ndarray, np.ndarray]:
        """Per expert, and per case: cosines with the query.

        Per expert: mean of the cosine with the Rocchio sum and with the `nearest` own texts. Where a person has
        fewer cases, the profile stands in for the missing ones: a newcomer is judged by it.
        """
        cosines = self._cosines(query)
        sums, profiles = cosines[: self._experts], cosines[self._experts : 2 * self._experts]
        cases = cosines[2 * self._experts :]
        return 0.5 * sums + 0.5 * self._nearest(cases, profiles, nearest), cases

    def _nearest(self, cases: np.ndarray, profiles: np.ndarray, nearest: int) -> np.ndarray:
        order = np.lexsort((-cases, self._owners))
        place = np.arange(len(order)) - self._starts[self._owners[order]]
        kept = order[place < nearest]
        counts = np.bincount(self._owners[kept], minlength=self._experts)
        total = np.bincount(self._owners[kept], weights=cases[kept], minlength=self._experts)
        return (total + (nearest - counts) * profiles) / nearest

    def _cosines(self, query: Mapping[str, float]) -> np.ndarray:
        """Only the columns that the query touches are read."""
        known = [(self._column[name], value) for name, value in query.items() if name in self._column]
        columns = np.array([column for column, _ in known], dtype=np.int64)
        weights = np.array([value for _, value in known]) * self._idf[columns]
        weights /= math.sqrt(float(weights @ weights)) or 1.0
        result = np.zeros(self._columns.shape[0])
        starts, rows, values = self._columns.indptr, self._columns.indices, self._columns.data
        for column, weight in zip(columns.tolist(), weights.tolist(), strict=True):
            start, end = starts[column], starts[column + 1]
            result[rows[start:end]] += weight * values[start:end]
        return result


def _vocabulary(documents: Sequence[Mapping[str, float]]) -> tuple[dict[str, int], np.ndarray]:
    frequency: Counter[str] = Counter()
    for document in documents:
        frequency.update(document.keys())
    column = {name: index for index, name in enumerate(frequency)}
    counts = np.fromiter(frequency.values(), dtype=float, count=len(frequency))
    return column, np.log((1.0 + len(documents)) / (1.0 + counts)) + 1.0


def _matrix(documents: Sequence[Mapping[str, float]], column: Mapping[str, int], idf: np.ndarray) -> sparse.csr_matrix:
    """Unit rows of idf-weighted features."""
    pointers: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for document in documents:
        columns.extend([column[name] for name in document])
        values.extend(document.values())
        pointers.append(len(columns))
    places = np.array(columns, dtype=np.int64)
    data = np.array(values, dtype=np.float64) * idf[places]
    return _unit(sparse.csr_matrix((data, places, pointers), (len(documents), len(column))))


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0.0] = 1.0
    return sparse.csr_matrix(sparse.diags(1.0 / lengths) @ matrix)
