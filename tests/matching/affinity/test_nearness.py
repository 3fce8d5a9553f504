from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matching.ranking import Ranker
from matching.ranking.affinity import SIGNALS
from matching.ranking.nearness import HALF_LIFE, NEAR, case_weight, nearness
from tests.matching.builders import CASES, EVERYBODY, NOW, PLUM, PRUNER

NEWEST = date(2026, 1, 1)


def test_confirmed_counts_more_than_reported_and_unsolved_least():
    weights = [case_weight(replace(CASES[0], outcome=o), None) for o in ("confirmed", "reported", "unsolved")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1.0


def test_an_old_case_counts_less_but_never_under_half():
    aged = [case_weight(replace(CASES[0], day=NEWEST - timedelta(days=n)), NEWEST) for n in (0, 400, 40_000)]
    assert aged == sorted(aged, reverse=True)
    assert aged[2] == pytest.approx(0.5)
    assert case_weight(replace(CASES[0], day=None), NEWEST) == 1.0
    assert case_weight(replace(CASES[0], day=NEWEST - timedelta(days=HALF_LIFE)), NEWEST) == pytest.approx(0.75)


def test_nearness_is_a_plain_mean():
    signals = np.zeros((2, len(SIGNALS)))
    signals[1, [SIGNALS.index(name) for name in NEAR]] = 0.4
    assert nearness(signals) == pytest.approx([0.0, 0.4])


def test_a_newcomer_with_the_words_of_the_question_is_near_at_once(engine):
    newcomer = replace(PRUNER, id=99, text="西梅整形剪枝，卷叶发黄的诊断", last_assigned=None)
    ranker = Ranker.fit(engine, [*EVERYBODY, newcomer], CASES)
    parts = {one.expert_id: one.parts for one in ranker.recommend(PLUM, NOW).candidates}
    assert parts[99]["text"] > max(parts[other]["text"] for other in parts if other not in (1, 99))
