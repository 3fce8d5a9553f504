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
PASSES = 2
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
            left = _leading(rows @ (columns @ left), width)
        return cls(_leading(columns @ left, count))

    def of_rows(self, rows: sparse.csr_matrix) -> np.ndarray:
        """Unit topic vectors, one per row."""
        return unit_dense(np.asarray(rows[:, : len(self._basis)] @ self._basis, dtype=np.float32))

    def of_vector(self, vector: Vector) -> np.ndarray:
        known = np.searchsorted(vector.columns, len(self._basis))
        return unit_dense(vector.values[:known] @ self._basis[vector.columns[:known]])


def _leading(matrix: np.ndarray, count: int) -> np.ndarray:
    """Orthonormal columns that span the leading directions of `matrix`, strongest first (by its Gram matrix)."""
    wide = matrix.astype(np.float64)
    squares, turn = np.linalg.eigh(wide.T @ wide)
    largest = np.argsort(-squares, kind="stable")[:count]
    lengths = np.sqrt(np.maximum(squares[largest], 1e-9 * squares.max(initial=1e-9)))
    return (wide @ (turn[:, largest] / lengths)).astype(np.float32)
