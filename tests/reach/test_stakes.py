"""What hangs on a pair is what the figure's ends do when the pair is decided, whatever else waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.domain.stakes import NOTHING, Moves, Stakes
from data.reach.identities import Identities, interval
from data.reach.stakes import stakes

RECORDS = range(1, 7)
PAIRS = [(a, b) for a in RECORDS for b in RECORDS if a < b]


def ends(waiting: set, different: set, members: set) -> tuple[int, int]:
    found = interval(len(members), Identities(waiting, different).undecided(members))
    return found.low, found.high


@given(
    st.sets(st.sampled_from(PAIRS), min_size=1, max_size=6), st.sets(st.sampled_from(PAIRS), max_size=3),
    st.sets(st.sampled_from(RECORDS)), st.data(),
)
def test_the_moves_are_those_of_the_whole_figure(waiting: set, different: set, members: set, data: st.DataObject):
    waiting = waiting - different or {(1, 2)}
    different = different - waiting
    kept, gone = pair = data.draw(st.sampled_from(sorted(waiting)))

    def renamed(pairs: set) -> set:
        return {tuple(kept if end == gone else end for end in one) for one in pairs}

    low, high = ends(waiting, different, members)
    told = stakes(Identities(waiting, different), pair, members)
    apart = ends(waiting - {pair}, different | {pair}, members)
    joined = ends(renamed(waiting), renamed(different), {kept if one == gone else one for one in members})
    assert (low + told.different.least, high - told.different.most) == apart
    assert (low + told.same.least, high - told.same.most) == joined


def test_a_third_record_that_may_be_both_keeps_the_least_where_it_is():
    three = Identities([(1, 2), (2, 3), (1, 3)])
    assert stakes(three, (1, 2), {1, 2, 3}) == Stakes(Moves(0, 1), Moves(1, 0), is_linked=True)
    with_stranger = Identities([(1, 2), (2, 3)])
    assert stakes(with_stranger, (1, 2), {2, 3}) == Stakes(Moves(0, 0), Moves(0, 0), is_linked=True)
    assert stakes(with_stranger, (1, 3), {1, 3}) == NOTHING
