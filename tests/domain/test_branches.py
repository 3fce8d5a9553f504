"""The form's branches: every kind of question has its few fields, each with words and a place among what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.domain.branches import (
    FACT_CODES,
    FACT_MAX,
    FACTS,
    LOSS,
    OF_TYPE,
    Branch,
    branch_of,
    tidy_facts,
    with_facts,
)
from data.domain.errors import InvalidInput
from data.i18n import translations
from data.i18n.reasons import missing_fact
from matching.text.missing import all_fact_codes, missing_facts
from pages.shared.example_pictures import EXAMPLES
from pages.shared.labels import BRANCH

TYPES = Path(__file__).resolve().parents[2] / "data" / "taxonomy" / "problem_types.csv"


def test_each_kind_of_question_has_its_branch_and_an_unsure_one_none():
    with TYPES.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert set(OF_TYPE) == codes - {"P99"} and set(OF_TYPE.values()) == set(Branch) == set(BRANCH)
    assert branch_of(["P99", "P01"]) is None and branch_of([]) is None and branch_of(["P17"]) is Branch.MACHINE


def test_two_to_six_fields_each_once_with_words():
    assert all(2 <= len(codes) <= 6 for codes in FACTS.values()) and set(FACTS) == set(Branch)
    assert len(set(FACT_CODES)) == len(FACT_CODES) and set(FACT_CODES) <= set(all_fact_codes())
    assert all(missing_fact(code, translations("en").gettext) for code in FACT_CODES)


@pytest.mark.parametrize("problem_type", OF_TYPE)
def test_what_was_answered_is_not_missing_whatever_the_words(problem_type: str):
    bare = missing_facts("咋办", problem_type, 9)
    given = tuple(code for code in bare if code in FACTS[OF_TYPE[problem_type]])
    assert missing_facts("咋办", problem_type, 9, given) == tuple(code for code in bare if code not in given)


def test_answers_are_kept_without_blanks_and_never_cut():
    assert tidy_facts({"area": " 三亩 ", "part": "  "}) == {"area": "三亩"}
    for typed, code in (({"area": "亩" * (FACT_MAX + 1)}, "text_long"), ({"wealth": "十万"}, "fact_unknown")):
        with pytest.raises(InvalidInput) as refused:
            tidy_facts(typed)
        assert refused.value.code == code


def test_money_lost_is_not_read_as_what_is_wrong():
    assert with_facts("葵花倒了", {"area": "三亩", LOSS: "五千块"}) == "葵花倒了\n三亩"


def test_pictures_are_light_and_carry_no_words():
    drawn = [one for examples in EXAMPLES.values() for one in examples]
    assert len(drawn) == 5 and sum(len(one.svg) for one in drawn) < 5_000
    assert not any("<text" in one.svg or "href" in one.svg for one in drawn)
