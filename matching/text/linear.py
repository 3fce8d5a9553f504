"""A small ridge regression from a text's features to labels: fitted in the dual, read feature by feature."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from matching.text.lexicon import Hit
from matching.text.normalise import normalise
from matching.text.words import grams

CONCEPT_WEIGHT = 1.5
WIDER_WEIGHT = 1.0
KIND_WEIGHT = 0.7
STEPS = 25  # of conjugate gradients: the weights are then right to five digits
_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")


def gram_features(text: str) -> dict[str, float]:
    """Damped counts of character 1-3-grams; a Latin or digit run is one feature."""
    triples = [run[i : i + 3] for run in _RUN.findall(normalise(text)) for i in range(len(run) - 2)]
    return {gram: 1.0 + math.log(count) for gram, count in Counter(grams(text) + triples).items()}


def concept_features(hits: Sequence[Hit]) -> dict[str, float]:
    """Concepts named, what they are kinds of, and kinds of concepts."""
    features: dict[str, float] = {}
    for hit in hits:
        for concept in (*hit.wider, *hit.inside):
            features.setdefault(f"#{concept.id}", WIDER_WEIGHT)
        for concept in hit.concepts:
            features[f"#{concept.id}"] = CONCEPT_WEIGHT
            features[f"@{concept.kind}"] = KIND_WEIGHT
    return features


class LinearLabels:
    """Scores per label; about 0 for unrelated, near 1 for a text like the label's examples.

    Ridge over unit-length rows with rare features weighed up by idf: W = X' (X X' + penalty I)^-1 Y. An example's
    share of the penalty falls with the root of its label's frequency, so that rare labels are not lost.
    """

    def __init__(self, labels: Sequence[str], weights: np.ndarray, column: Mapping[str, int], idf: np.ndarray) -> None:
        """weights: (features, labels); idf: (features,); column: feature -> row of both."""
        self.labels = tuple(labels)
        self._weights = weights
        self._column = column
        self._idf = idf

    @classmethod
    def fit(cls, samples: Sequence[Mapping[str, float]], labels: Sequence[str], penalty: float) -> LinearLabels:
        frequency = Counter(name for sample in samples for name in sample)
        column = {name: i for i, name in enumerate(sorted(frequency))}
        idf = np.array([math.log((1 + len(samples)) / (1 + frequency[name])) + 1.0 for name in column])
        matrix = _matrix([_weighted(sample, column, idf) for sample in samples], len(column))
        kinds = sorted(set(labels))
        target = np.array([[1.0 if label == kind else 0.0 for kind in kinds] for label in labels])
        share = target @ target.mean(axis=0)
        dual = _solve(matrix, penalty * np.sqrt(share * len(kinds)), target)
        return cls(kinds, matrix.T @ dual, column, idf)

    def scores(self, sample: Mapping[str, float]) -> dict[str, float]:
        rows, values = _weighted(sample, self._column, self._idf)
        return dict(zip(self.labels, (values @ self._weights[rows]).tolist(), strict=True))


def _solve(matrix: sparse.csr_array, penalties: np.ndarray, target: np.ndarray) -> np.ndarray:
    """(matrix matrix' + diag(penalties))^-1 target, column by column, by conjugate gradients."""
    solved, rest = np.zeros_like(target), target.copy()
    step = rest.copy()
    size = (rest * rest).sum(axis=0)
    for _ in range(STEPS):
        moved = matrix @ (matrix.T @ step) + penalties[:, None] * step
        length = size / (step * moved).sum(axis=0)
        solved += length * step
        rest -= length * moved
        before, size = size, (rest * rest).sum(axis=0)
        step = rest + size / before * step
    return solved


def _weighted(sample: Mapping[str, float], column: Mapping[str, int], idf: np.ndarray) -> tuple[list[int], np.ndarray]:
    known = [(column[name], value) for name, value in sample.items() if name in column]
    rows = [row for row, _ in known]
    values = np.array([value for _, value in known]) * idf[rows]
    return rows, values / (math.sqrt(float(values @ values)) or 1.0)


def _matrix(rows: Sequence[tuple[list[int], np.ndarray]], width: int) -> sparse.csr_array:
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([np.asarray(columns, dtype=np.intp) for columns, _ in rows])
    return sparse.csr_array((np.concatenate([values for _, values in rows]), columns, ends), shape=(len(rows), width))
