"""The ladder's rules: the highest rung that a rule names, never down, persons asked where somebody must call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.ladder import (
    BY_PERSON,
    DEFAULT_RULES,
    ORDER,
    Cause,
    Rule,
    Step,
    checked_rule,
    is_above,
    ladder_rules,
    next_steps,
    rules_to_json,
)
from data.domain.problem import Rung

RULES = st.lists(st.builds(Rule, st.sampled_from(Cause), st.integers(1, 5), st.sampled_from(Rung)), max_size=8)
COUNTS = st.dictionaries(st.sampled_from(Cause), st.integers(0, 6))


@pytest.mark.parametrize(("now", "counts", "by_clock", "proposed"), [
    (Rung.TOWNSHIP, {}, None, None),
    (Rung.VILLAGE, {Cause.OVERDUE: 1}, Step(Rung.TOWNSHIP, Cause.OVERDUE, 1), None),
    (Rung.TOWNSHIP, {Cause.OVERDUE: 1}, None, None),
    (Rung.TOWNSHIP, {Cause.OVERDUE: 3}, Step(Rung.BANNER, Cause.OVERDUE, 3), None),
    (Rung.TOWNSHIP, {Cause.DECLINED: 3}, Step(Rung.BANNER, Cause.DECLINED, 3), Step(Rung.OUTSIDE, Cause.DECLINED, 3)),
    (Rung.BANNER, {Cause.REPEAT: 2}, None, Step(Rung.PLATFORM, Cause.REPEAT, 2)),
    (Rung.BANNER, {Cause.REPEAT: 3}, Step(Rung.LEADER, Cause.REPEAT, 3), None),
    (Rung.LEADER, {Cause.REPEAT: 9, Cause.DECLINED: 9}, None, None),
])
def test_the_usual_rules(now: Rung, counts: dict, by_clock: Step | None, proposed: Step | None):
    assert next_steps(DEFAULT_RULES, now, counts) == (by_clock, proposed)


@given(RULES, st.sampled_from(Rung), COUNTS)
def test_a_step_goes_up_by_a_rule_and_is_the_last_of_its_kind(rules: list[Rule], now: Rung, counts: dict):
    by_clock, proposed = next_steps(rules, now, counts)
    for step in filter(None, (by_clock, proposed)):
        assert is_above(step.rung, now) and counts[step.cause] == step.count
        assert any((rule.cause, rule.rung) == (step.cause, step.rung) and rule.least <= step.count for rule in rules)
    assert by_clock is None or by_clock.rung not in BY_PERSON
    assert proposed is None or proposed.rung in BY_PERSON
    reached = max((one.rung for one in (by_clock, proposed) if one), key=ORDER.index, default=now)
    assert next_steps(rules, reached, counts) == (None, None)


@given(RULES)
def test_rules_are_kept_as_they_are(rules: list[Rule]):
    assert ladder_rules({"ladder_rules": rules_to_json(rules)}) == tuple(rules)
    assert ladder_rules({}) == DEFAULT_RULES


@pytest.mark.parametrize("least", [0, -1, 366])
def test_a_rule_counts_from_one(least: int):
    with pytest.raises(InvalidInput):
        checked_rule(Rule(Cause.LOSS, least, Rung.LEADER))
