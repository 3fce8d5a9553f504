"""Both ends of a people figure against every way the world may still turn out."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reach import identities
from data.reach.identities import Identities, interval
from data.reach.interval import Interval

RECORDS = range(6)
PAIRS = list(combinations(RECORDS, 2))


def people(register: Identities, members: set[int], heads: int = 0) -> Interval:
    return interval(len(members), register.undecided(members), heads)


@st.composite
def registers(draw):
    """Up to five waiting and four different pairs among six records, and some of the records."""
    waiting = draw(st.sets(st.sampled_from(PAIRS), max_size=5))
    different = draw(st.sets(st.sampled_from(PAIRS), max_size=4)) - waiting
    return waiting, different, draw(st.sets(st.sampled_from(RECORDS)))


def groups(same):
    """Partition of the records by the pairs decided same: record -> smallest record of its group."""
    name = {record: record for record in RECORDS}
    for a, b in same:
        old, new = max(name[a], name[b]), min(name[a], name[b])
        name = {record: new if group == old else group for record, group in name.items()}
    return name


def possible_groupings(waiting, different):
    """Every grouping that deciding all waiting pairs, without contradiction, can lead to."""
    pairs = sorted(waiting)
    for answers in product((True, False), repeat=len(pairs)):
        decided = dict(zip(pairs, answers, strict=True))
        name = groups(pair for pair, is_same in decided.items() if is_same)
        apart = different | {pair for pair, is_same in decided.items() if not is_same}
        if all(name[a] != name[b] for a, b in apart):
            yield name


def possible_counts(waiting, different, members, events):
    """Every number of people reached: an unnamed head is one of them or somebody new; heads of one event differ."""
    newcomers = [f"new {n}" for n in range(sum(events))]
    for name in possible_groupings(waiting, different):
        worlds = {frozenset(name[record] for record in members)}
        for heads in events:
            choices = [who for size in range(heads + 1) for who in combinations(newcomers, size)]
            worlds = {world | set(who) for world in worlds for who in choices}
        yield from (len(world) for world in worlds)


@settings(max_examples=250, deadline=None)
@given(registers())
def test_both_ends_are_the_tightest_that_the_decisions_allow(register):
    waiting, different, members = register
    counts = {len({name[r] for r in members}) for name in possible_groupings(waiting, different)}
    assert people(Identities(waiting, different), members) == Interval(min(counts), max(counts))


@settings(max_examples=60, deadline=None)
@given(registers(), st.lists(st.integers(0, 2), max_size=2))
def test_unnamed_heads_widen_only_the_upper_end(register, events):
    waiting, different, members = register
    counts = set(possible_counts(waiting, different, members, events))
    assert people(Identities(waiting, different), members, sum(events)) == Interval(min(counts), max(counts))


@given(registers(), st.data())
def test_deciding_a_waiting_pair_never_widens_the_interval(register, data):
    waiting, different, members = register
    if not waiting:
        waiting = {(0, 1)} - different or {(2, 3)} - different or {(4, 5)}
    pair = data.draw(st.sampled_from(sorted(waiting)))
    before = people(Identities(waiting, different), members)
    after = people(Identities(waiting - {pair}, different | {pair}), members)
    assert before.low <= after.low and after.high == before.high


def test_same_person_or_not_moves_exactly_one_end():
    """J7: one waiting pair among three reached people."""
    reached = {1, 2, 3}
    assert people(Identities([(1, 2)]), reached) == Interval(2, 3)
    assert people(Identities([], [(1, 2)]), reached) == Interval(3, 3)
    assert people(Identities([]), {1, 3}) == Interval(2, 2)


def test_two_reached_records_may_be_one_through_a_third_who_was_not_reached():
    assert people(Identities([(1, 2), (2, 3)]), {1, 3}) == Interval(1, 2)
    assert people(Identities([(1, 2), (2, 3)], [(1, 3)]), {1, 3}) == Interval(2, 2)


def test_a_long_chain_with_its_ends_decided_different_is_two_people():
    chain = [(n, n + 1) for n in range(30)]
    assert people(Identities(chain, [(0, 30)]), set(range(31))) == Interval(2, 31)


def test_beyond_the_search_the_lower_end_stays_below_the_truth(monkeypatch):
    """A ring of five where neighbours of neighbours are different needs three people; without search: two."""
    ring = [(n, (n + 1) % 5) for n in range(5)]
    apart = [(n, (n + 2) % 5) for n in range(5)]
    identities.fewest.cache_clear()
    assert people(Identities(ring, apart), set(range(5))).low == 3
    monkeypatch.setattr(identities, "SEARCH_STEPS", 1)
    identities.fewest.cache_clear()
    assert people(Identities(ring, apart), set(range(5))).low == 2
    identities.fewest.cache_clear()


def test_a_component_too_large_to_search_is_bounded_from_below():
    star = [(0, n) for n in range(1, 60)]
    apart = [(1, 2), (1, 3), (2, 3)]
    assert people(Identities(star, apart), set(range(60))) == Interval(3, 60)


def test_a_record_is_never_waiting_for_itself():
    assert people(Identities([(3, 3)]), {3}) == Interval(1, 1)


@pytest.mark.parametrize("ends", [(2, 1), (-1, 0)])
def test_an_interval_has_its_ends_in_order(ends):
    with pytest.raises(ValueError, match="no interval"):
        Interval(*ends)
