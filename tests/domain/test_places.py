"""Division codes: each begins with its parent's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.places import check_code, county_of, town_of, within

codes = st.sampled_from([4, 6, 9, 12]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))


@given(codes)
def test_a_place_lies_in_itself_and_in_all_above(code: str) -> None:
    for length in (4, 6, 9, 12):
        if length <= len(code):
            assert within(code, code[:length]) and check_code(code) == code
            assert within(code[:length], code) == (length == len(code))


@given(codes, codes)
def test_only_one_of_two_places_contains_the_other(one: str, other: str) -> None:
    assert not (within(one, other) and within(other, one)) or one == other


def test_county_and_town() -> None:
    assert county_of("150824100201") == "150824"
    assert (town_of("150824100201"), town_of("150824100"), town_of("150824")) == ("150824100", "150824100", None)


@pytest.mark.parametrize("code", ["", "15082", "15082410020x", "１５０８２４", "150824 ", "150824100201000"])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(InvalidInput, match="place_code"):
        check_code(code)


def test_only_the_wanted_lengths() -> None:
    assert check_code("150824", 6) == "150824"
    with pytest.raises(InvalidInput):
        check_code("150824100", 6, 12)
