"""One slip of the pen, for many pairs at once."""

from __future__ import annotations

import numpy as np


def one_slip(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """bool (n,): are rows of `a` and `b` one substitution, one missing place or one swap of neighbours apart?

    `a`, `b`: (n, places), filled from the left, 0 where there is no more. Equal rows are no slip.
    """
    places = a.shape[1]
    length_a, length_b = (a > 0).sum(1), (b > 0).sum(1)
    same = a == b
    prefix = np.where(same.all(1), places, np.argmin(same, axis=1))
    suffix = np.zeros(len(a), np.int64)
    rows = np.arange(len(a))
    going = np.ones(len(a), bool)
    for back in range(1, places + 1):
        at_a, at_b = length_a - back, length_b - back
        going &= (at_a >= 0) & (at_b >= 0)
        going &= a[rows, np.maximum(at_a, 0)] == b[rows, np.maximum(at_b, 0)]
        suffix += going
    shorter, longer = np.minimum(length_a, length_b), np.maximum(length_a, length_b)
    differs = (prefix < longer) & (shorter > 0)
    at, after = np.minimum(prefix, places - 1), np.minimum(prefix + 1, places - 1)
    swapped = (
        (prefix + suffix == longer - 2) & (a[rows, at] == b[rows, after]) & (a[rows, after] == b[rows, at])
    )
    replaced = (longer == shorter) & ((prefix + suffix >= longer - 1) | swapped)
    dropped = (longer == shorter + 1) & (prefix + suffix >= shorter)
    return differs & (replaced | dropped)
