"""Which records stand for one person, as far as the ledger of decisions says. Pure: records are numbers.

The groups follow from the set of pairs decided "same" alone, so that neither the order of decisions nor a decision
taken back leaves a trace in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]


class Groups:
    """Records joined by pairs decided the same, and which groups the ledger has a pair between already."""

    def __init__(self, same: Iterable[Pair] = (), others: Iterable[Pair] = ()):
        """`others`: pairs waiting or decided different."""
        self._root: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._spoken_of: defaultdict[int, set[int]] = defaultdict(set)
        for pair in same:
            self.join(*pair)
        for pair in others:
            self.note(*pair)

    def person(self, record: int) -> int:
        """The record that stands for `record`'s person: the smallest of its group."""
        return self._root.get(record, record)

    def members(self, record: int) -> frozenset[int]:
        """All records of its person."""
        return frozenset(self._members.get(self.person(record), {record}))

    def join(self, a: int, b: int) -> None:
        kept, gone = sorted((self.person(a), self.person(b)))
        if kept == gone:
            return
        joined = self.members(kept) | self.members(gone)
        self._members.pop(gone, None)
        self._members[kept] = set(joined)
        self._root.update(dict.fromkeys(joined, kept))
        self._spoken_of[kept] |= self._spoken_of.pop(gone, set())

    def note(self, a: int, b: int) -> None:
        """The ledger has a pair of these two that does not join them."""
        self._spoken_of[self.person(a)].add(b)
        self._spoken_of[self.person(b)].add(a)

    def is_settled(self, a: int, b: int) -> bool:
        """They are one already, or somebody has been asked about two records of theirs."""
        mine, theirs = self.person(a), self.person(b)
        return mine == theirs or not self._spoken_of[mine].isdisjoint(self.members(theirs))


def is_of_key(prefix: str | None, id_hash: str | None) -> bool:
    """Whether there is a hash, and of the key whose hashes begin so."""
    return id_hash is not None and prefix is not None and id_hash.startswith(prefix)
