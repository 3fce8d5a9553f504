"""Texts as running numbers that stay the same for later rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

NOTHING = -1


class Vocabulary:
    """A running number per text, from 0; the empty text is NOTHING."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {"": NOTHING}

    def __len__(self) -> int:
        return len(self._codes) - 1

    def code(self, text: str) -> int:
        return self._codes.setdefault(text, len(self._codes) - 1)


def read_column(texts: Sequence[str], read: Callable[[str], Sequence[int]]) -> np.ndarray:
    """int32, (texts, numbers of one reading): each different text is read once."""
    rows: dict[str, int] = {"": 0}
    places = np.fromiter((rows.setdefault(text, len(rows)) for text in texts), np.int64, len(texts))
    return np.array([read(text) for text in rows], np.int32)[places]
