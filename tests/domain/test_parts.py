"""Lists in parts: everything once, in order, never too much at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.domain.parts import AT_ONCE, in_parts


@given(st.integers(0, 3 * AT_ONCE))
def test_parts_are_the_list(count: int):
    parts = list(in_parts(range(count)))
    assert [one for part in parts for one in part] == list(range(count))
    assert all(0 < len(part) <= AT_ONCE for part in parts)
