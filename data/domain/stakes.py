"""What hangs on the answer to a waiting pair: how far the two ends of a figure move."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Moves:
    """By how many people the ends of a figure move: `least` upwards (0 or more), `most` downwards (0 or 1)."""

    least: int
    most: int


@dataclass(frozen=True)
class Stakes:
    """`same`, `different`: the moves after each answer; `is_linked`: other waiting pairs hang together with this one.
    """

    same: Moves
    different: Moves
    is_linked: bool


NOTHING = Stakes(Moves(0, 0), Moves(0, 0), is_linked=False)
