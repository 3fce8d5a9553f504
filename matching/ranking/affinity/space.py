"""Token dictionaries as unit vectors: one column per token, weight times idf.

idf = log((1 + texts) / (1 + texts with the token)) + 1
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

# Beyond so many texts a token that occurs once is not worth its memory.
MANY_TEXTS = 20_000


@dataclass(frozen=True, slots=True)
class Vector:
    """A unit vector: `values` in `columns`, each column once."""

    columns: np.ndarray
    values: np.ndarray


class Space:
    """Columns and idf of the texts it was fitted on; the most frequent tokens have the first columns."""

    def __init__(self, columns: Mapping[str, int], idf: np.ndarray) -> None:
        self._columns = columns
        self.idf = idf

    @property
    def nbytes(self) -> int:
        names = sys.getsizeof(self._columns) + sum(sys.getsizeof(name) for name in self._columns)
        return names + self.idf.nbytes

    @classmethod
    def fit(cls, documents: Iterable[Mapping[str, float]]) -> tuple[Space, sparse.csr_matrix]:
        """The space and the unit rows of `documents`, which are read once."""
        names: dict[str, int] = {}
        columns, values, pointers = array("i"), array("f"), array("q", [0])
        for document in documents:
            for name, value in document.items():
                columns.append(names.setdefault(name, len(names)))
                values.append(value)
            pointers.append(len(columns))
        shape = (len(pointers) - 1, len(names))
        counts = sparse.csr_matrix((np.array(values), np.array(columns), np.array(pointers)), shape)
        frequency = np.bincount(counts.indices, minlength=shape[1])
        order = np.argsort(-frequency, kind="stable")
        kept = order[: int((frequency > 1).sum())] if shape[0] > MANY_TEXTS else order
        place = np.full(shape[1], -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        names = {name: int(place[column]) for name, column in names.items() if place[column] >= 0}
        counts, frequency = counts[:, kept], frequency[kept]
        idf = (np.log((1.0 + shape[0]) / (1.0 + frequency)) + 1.0).astype(np.float32)
        return cls(names, idf), unit_rows(counts @ sparse.diags(idf))

    def vector(self, tokens: Mapping[str, float]) -> Vector:
        """Known tokens only, in the order of the columns."""
        known = sorted((self._columns[name], value) for name, value in tokens.items() if name in self._columns)
        columns = np.array([column for column, _ in known], dtype=np.int64)
        values = np.array([value for _, value in known], dtype=np.float32) * self.idf[columns]
        length = math.sqrt(float(values @ values))
        return Vector(columns, values / length if length else values)


def evenly(count: int, most: int) -> np.ndarray:
    """At most `most` of the positions 0..count-1, spread evenly."""
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).astype(np.int64)


def row_vector(matrix: sparse.csr_matrix, row: int) -> Vector:
    span = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return Vector(matrix.indices[span].astype(np.int64), matrix.data[span])


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows of length 1 in float32; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=float).ravel())
    lengths[lengths == 0.0] = 1.0
    unit = sparse.csr_matrix(sparse.diags(1.0 / lengths) @ matrix, dtype=np.float32)
    unit.sort_indices()
    return unit


def unit_dense(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(lengths == 0.0, 1.0, lengths)


class Columns:
    """A matrix kept by columns, so that a product reads only what the vector touches."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        self._matrix = sparse.csc_matrix(matrix, dtype=np.float32)

    @property
    def nbytes(self) -> int:
        return self._matrix.data.nbytes + self._matrix.indices.nbytes + self._matrix.indptr.nbytes

    def dot(self, vector: Vector) -> np.ndarray:
        """matrix @ vector, one value per row."""
        starts, rows, data = self._matrix.indptr, self._matrix.indices, self._matrix.data
        spans = [slice(starts[column], starts[column + 1]) for column in vector.columns.tolist()]
        if not spans:
            return np.zeros(self._matrix.shape[0], dtype=np.float32)
        touched = np.concatenate([rows[span] for span in spans])
        weights = np.repeat(vector.values, [span.stop - span.start for span in spans])
        values = np.concatenate([data[span] for span in spans]) * weights
        return np.bincount(touched, weights=values, minlength=self._matrix.shape[0]).astype(np.float32)
