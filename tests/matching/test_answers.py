"""Which signed answers fit a question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching.ranking.answers import LEAST, Answer, fitting
from matching.text.taxonomy import UNSURE

CROPS = st.sampled_from([None, "西梅", "葵花", "肉羊"])
TYPES = st.frozensets(st.sampled_from(["P01", "P02", UNSURE]), min_size=1, max_size=2)
MONTHS = st.frozensets(st.integers(1, 3), min_size=1)
ANSWERS = st.lists(st.builds(Answer, st.integers(1, 9), CROPS, TYPES, MONTHS), unique_by=lambda one: one.number)
LIKENESS = st.dictionaries(st.integers(1, 9), st.floats(0.01, 1.0))


def slow(answers, likeness, crop, types, month, most) -> list[int]:
    """Word for word what the module's head says, one by one."""
    scored = []
    for one in answers:
        shared = (set(one.types) & set(types)) - {UNSURE}
        is_of_the_field = crop == one.crop if crop and one.crop else bool(shared)
        if not is_of_the_field or month not in one.months or likeness.get(one.number, 0) < LEAST:
            continue
        score = likeness[one.number] * (1 + (.3 if crop and crop == one.crop else 0) + (.3 if shared else 0))
        scored.append((score, one.number))
    return [number for _score, number in sorted(scored, reverse=True)[:most]]


@given(ANSWERS, LIKENESS, CROPS, TYPES, st.integers(1, 4), st.integers(1, 3))
def test_as_the_slow_way_says(answers, likeness, crop, types, month: int, most: int):
    found = fitting(answers, likeness, crop, types, month, most)
    again = slow(answers, likeness, crop, types, month, most)
    assert len(found) == len(again) and len(set(found)) == len(found)
    assert found == again


def test_the_nearest_of_the_same_crop_first_and_no_other_crop():
    answers = [
        Answer(1, "西梅", frozenset({"P01"}), frozenset({4})), Answer(2, "西梅", frozenset({"P02"}), frozenset({4})),
        Answer(3, "葵花", frozenset({"P01"}), frozenset({4})), Answer(4, "西梅", frozenset({"P01"}), frozenset({9})),
    ]
    likeness = {1: .5, 2: .5, 3: .9, 4: .9}
    assert fitting(answers, likeness, "西梅", frozenset({"P01"}), 4, 2) == [1, 2]
    assert fitting(answers, likeness, None, frozenset({UNSURE}), 4, 2) == []
