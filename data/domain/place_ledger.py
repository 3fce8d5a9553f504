"""Where a place of the past is now. Pure: the ledger of changes in, codes out.

Records keep the code they were written with. A change that stands sends the records of each old place to one new
place; in a split an officer may have said of single records where else they belong. An undone change sends nobody
anywhere, but what was written meanwhile at a place it made belongs again to the place that one came from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Record = tuple[str, int]
"""A table's name and a row's id."""


@dataclass(frozen=True)
class LedgerRow:
    """`makes`: the new place did not exist before. Exactly one row of an old place is its default."""

    old: str
    new: str
    is_default: bool = True
    makes: bool = False


@dataclass(frozen=True)
class LedgerChange:
    """One change as it was made; `explicit`: records of a split place with a word of their own."""

    id: int
    day: dt.date
    rows: tuple[LedgerRow, ...]
    explicit: Mapping[Record, str] = field(default_factory=dict)
    is_undone: bool = False

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(code for row in self.rows for code in (row.old, row.new))

    def concerns(self, codes: Iterable[str]) -> bool:
        """Does it have to do with one of `codes`, with what lies above it or below?"""
        return any(
            code.startswith(touched) or touched.startswith(code) for code in codes for touched in self.touched
        )

    @property
    def made(self) -> frozenset[str]:
        return frozenset(row.new for row in self.rows if row.makes)


@dataclass(frozen=True)
class Ledger:
    """All changes of a county in the order they were made."""

    changes: tuple[LedgerChange, ...]

    @property
    def standing(self) -> tuple[LedgerChange, ...]:
        return tuple(change for change in self.changes if not change.is_undone)

    def now(self, code: str, record: Record | None = None) -> str:
        """The place that today has what was written at `code`; of one record, where that record is."""
        return self.now_of([(code, record)])[0]

    def now_of(self, written: Iterable[tuple[str, Record | None]]) -> list[str]:
        """`now` of many, in their order."""
        withdrawn = self.withdrawn()
        steps = [
            ({row.old: row.new for row in change.rows if row.is_default}, change.explicit) for change in self.standing
        ]
        return [_follow(code, record, withdrawn, steps) for code, record in written]

    def withdrawn(self) -> dict[str, str]:
        """Places that only undone changes have made -> the place each came from."""
        found = {
            row.new: min(other.old for other in change.rows if other.new == row.new)
            for change in self.changes if change.is_undone for row in change.rows if row.makes
        }
        standing = {code for change in self.standing for code in change.made}
        return {new: old for new, old in found.items() if new not in standing}

    def last_touching(self, codes: Iterable[str]) -> LedgerChange | None:
        """The latest change that stands and concerns one of `codes`."""
        wanted = set(codes)
        return next((change for change in reversed(self.standing) if change.concerns(wanted)), None)


def _follow(
    code: str, record: Record | None, withdrawn: Mapping[str, str],
    steps: Sequence[tuple[Mapping[str, str], Mapping[Record, str]]],
) -> str:
    while code in withdrawn:
        code = withdrawn[code]
    for default, explicit in steps:
        if code in default:
            code = explicit.get(record, default[code]) if record else default[code]
    return code


def spread(said: Mapping[Record, str], leads: Iterable[tuple[Record, Sequence[Record]]]) -> dict[Record, str]:
    """What was said of some records, and what follows for others: each goes with the first of its leads that goes.

    `leads`: (record, the records it follows), so ordered that a lead stands before those that follow it.
    """
    found = dict(said)
    for record, followed in leads:
        known = [found[lead] for lead in followed if lead in found]
        if record not in found and known:
            found[record] = known[0]
    return found
