"""Processor time with a wide margin; the bench prints the figures themselves."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from matching.ranking import Ranker
from tests.matching.builders import CASES, EVERYBODY, MINUTES, NOW, PLUM

WORDS = ("西梅新梢卷叶发黄", "羊羔拉稀不吃奶", "玉米苗发紫不长", "葵花叶子起斑", "番茄落花", "苜蓿返青晚")


@pytest.fixture(scope="module")
def crowded(engine) -> tuple[Ranker, float]:
    experts = [replace(EVERYBODY[i % len(EVERYBODY)], id=i) for i in range(60)]
    cases = [
        replace(CASES[i % len(CASES)], expert_id=i % 60, text=f"{WORDS[i % 6]}，{WORDS[i // 6 % 6]}，第{i}件")
        for i in range(2000)
    ]
    before = process_time()
    ranker = Ranker.fit(engine, experts, cases)
    return ranker, process_time() - before


def test_fitting_a_banner_takes_under_a_second(crowded):
    assert crowded[1] < 1.5


def test_a_recommendation_takes_a_blink(crowded):
    ranker, _ = crowded
    before = process_time()
    for _ in range(10):
        assert ranker.recommend(PLUM, NOW, MINUTES).candidates
    assert (process_time() - before) / 10 < 0.1
