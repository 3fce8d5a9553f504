"""The score interval against its definition: the shares that the measured one does not contradict."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.rates import Z_95, wilson

CASES = st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(CASES)
def test_each_end_is_just_z_standard_errors_from_what_was_measured(case):
    hits, of = case
    for end in wilson(hits, of):
        if 0 < end < 1:
            assert abs(hits / of - end) == pytest.approx(Z_95 * math.sqrt(end * (1 - end) / of), rel=1e-6)


@given(CASES)
def test_the_measured_share_lies_inside_and_the_mirror_image_mirrors(case):
    hits, of = case
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-12 and hits / of - 1e-12 <= high <= 1
    assert wilson(of - hits, of) == pytest.approx((1 - high, 1 - low))


def test_nothing_measured_says_nothing_and_no_share_is_refused():
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)
