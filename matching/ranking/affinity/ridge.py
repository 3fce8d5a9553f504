"""Ridge regression from texts to people in its dual form: scores = cosines with the rows @ dual,
dual = (X X' + penalty B^-1)^-1 Y, B = weights of the rows.

Solved exactly for up to DENSE_ROWS rows, beyond that by conjugate gradients on all targets at once, on as many rows as
MOST_WORK allows (spread evenly); when those are too few for the targets, all scores are 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from matching.ranking.affinity.space import evenly

DENSE_ROWS = 1200
STEPS = 20
# Non-zero entries times targets.
MOST_WORK = 800_000_000
FEWEST_ROWS_PER_TARGET = 3


@dataclass(frozen=True, slots=True)
class Ridge:
    """rows: positions of the rows that were used. dual: (rows used, targets), float32."""

    rows: np.ndarray
    dual: np.ndarray

    @classmethod
    def fit(
        cls, rows: sparse.csr_matrix, kernel: np.ndarray | None, targets: sparse.csr_matrix, weights: np.ndarray,
        penalty: float,
    ) -> Ridge:
        """rows: unit rows. kernel: from `kernel_of(rows)`. targets: (rows, targets), each row sums to 1 or 0."""
        if targets.shape[1] == 0:
            return cls(np.arange(0), np.zeros((0, 0), dtype=np.float32))
        diagonal = (penalty / weights).astype(np.float32)
        if kernel is not None:
            system = kernel.copy()
            system[np.diag_indices_from(system)] += diagonal
            dual = linalg.solve(system, targets.toarray(), assume_a="pos", overwrite_a=True, check_finite=False)
            return cls(np.arange(rows.shape[0]), dual.astype(np.float32))
        kept = _affordable(rows, targets.shape[1])
        return cls(kept, _conjugate_gradients(rows[kept], diagonal[kept, None], targets[kept].toarray()))

    def scores(self, cosines: np.ndarray) -> np.ndarray:
        """One per target, from the cosines with all rows: about 0 for unrelated, near 1 for a text like its own."""
        return cosines[self.rows] @ self.dual


def kernel_of(rows: sparse.csr_matrix) -> np.ndarray | None:
    """Cosines of all rows with each other; None when there are too many."""
    return (rows @ rows.T).toarray() if rows.shape[0] <= DENSE_ROWS else None


def balanced(targets: sparse.csr_matrix, power: float) -> np.ndarray:
    """Weight per row, mean 1: rows of rare targets count more. power 0 = all alike, 1 = each target alike."""
    counts = np.maximum(np.asarray(targets.sum(axis=0)).ravel(), 1.0)
    weights = np.maximum(np.asarray(targets @ counts**-power).ravel(), 1e-6)
    return weights / weights.mean() if len(weights) else weights


def _affordable(rows: sparse.csr_matrix, targets: int) -> np.ndarray:
    entries = max(1.0, rows.nnz / rows.shape[0])
    kept = evenly(rows.shape[0], int(MOST_WORK / (entries * max(1, targets))))
    return kept if len(kept) >= FEWEST_ROWS_PER_TARGET * targets else kept[:0]


def _conjugate_gradients(rows: sparse.csr_matrix, diagonal: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Jacobi-preconditioned, a step length for each target."""
    columns = sparse.csr_matrix(rows.T)
    scale = 1.0 / (1.0 + diagonal)
    found, residual = np.zeros_like(targets), targets.copy()
    direction = scale * residual
    fit = np.einsum("ij,ij->j", residual, direction)
    for _ in range(STEPS):
        pushed = rows @ (columns @ direction) + diagonal * direction
        step = fit / np.maximum(np.einsum("ij,ij->j", direction, pushed), 1e-20)
        found += step * direction
        residual -= step * pushed
        conditioned = scale * residual
        new_fit = np.einsum("ij,ij->j", residual, conditioned)
        direction = conditioned + (new_fit / np.maximum(fit, 1e-20)) * direction
        fit = new_fit
    return found
