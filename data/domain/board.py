"""Words of the board: what becomes of each open problem in a proposal, and what an officer says about a pair."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

# A dispatched board can be taken back as a whole this long, as far as nobody has answered.
UNDO_WITHIN = dt.timedelta(minutes=10)


class RowState(StrEnum):
    """What the proposal does with an open problem."""

    NEW = "new"              # nobody has it yet: this expert
    KEPT = "kept"            # offered already, and it stays so
    MOVED = "moved"          # offered to somebody who cannot go now: another expert
    ALONE = "alone"          # an emergency: an expert is kept free, but it is dispatched by itself after the call
    SHORT = "short"          # somebody is able, but all their places are taken
    NOBODY = "nobody"        # no expert is able
    ELSEWHERE = "elsewhere"  # not for experts
    LATER = "later"          # an officer lets it wait


class Mark(StrEnum):
    """What an officer has said about the board; the next solve keeps to it."""

    LOCKED = "locked"        # this problem to this expert
    FORBIDDEN = "forbidden"  # this problem not to this expert
    LATER = "later"          # this problem not now


NEWLY_PLACED = frozenset({RowState.NEW, RowState.ALONE})
TO_DISPATCH = frozenset({RowState.NEW, RowState.MOVED})
UNPLACED = frozenset({RowState.SHORT, RowState.NOBODY, RowState.ELSEWHERE, RowState.LATER})
