"""Long lists in parts: a database takes only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

AT_ONCE = 500
T = TypeVar("T")


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """`values` in their order, at most AT_ONCE of them in each part; no part of none."""
    return (values[start:start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
