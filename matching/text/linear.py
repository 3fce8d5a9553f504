"""A small ridge regression from character pairs and concepts to labels: fitted in the dual, read row by row."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from matching.text.lexicon import Hit
from matching.text.words import grams

CONCEPT_WEIGHT = 1.5
KIND_WEIGHT = 0.7


def text_features(text: str, hits: Sequence[Hit]) -> dict[str, float]:
    """Unit-length features: damped character 1-2-grams, concepts and kinds of concepts found."""
    counts = Counter(grams(text))
    features = {gram: 1.0 + math.log(count) for gram, count in counts.items()}
    for hit in hits:
        for concept in hit.concepts:
            features[f"#{concept.id}"] = CONCEPT_WEIGHT
            features[f"@{concept.kind}"] = KIND_WEIGHT
    length = math.sqrt(sum(value * value for value in features.values())) or 1.0
    return {name: value / length for name, value in features.items()}


class LinearLabels:
    """Scores per label; about 0 for unrelated, near 1 for a text like the label's examples.

    Ridge with rare features down-weighted by idf: W = X' (X X' + penalty I)^-1 Y.
    """

    def __init__(self, labels: Sequence[str], rows: Mapping[str, np.ndarray], idf: Mapping[str, float]) -> None:
        self.labels = tuple(labels)
        self._rows = rows
        self._idf = idf

    @classmethod
    def fit(cls, samples: Sequence[Mapping[str, float]], labels: Sequence[str], penalty: float = 1.0) -> LinearLabels:
        names = sorted({name for sample in samples for name in sample})
        column = {name: i for i, name in enumerate(names)}
        frequency = Counter(name for sample in samples for name in sample)
        idf = {name: math.log((1 + len(samples)) / (1 + frequency[name])) + 1.0 for name in names}
        matrix = np.zeros((len(samples), len(names)))
        for row, sample in enumerate(samples):
            for name, value in _weighted(sample, idf).items():
                matrix[row, column[name]] = value
        kinds = sorted(set(labels))
        target = np.array([[1.0 if label == kind else 0.0 for kind in kinds] for label in labels])
        share = target.sum(axis=0) / len(labels)
        balance = np.array([1.0 / share[kinds.index(label)] for label in labels]) / len(kinds)
        kernel = matrix @ matrix.T + penalty * np.diag(1.0 / balance)
        weights = matrix.T @ np.linalg.solve(kernel, target)
        return cls(kinds, {name: weights[column[name]] for name in names}, idf)

    def scores(self, sample: Mapping[str, float]) -> dict[str, float]:
        total = np.zeros(len(self.labels))
        for name, value in _weighted(sample, self._idf).items():
            total += value * self._rows[name]
        return dict(zip(self.labels, total.tolist(), strict=True))


def _weighted(sample: Mapping[str, float], idf: Mapping[str, float]) -> dict[str, float]:
    known = {name: value * idf[name] for name, value in sample.items() if name in idf}
    length = math.sqrt(sum(value * value for value in known.values())) or 1.0
    return {name: value / length for name, value in known.items()}
