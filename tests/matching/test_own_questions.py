"""How well questions are read that no rule was written for: floors well below what was measured."""

from __future__ import annotations

import pytest

from matching.text.engine import read_examples
from matching.text.taxonomy import GATES, INDUSTRIES, PROBLEM_TYPES, URGENCIES
from tests.matching.questions import figures, overlap, own_questions, per_class

FLOORS = {
    "acc@1": 0.8, "acc@3": 0.95, "mrr": 0.88, "second": 0.6, "industry": 0.82, "crop": 0.8, "urgency": 0.75,
    "gate": 0.87,
}
HALVES = ("seen", "held")


@pytest.mark.parametrize("half", HALVES)
def test_labels_are_codes(half):
    questions = own_questions(half)
    assert len({question.text for question in questions}) == len(questions) > 60
    for question in questions:
        assert set(question.problem_types) <= set(PROBLEM_TYPES), question.id
        assert question.industry in INDUSTRIES and question.urgency in URGENCIES, question.id
        assert question.gate is None or question.gate in GATES, question.id


@pytest.mark.parametrize("half", HALVES)
def test_unseen_questions_are_read(engine, half):
    found = figures(own_questions(half), engine.understand)
    assert {key: found[key] for key, floor in FLOORS.items() if found[key] < floor} == {}
    assert found["brier"] < 0.3


def test_an_epidemic_is_found_and_seldom_imagined(engine):
    questions = [question for half in HALVES for question in own_questions(half)]
    classes = per_class([q.gate for q in questions], [engine.understand(q.text).gate for q in questions])
    (_, count, precision, recall), = [row for row in classes if row[0] == "animal_epidemic"]
    assert count >= 8 and precision >= 0.8 and recall >= 0.85


def test_no_example_is_like_one_of_the_questions():
    examples = [example.text for example in read_examples() if len(example.text) > 8]
    questions = [question.text for half in HALVES for question in own_questions(half) if len(question.text) > 8]
    assert [(e, q) for e in examples for q in questions if overlap(e, q) >= 0.7] == []
