"""Travel times: rough, symmetric, and honest about not knowing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.travel import about_minutes, great_circle_km

HAILIUTU, WUJIAHE = (108.52, 41.57), (107.93, 41.27)
POINTS = st.tuples(st.floats(97, 127), st.floats(37, 54))


def test_known_distance() -> None:
    assert great_circle_km((116.40, 39.90), (121.47, 31.23)) == pytest.approx(1068, abs=5)


@pytest.mark.parametrize(
    ("home", "there", "minutes"),
    [
        ("150824100201", "150824100201", 10),
        ("150824100", "150824100201", 25),
        ("150824100202", "150824100201", 25),
        ("150824100", "150824100", 25),
    ],
)
def test_near_at_hand(home: str, there: str, minutes: int) -> None:
    assert about_minutes(home, None, there, None) == minutes


def test_between_towns_by_stretched_great_circle() -> None:
    minutes = about_minutes("150824100", HAILIUTU, "150824101206", WUJIAHE)
    assert minutes == round(great_circle_km(HAILIUTU, WUJIAHE) * 1.35 / 55 * 60) + 10


@pytest.mark.parametrize(("a", "b"), [(None, WUJIAHE), (HAILIUTU, None), (None, None)])
def test_unknown_stays_unknown(a, b) -> None:
    assert about_minutes("150824100", a, "150824101", b) is None


def test_two_counties_are_not_one_town() -> None:
    assert about_minutes("150824", None, "150824", None) is None


@given(POINTS, POINTS)
def test_there_and_back_take_the_same(a, b) -> None:
    there, back = about_minutes("150824100", a, "150824101", b), about_minutes("150824101", b, "150824100", a)
    assert there == back >= 10
