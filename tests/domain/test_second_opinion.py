"""When a question wants a second opinion: by the county's own numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.ladder import Cause
from data.domain.second_opinion import DEFAULT_RULES, REPEAT_MOST, RULES, checked_rules, second_rules, wanted_by

COUNTS = st.fixed_dictionaries({Cause.LOSS: st.integers(0, 1), Cause.REPEAT: st.integers(0, 12)})


@pytest.mark.parametrize(("loss", "repeat", "wanted"), [
    (0, 0, None), (1, 0, Cause.LOSS), (0, 1, Cause.REPEAT), (1, 3, Cause.LOSS),
])
def test_the_usual_rules(loss: int, repeat: int, wanted: Cause | None):
    assert wanted_by(DEFAULT_RULES, {Cause.LOSS: loss, Cause.REPEAT: repeat}) is wanted


@given(st.booleans(), st.integers(0, REPEAT_MOST), COUNTS)
def test_what_is_off_asks_for_none_and_the_rest_from_its_number_on(is_for_loss: bool, repeat: int, counts: dict):
    rules = checked_rules(is_for_loss, repeat)
    assert second_rules({RULES: {cause.value: least for cause, least in rules.items()}}) == rules
    by_loss = is_for_loss and counts[Cause.LOSS] == 1
    by_repeat = repeat > 0 and counts[Cause.REPEAT] >= repeat
    assert wanted_by(rules, counts) is (Cause.LOSS if by_loss else Cause.REPEAT if by_repeat else None)


@pytest.mark.parametrize("repeat", [-1, REPEAT_MOST + 1])
def test_how_often_is_bounded(repeat: int):
    with pytest.raises(InvalidInput, match="second_repeat"):
        checked_rules(True, repeat)
