"""Latent topics: the leading right singular vectors of the texts (LSA), by randomised subspace iteration."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from matching.ranking.affinity.space import Vector, evenly, unit_dense

TOPICS = 150
# Rare tokens, which stand in the last columns, tell nothing of topics.
MOST_COLUMNS = 60_000
MOST_ROWS = 20_000
SPARE = 10
PASSES = 3
SEED = 20261127


class Topics:
    """basis: (features, topics), float32, orthonormal columns."""

    def __init__(self, basis: np.ndarray) -> None:
        self._basis = basis

    @property
    def nbytes(self) -> int:
        return self._basis.nbytes

    @classmethod
    def fit(cls, rows: sparse.csr_matrix) -> Topics:
        """At most TOPICS, and fewer than a third of the rows."""
        rows = rows[evenly(rows.shape[0], MOST_ROWS), :MOST_COLUMNS]
        count = max(1, min(TOPICS, rows.shape[0] // 3, rows.shape[1]))
        width = min(count + SPARE, min(rows.shape))
        columns = sparse.csr_matrix(rows.T)
        left = np.random.default_rng(SEED).standard_normal((rows.shape[0], width)).astype(np.float32)
        for _ in range(PASSES):
            left = np.linalg.qr(rows @ (columns @ left))[0]
        right = columns @ left
        squares, turn = np.linalg.eigh(right.T @ right)
        largest = np.argsort(-squares)[:count]
        lengths = np.sqrt(np.maximum(squares[largest], 1e-12))
        return cls((right @ (turn[:, largest] / lengths)).astype(np.float32))

    def of_rows(self, rows: sparse.csr_matrix) -> np.ndarray:
        """Unit topic vectors, one per row."""
        return unit_dense(np.asarray(rows[:, : len(self._basis)] @ self._basis, dtype=np.float32))

    def of_vector(self, vector: Vector) -> np.ndarray:
        known = np.searchsorted(vector.columns, len(self._basis))
        return unit_dense(vector.values[:known] @ self._basis[vector.columns[:known]])
