"""Similar questions: exact, in any order, new ones at once; what is asked again and what one trip serves."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking.affinity.tokens import tokens
from matching.ranking.alike import Question, TextIndex, closeness, shared

TEXTS = (
    "西梅怎么剪枝", "西梅叶子发黄卷边", "葡萄霜霉病打什么药", "羔子拉稀打什么针", "玉米缺什么肥，苗发紫", "",
    "abc water", "西梅西梅",
)
ASKED = Question("西梅", frozenset({"P08"}), "150824100201", date(2026, 4, 9), 1, True)


def slow(lexicon, texts: dict[int, str], asked: str) -> dict[int, float]:
    """Cosine with idf, token by token."""
    read = {number: tokens(text, lexicon.find(text)) for number, text in texts.items()}
    seen = [name for one in read.values() for name in one]
    idf = {name: math.log((1 + len(texts)) / (1 + seen.count(name))) + 1 for name in set(seen)}

    def vector(words: dict[str, float]) -> dict[str, float]:
        found = {name: value * idf[name] for name, value in words.items() if name in idf}
        length = math.sqrt(sum(value**2 for value in found.values()))
        return {name: value / length for name, value in found.items()}

    query = vector(tokens(asked, lexicon.find(asked)))
    return {
        number: sum(value * query.get(name, 0.0) for name, value in vector(words).items())
        for number, words in read.items()
    }


def filled(lexicon, texts: dict[int, str]) -> TextIndex:
    index = TextIndex(lexicon)
    for number, text in texts.items():
        index.add(number, text)
    return index


@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_it_finds_what_the_slow_way_finds_in_any_order(engine, texts, asked, random):
    numbered = dict(enumerate(texts, start=1))
    wanted = {number: value for number, value in slow(engine.lexicon, numbered, asked).items() if value > 0}
    for order in (numbered, dict(random.sample(list(numbered.items()), len(numbered)))):
        found = filled(engine.lexicon, order).find(asked, 20)
        assert dict(found) == pytest.approx(wanted, abs=1e-5)
        assert [value for _, value in found] == sorted((value for _, value in found), reverse=True)


def test_the_best_few_are_the_best_of_all_and_a_new_one_is_found_at_once(engine):
    index = filled(engine.lexicon, dict(enumerate(TEXTS)))
    every = index.find("西梅怎么剪枝", len(TEXTS))
    assert index.find("西梅怎么剪枝", 2) == every[:2]
    index.add(99, "西梅小树怎么剪枝")
    assert 99 in {number for number, _ in index.find("西梅怎么剪枝", 2)}
    assert (len(index), index.newest, 99 in index, 98 in index) == (len(TEXTS) + 1, 99, True, False)
    with pytest.raises(ValueError, match="99"):
        index.add(99, "再来一遍")


def test_an_empty_index_finds_nothing(engine):
    assert TextIndex(engine.lexicon).find("西梅", 3) == []


def test_the_same_words_of_the_same_field_and_place_come_first():
    other_crop = replace(ASKED, crop="葡萄", asker=2, is_open=False)
    far = replace(ASKED, place="150824103205", asker=2, is_open=False)
    autumn = replace(far, day=date(2025, 10, 9))
    near = replace(ASKED, asker=2, is_open=False)
    ordered = [closeness(0.4, shared(ASKED, one, 0.4)) for one in (near, far, autumn)]
    assert ordered == sorted(ordered, reverse=True) and len(set(ordered)) == 3
    assert closeness(0.4, shared(ASKED, other_crop, 0.4)) < ordered[0]


@pytest.mark.parametrize(
    ("change", "likeness", "again", "joinable"),
    [
        ({}, 0.5, True, False),
        ({}, 0.1, False, False),
        ({"is_open": False}, 0.9, False, False),
        ({"asker": 2}, 0.9, True, False),
        ({"asker": 2}, 0.2, False, True),
        ({"asker": 2, "place": "150824100205"}, 0.2, False, True),
        ({"asker": 2, "place": "150824103205"}, 0.9, False, False),
        ({"asker": 2, "crop": "葡萄"}, 0.2, False, False),
        ({"asker": 2, "crop": None}, 0.2, False, False),
        ({"asker": 2, "types": frozenset({"P21"})}, 0.2, False, False),
        ({"asker": 2, "day": date(2026, 3, 9)}, 0.2, False, False),
        ({"asker": 2, "is_open": False}, 0.2, False, False),
    ],
)
def test_asked_again_and_on_the_way(change, likeness, again, joinable):
    common = shared(ASKED, replace(ASKED, **change), likeness)
    assert (common.again, common.joinable) == (again, joinable)


def test_seasons_meet_over_the_new_year():
    january, december = replace(ASKED, day=date(2026, 1, 5)), replace(ASKED, day=date(2025, 12, 20))
    assert shared(january, december, 0.2).season
    assert not shared(january, replace(ASKED, day=date(2025, 6, 1)), 0.2).season
