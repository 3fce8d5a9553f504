"""Rules about served units that no single field can know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.credit_code import CHARACTERS, credit_check, is_credit_code
from data.domain.farm import farm_faults

FINE = {"kind": "household", "credit_code": "", "place_code": "150824100201", "demo_year": None, "demo_level": None,
        "years": []}
CODE = "93150824MA0X00000"
YEAR = {"year": 2026, "industry": "I4", "area_mu": 12, "heads": None}


def faults(**changes) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.field) for fault in farm_faults({**FINE, **changes})]


def test_a_plain_household_is_fine():
    assert faults() == []
    assert faults(years=[YEAR, {**YEAR, "year": 2025}, {**YEAR, "industry": "I1"}]) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"place_code": "150824100"}, ("village_missing", "place_code")),
        ({"demo_year": 2024}, ("demo_level_missing", "demo_level")),
        ({"years": [YEAR, YEAR]}, ("farm_year_twice", "years")),
        ({"years": [{**YEAR, "area_mu": None}]}, ("farm_year_empty", "years")),
        ({"kind": "firm", "credit_code": CODE + "0"}, ("credit_code_wrong", "credit_code")),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict, found: tuple[str, str]):
    assert faults(**changes) == [found]


def test_an_organisation_may_belong_to_a_whole_town():
    assert faults(kind="cooperative", place_code="150824100") == []


def test_a_code_that_stands_in_the_standard():
    """The example of GB 32100-2015, annex A."""
    assert is_credit_code("91350100M000100Y43")


@given(st.text(CHARACTERS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_noticed(first: str, place: int, other: str):
    code = first + credit_check(first)
    wrong = code[:place] + other + code[place + 1:]
    assert is_credit_code(code)
    assert is_credit_code(wrong) is (wrong == code)


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100Y430", "91350100M000100Y4I", "一" * 18])
def test_what_has_not_the_form_is_no_code(code: str):
    assert not is_credit_code(code)
