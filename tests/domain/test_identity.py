"""Groups of records follow from the set of decisions, by comparison with walking from record to record."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from data.domain.identity import Groups

RECORDS = range(7)
PAIRS = st.sampled_from(list(combinations(RECORDS, 2)))


def walked(same: set[tuple[int, int]], record: int) -> set[int]:
    """Every record that a walk over pairs decided the same reaches."""
    found, edge = set(), {record}
    while edge:
        found |= edge
        edge = {b for pair in same for a, b in (pair, pair[::-1]) if a in edge} - found
    return found


@given(st.lists(PAIRS, unique=True), st.randoms())
def test_groups_are_what_a_walk_reaches_in_whatever_order(same, random):
    shuffled = random.sample(same, len(same))
    for groups in (Groups(same), Groups(shuffled)):
        for record in RECORDS:
            assert groups.members(record) == walked(set(same), record)
            assert groups.person(record) == min(walked(set(same), record))


@given(st.lists(PAIRS, unique=True), st.lists(PAIRS, unique=True), st.integers(0, 30))
def test_a_pair_is_settled_when_its_people_are_one_or_have_been_spoken_of(same, others, told_before):
    """Also when some pairs are joined only after others were noted."""
    groups = Groups(same[:told_before], others)
    for pair in same[told_before:]:
        groups.join(*pair)
    for a, b in combinations(RECORDS, 2):
        mine, theirs = walked(set(same), a), walked(set(same), b)
        spoken = any({x in mine and y in theirs, x in theirs and y in mine} != {False} for x, y in others)
        assert groups.is_settled(a, b) == (mine == theirs or spoken)
