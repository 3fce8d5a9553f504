"""What hangs on one waiting pair: how far each answer moves the two ends of a figure."""

from __future__ import annotations

from collections.abc import Set

from data.domain.stakes import NOTHING, Moves, Stakes
from data.reach.identities import Identities, Pair


def stakes(pairs: Identities, pair: Pair, members: Set[int]) -> Stakes:
    """Of a pair of records (smaller first) for the figure over `members`; nothing where the pair does not wait."""
    part = pairs.part_of.get(pair[0])
    if part is None or pair not in part.waiting:
        return NOTHING
    kept, gone = pair

    def now(record: int) -> int:
        return kept if record == gone else record

    inside = part.records & members
    before = len(inside) - Identities(part.waiting, part.different).undecided(inside)
    apart = Identities(part.waiting - {pair}, part.different | {pair})
    joined = Identities(*([(now(a), now(b)) for a, b in kind] for kind in (part.waiting, part.different)))
    people = {now(record) for record in inside}
    return Stakes(
        same=Moves(len(people) - joined.undecided(people) - before, len(inside) - len(people)),
        different=Moves(len(inside) - apart.undecided(inside) - before, 0),
        is_linked=len(part.waiting) > 1,
    )
