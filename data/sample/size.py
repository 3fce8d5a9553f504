"""How large a banner is made: the demonstration itself, or a small one for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """What is drawn besides the named experts, farms and projects; `copies` multiplies everybody and everything.

    `people`: persons in the register. `farms`: named and drawn. `problems`, `trainings`: over all `HISTORY_DAYS`.
    `doubles`: pairs of records that may be one person, beside those with a name of their own.
    """

    people: int
    farms: int
    problems: int
    trainings: int
    doubles: int
    copies: int = 1

    def times(self, copies: int) -> Size:
        """So many times as large, for a bench."""
        return replace(self, copies=copies)


HISTORY_DAYS = 548  # eighteen months
DEMONSTRATION = Size(people=20_600, farms=150, problems=1000, trainings=360, doubles=45)
SMALL = Size(people=1500, farms=80, problems=320, trainings=80, doubles=5)
