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
    counts.update(f"~{word}" for word in words(text) if len(word) > 1)
    found = {name: 1.0 + math.log(count) for name, count in counts.items()}
    for hit in hits:
        for concept in hit.concepts:
            found[f"#{concept.id}"] = CONCEPT_WEIGHT
    return found


class TextIndex:
    """Rows 0..n-1 are experts; `cases` lists each case's expert row. Cosines lie in [0, 1]."""

    def __init__(
        self,
        profiles: Sequence[Mapping[str, float]],
        cases: Sequence[Mapping[str, float]],
        owners: Sequence[int],
        case_weights: Sequence[float],
        profile_weight: float,
    ) -> None:
        documents = [*profiles, *cases]
        self._column, self._idf = _vocabulary(documents)
        matrix = self._matrix(documents)
        self._profiles = matrix[: len(profiles)]
        self._cases = matrix[len(profiles) :]
        self._slices = _slices(owners, len(profiles))
        self._sums = _unit(_member_matrix(owners, case_weights, len(profiles)) @ self._cases + profile_weight * self._profiles)

    def similarities(self, query: Mapping[str, float], nearest: int) -> np.ndarray:
        """Per expert: mean of the cosine with the Rocchio sum and with the `nearest` own texts.

        Where a person has fewer cases, the profile stands in for the missing ones: a newcomer is judged by it.
        """
        vector = self._vector(query)
        sums = self._sums @ vector
        profile = self._profiles @ vector
        near = self._nearest(self._cases @ vector, profile, nearest)
        return 0.5 * sums + 0.5 * near

    def case_similarities(self, query: Mapping[str, float]) -> np.ndarray:
        return self._cases @ self._vector(query)

    def _nearest(self, cases: np.ndarray, profile: np.ndarray, nearest: int) -> np.ndarray:
        result = np.empty(len(profile))
        for row, (start, end) in enumerate(self._slices):
            own = np.sort(cases[start:end])[::-1][:nearest]
            result[row] = (own.sum() + (nearest - len(own)) * profile[row]) / nearest
        return result

    def _vector(self, query: Mapping[str, float]) -> np.ndarray:
        vector = np.zeros(len(self._column))
        for name, value in query.items():
            if name in self._column:
                column = self._column[name]
                vector[column] = value * self._idf[column]
        return vector / (math.sqrt(float(vector @ vector)) or 1.0)

    def _matrix(self, documents: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
        pointers, columns, values = [0], [], []
        for document in documents:
            columns.extend(self._column[name] for name in document)
            values.extend(document.values())
            pointers.append(len(columns))
        shape = (len(documents), len(self._column))
        matrix = sparse.csr_matrix((np.array(values, dtype=float), columns, pointers), shape=shape)
        return _unit(matrix @ sparse.diags(self._idf))


def _vocabulary(documents: Sequence[Mapping[str, float]]) -> tuple[dict[str, int], np.ndarray]:
    frequency: Counter[str] = Counter()
    for document in documents:
        frequency.update(document.keys())
    column = {name: index for index, name in enumerate(frequency)}
    counts = np.fromiter(frequency.values(), dtype=float, count=len(frequency))
    return column, np.log((1.0 + len(documents)) / (1.0 + counts)) + 1.0


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0.0] = 1.0
    return sparse.csr_matrix(sparse.diags(1.0 / lengths) @ matrix)


def _member_matrix(owners: Sequence[int], weights: Sequence[float], experts: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.array(weights, dtype=float), (owners, range(len(owners)))), shape=(experts, len(owners)))


def _slices(owners: Sequence[int], experts: int) -> list[tuple[int, int]]:
    """Where each expert's cases begin and end; `owners` must be sorted."""
    bounds = np.searchsorted(np.array(owners, dtype=int), np.arange(experts + 1))
    return [(int(bounds[row]), int(bounds[row + 1])) for row in range(experts)]
