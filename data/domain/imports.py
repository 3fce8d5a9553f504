"""Lists that come in: their states, what a row may be, who is meant by it."""

from __future__ import annotations

from enum import StrEnum

LIST_KINDS = ("experts", "farms", "people", "visits", "problems", "projects")


class ListState(StrEnum):
    """UPLOADED: kept and not read. REFUSED: could not be read. STAGED: every row is checked and nothing is written.
    DROPPED: put away before it was merged."""

    UPLOADED = "uploaded"
    REFUSED = "refused"
    STAGED = "staged"
    MERGED = "merged"
    UNDONE = "undone"
    DROPPED = "dropped"


OPEN = (ListState.UPLOADED, ListState.REFUSED, ListState.STAGED)


class RowState(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAITING = "waiting"


class Decision(StrEnum):
    """What a person said of a row that may mean a known record or an earlier row.

    SAME: it is that one, and only what is empty there is filled in. TAKEN: it is that one, and the list is right
    where the two differ. DIFFERENT: another one. LATER: not decided, the row stays out.
    """

    SAME = "same"
    TAKEN = "taken"
    DIFFERENT = "different"
    LATER = "later"


SETTLED = (Decision.SAME, Decision.TAKEN, Decision.DIFFERENT)
