"""Pairs: found, compared, grouped; each beside a slow and obvious version."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.identity.blocking import LARGEST, candidate_pairs, keys
from matching.identity.clusters import FAINTEST, neighbourhoods, pairs_inside
from matching.identity.edits import one_slip
from matching.identity.levels import GROUP, LEVELS
from matching.identity.reasons import WORDS
from matching.identity.records import Encoder
from tests.matching.identity.registers import columns_of, small_register

WORDS_OF_DIGITS = st.lists(st.integers(1, 3), min_size=0, max_size=6)


@given(WORDS_OF_DIGITS, WORDS_OF_DIGITS)
def test_one_slip_is_what_a_typist_does_once(one, other):
    padded = [np.array([[*word, *[0] * (6 - len(word))]]) for word in (one, other)]
    is_slip = one != other and (other in _slips(one) or one in _slips(other))
    assert one_slip(*padded)[0] == (is_slip and bool(one and other))


def _slips(word):
    for at in range(len(word)):
        yield word[:at] + word[at + 1:]
        yield from ([*word[:at], digit, *word[at + 1:]] for digit in (1, 2, 3))
        if at + 1 < len(word):
            yield [*word[:at], word[at + 1], word[at], *word[at + 2:]]


def test_candidates_are_all_pairs_with_a_common_key():
    records = Encoder(2026).encode(columns_of(small_register(120, seed=5).records))
    wanted = set()
    for key in keys(records):
        for value in set(key.tolist()) - {0}:
            members = np.flatnonzero(key == value).tolist()
            if len(members) <= LARGEST:
                wanted |= set(combinations(members, 2))
    a, b = candidate_pairs(records)
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == sorted(wanted)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_pairs_inside_are_all_pairs_of_a_label(labels):
    label = np.unique(labels, return_inverse=True)[1]
    a, b = pairs_inside(label)
    found = {tuple(sorted(pair)) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    assert found == {(i, j) for i, j in combinations(range(len(label)), 2) if label[i] == label[j]}
    assert len(a) == len(found)


@settings(max_examples=30)
@given(st.integers(100, 200))
def test_a_neighbourhood_never_grows_beyond_bounds(length):
    """A chain of records, each like the next: it is cut where it is faintest."""
    a = np.arange(length - 1)
    log_odds = np.where(a % 50 == 49, FAINTEST + .5, 3.0)
    label = neighbourhoods(length, a, a + 1, log_odds)
    assert np.bincount(label).max() == 50


def test_levels_of_a_group_add_up_and_have_words():
    assert {level.name for level in LEVELS} == set(WORDS)
    for group in set(GROUP.tolist()):
        levels = [level for level in LEVELS if level.group == group]
        assert sum(level.same for level in levels) == pytest.approx(1)
        assert sum(level.family for level in levels) == pytest.approx(1)
