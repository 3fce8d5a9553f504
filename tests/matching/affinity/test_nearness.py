from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.evaluation import Case, Given, Query, score
from matching.ranking import Policy, Ranker
from matching.ranking.affinity import Person, Weights
from matching.ranking.nearness import HALF_LIFE, case_weight
from matching.ranking.scoring import text_part
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


def test_the_text_part_is_what_evaluate_scores_with_the_weights_of_the_policy(engine):
    """Experts and cases as outside data, other parts left out: the same order, and the same part from the same sum."""
    policy = Policy()
    ranker = Ranker.fit(engine, EVERYBODY, CASES, policy)
    people = tuple(Person(f"{one.id:03}", one.text) for one in sorted(EVERYBODY, key=lambda one: one.id))
    newest = max(case.day for case in CASES if case.day)
    history = tuple(Case(one.text, f"{one.expert_id:03}", case_weight(one, newest)) for one in CASES)
    given = Given(people, history, (Query("1", PLUM.text, {}),))
    (scores,) = score(given, Weights.of(policy.affinity)).scores
    near, _ = ranker.affinity.near(PLUM.text)
    assert scores - scores.mean() == pytest.approx(near - near.mean(), abs=1e-6)
    parts = ranker.parts(PLUM, NOW, {})
    for one, value in zip(people, near.tolist(), strict=True):
        assert parts[int(one.id)]["text"] == pytest.approx(text_part(value, policy), abs=1e-4)


def test_a_newcomer_with_the_words_of_the_question_is_near_at_once(engine):
    newcomer = replace(PRUNER, id=99, text="西梅整形剪枝，卷叶发黄的诊断", last_assigned=None)
    ranker = Ranker.fit(engine, [*EVERYBODY, newcomer], CASES)
    parts = {one.expert_id: one.parts for one in ranker.recommend(PLUM, NOW).candidates}
    assert parts[99]["text"] > max(parts[other]["text"] for other in parts if other not in (1, 99))
