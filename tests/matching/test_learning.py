"""Learned weights: only where newer questions say so, never negative, and not fooled by who was asked most."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ranking import Policy
from matching.ranking.learning import JUDGED_LEAST, LEARNED, Example, Lesson, weigh
from matching.ranking.policy import PARTS

POLICY = Policy()


def made(truth: dict[str, float], count: int, seed: int = 1, people: int = 12, noise: float = 0.02) -> list[Example]:
    """Questions whose solver is best by `truth`, with some noise."""
    random = np.random.default_rng(seed)
    weights = np.array([truth.get(name, 0.0) for name in LEARNED])
    found = []
    for _ in range(count):
        parts = random.random((people, len(LEARNED)))
        solver = int((parts @ weights + random.normal(0, noise, people)).argmax())
        found.append(Example(parts, solver, person=solver))
    return found


def test_a_county_that_goes_by_the_way_gets_a_weight_for_the_way():
    evidence = weigh(made({"place": 1.0}, 300), POLICY)
    assert evidence.is_better and evidence.mrr_learned > evidence.mrr_hand + 0.2
    assert evidence.weights["place"] == max(evidence.weights[name] for name in LEARNED)


def test_where_the_hand_set_weights_are_right_nothing_is_surely_better():
    evidence = weigh(made(dict(POLICY.weights), 300, noise=0.1), POLICY)
    assert not evidence.is_better


def test_chance_teaches_nothing():
    random = np.random.default_rng(3)
    noise = [Example(random.random((12, 4)), int(random.integers(12)), int(random.integers(12))) for _ in range(300)]
    assert not weigh(noise, POLICY).is_better


def test_little_decides_nothing():
    assert weigh(made({"place": 1.0}, int(JUDGED_LEAST / 0.4) - 5), POLICY) is None


def test_the_newer_questions_judge_not_the_older_ones():
    """A county that changed its ways: what the older questions teach is wrong by now."""
    changed = [*made({"place": 1.0}, 180), *made({"subject": 1.0}, 120, seed=2)]
    evidence = weigh(changed, POLICY)
    assert (evidence.learned, evidence.judged) == (180, 120)
    assert not evidence.is_better and evidence.mrr_learned < evidence.mrr_hand


def test_whoever_was_asked_most_does_not_decide_alone():
    """One person takes two thirds of the questions, by the way; the others solve by subject."""
    by_way, by_subject = made({"place": 1.0}, 200), made({"subject": 1.0}, 100, seed=5)
    mixed = []
    for number in range(100):
        mixed += [Example(one.parts, one.solver, person=99) for one in by_way[2 * number : 2 * number + 2]]
        mixed.append(by_subject[number])
    weights = weigh(mixed, POLICY).weights
    assert weights["subject"] > weights["place"]


@settings(max_examples=6)
@given(st.integers(0, 1000), st.sampled_from(LEARNED))
def test_weights_are_a_policy_s_never_negative_and_the_same_each_time(seed, name):
    examples = made({name: 1.0}, 160, seed)
    one, two = weigh(examples, POLICY), weigh(examples, POLICY)
    assert one == two
    assert all(value >= 0.0 for value in one.weights.values())
    assert Policy(weights=one.weights).weights == one.weights
    assert all(one.weights[part] == POLICY.weights[part] for part in set(PARTS) - set(LEARNED))
    assert sum(part.count for part in one.bins) == one.judged
    assert one.low <= one.mrr_learned - one.mrr_hand <= one.high


def test_a_better_part_never_counts_against_anybody():
    worse = made({"subject": 1.0, "place": -1.0}, 300)
    assert weigh(worse, POLICY).weights["place"] == pytest.approx(0.0, abs=0.02)


def lessons_of(examples: list[Example], worked: bool, name: str) -> list[Lesson]:
    """Of each question, about whoever has most of one part."""
    column = LEARNED.index(name)
    return [Lesson(one.parts, int(one.parts[:, column].argmax()), worked, place) for place, one in enumerate(examples)]


def test_who_failed_takes_weight_from_what_spoke_for_them_and_who_was_chosen_gives_it():
    examples = made({"subject": 1.0, "place": 1.0}, 200, noise=0.3)
    plain = weigh(examples, POLICY)
    failed = weigh(examples, POLICY, lessons_of(examples, False, "place"))
    chosen = weigh(examples, POLICY, lessons_of(examples, True, "place"))
    assert failed.weights["place"] < plain.weights["place"] < chosen.weights["place"]
    assert all(value >= 0.0 for value in failed.weights.values())
    assert (plain.lessons, failed.lessons) == (0, failed.learned)


def test_lessons_of_the_judged_questions_teach_nothing():
    examples = made({"subject": 1.0}, 200)
    late = [Lesson(one.parts, one.who, one.worked, 150) for one in lessons_of(examples, True, "place")]
    assert weigh(examples, POLICY, late) == weigh(examples, POLICY)
