"""A share measured on a few cases, and between what it lies."""

from __future__ import annotations

import math

Z_95 = 1.959964


def wilson(hits: int, of: int, z: float = Z_95) -> tuple[float, float]:
    """Both ends of the score interval of a share (Wilson, JASA 1927; 95 % unless told otherwise); (0, 1) of no case.

    It keeps its promise for few cases and for shares near 0 or 1, where the usual one does not.
    """
    if not 0 <= hits <= of:
        raise ValueError(f"no share: {hits} of {of}")
    if of == 0:
        return 0.0, 1.0
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return middle - half if hits else 0.0, middle + half if hits < of else 1.0
