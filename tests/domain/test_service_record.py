"""Which days a service record may cover, how its code is read, and that nobody is named in an asker's words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.service_record import ALPHABET, check_record_days, read_code, without_person, written

TODAY = dt.date(2026, 4, 9)
LETTERS = st.text(ALPHABET, min_size=8, max_size=8)


@given(LETTERS, st.sampled_from(["", " ", "-", " - ", "—", "－"]))
def test_a_code_is_read_however_it_is_typed(letters: str, between: str):
    typed = f" {letters[:4].lower()}{between}{letters[4:]} "
    assert read_code(typed) == written(letters)
    assert read_code(written(letters)) == written(letters)


@pytest.mark.parametrize("typed", ["", "7KQM", "7KQM-2XW0", "7KQM-2XWDA", "7KQM\0002XW", "编码编码", "I222-2222"])
def test_what_can_be_no_code_is_none(typed: str):
    assert read_code(typed) is None


def test_full_width_letters_are_letters():
    assert read_code("７ＫＱＭ－２ＸＷＤ") == "7KQM-2XWD"


@given(st.dates(dt.date(2020, 1, 1), TODAY), st.dates(dt.date(2020, 1, 1), TODAY))
def test_three_years_to_the_day_are_allowed_and_no_more(first: dt.date, last: dt.date):
    shifted = min(last.day, 28) if (last.month, last.day) == (2, 29) else last.day
    three_years_before = dt.date(last.year - 3, last.month, shifted)
    if last < first:
        with pytest.raises(InvalidInput, match="period_backwards"):
            check_record_days(first, last, TODAY)
    elif first <= three_years_before and (last.month, last.day) != (2, 29):
        with pytest.raises(InvalidInput, match="record_long"):
            check_record_days(first, last, TODAY)
    elif first > three_years_before:
        check_record_days(first, last, TODAY)


def test_no_day_lies_ahead():
    with pytest.raises(InvalidInput, match="record_ahead"):
        check_record_days(TODAY, TODAY + dt.timedelta(days=1), TODAY)


@pytest.mark.parametrize(("words", "kept"), [
    ("挺好，再来看看施肥", "挺好，再来看看施肥"),
    ("我是韩喜莲，打 199 0000-0001 找我", "我是***，打 *** 找我"),
    ("座机0478-5912345，谢谢贺老师", "座机***，谢谢贺老师"),
    ("浇了3遍，7天就好了", "浇了3遍，7天就好了"),
])
def test_words_name_neither_the_asker_nor_a_telephone(words: str, kept: str):
    assert without_person(words, "韩喜莲") == kept
