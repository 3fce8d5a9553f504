"""The error model does what it says: traps are there, and settings are what varies."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from matching.identity.contacts import IdForm, parse_id_number
from tests.matching.identity.registers import small_register
from tests.registers import PRESETS, make_people


def test_the_traps_are_set():
    people = make_people(6000, PRESETS["station"], seed=1)
    in_village = Counter((person.village, person.surname + person.given) for person in people)
    assert max(in_village.values()) > 1  # two of one name in one village
    households: dict[str, list] = {}
    for person in people:
        households.setdefault(person.household, []).append(person)
    pairs = [pair for members in households.values() for pair in combinations(members, 2)]
    assert any(a.birth == b.birth for a, b in pairs)  # twins
    assert any(a.surname == b.surname != "" and abs(a.birth.year - b.birth.year) > 18 for a, b in pairs)
    assert any(a.phone == b.phone for a, b in pairs)
    assert any(a.given[0] == b.given[0] and len(a.given) == 2 and a.surname for a, b in pairs)  # siblings


def test_true_identity_numbers_are_whole_and_unique():
    people = make_people(2000, PRESETS["station"], seed=2)
    assert all(parse_id_number(person.id_number).form == IdForm.VALID for person in people)
    assert len({person.id_number for person in people}) == len(people)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_seed_makes_one_register(preset):
    first, second = (small_register(200, seed=9, preset=preset) for _ in range(2))
    assert first == second
    assert set(first.truth.values()) == set(range(200))
