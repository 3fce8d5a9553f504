"""When a signed answer is read, and what its words may not say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.signed_answer import (
    YEAR,
    AnswerState,
    check_general,
    checked_months,
    good_until,
    months_around,
    signed_since,
    state_of,
)

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@given(DAYS)
def test_three_months_in_a_row_the_middle_one_the_day_s(day: dt.date):
    found = months_around(day)
    before, after = day.replace(day=1) - dt.timedelta(days=1), day.replace(day=28) + dt.timedelta(days=4)
    assert set(found) == {before.month, day.month, after.month} and list(found) == sorted(found)


@given(DAYS)
def test_two_years_and_not_a_day_more(day: dt.date):
    last = good_until(day)
    assert (last.year, last.month) == (day.year + 2, day.month) and last.day in (day.day, 28)
    asked = {"months": YEAR, "is_withdrawn": False, "stands": True}
    assert state_of(day, today=last, **asked) is AnswerState.READ
    assert state_of(day, today=last + dt.timedelta(days=1), **asked) is AnswerState.EXPIRED


@given(DAYS, st.integers(-3, 3) | st.integers(-800, 800))
def test_what_is_good_today_was_signed_since_then(today: dt.date, step: int):
    signed = signed_since(today) + dt.timedelta(days=step)
    assert (today <= good_until(signed)) == (step >= 0)


@pytest.mark.parametrize(("signed", "months", "withdrawn", "stands", "state"), [
    (None, YEAR, False, True, AnswerState.PROPOSED),
    (dt.date(2026, 4, 9), (3, 4), False, True, AnswerState.READ),
    (dt.date(2026, 4, 9), (5, 6), False, True, AnswerState.RESTING),
    (dt.date(2026, 4, 9), YEAR, False, False, AnswerState.RESTING),
    (dt.date(2026, 4, 9), YEAR, True, True, AnswerState.WITHDRAWN),
])
def test_what_it_is_today(signed, months, withdrawn: bool, stands: bool, state: AnswerState):
    assert state_of(signed, months, dt.date(2026, 4, 10), is_withdrawn=withdrawn, stands=stands) is state


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-", "－", "　", " - "]))
def test_no_phone_however_it_is_written(number: str, between: str):
    words = f"有事打{number[:3]}{between}{number[3:7]}{between}{number[7:]}，随时"
    with pytest.raises(InvalidInput, match="answer_phone"):
        check_general(words, "advice", ())
    full_width = words.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    with pytest.raises(InvalidInput, match="answer_phone"):
        check_general(full_width, "advice", ())


@pytest.mark.parametrize("words", ["打0478-5912345问", "0478 591 2345"])
def test_no_landline(words: str):
    with pytest.raises(InvalidInput, match="answer_phone"):
        check_general(words, "advice", ())


@pytest.mark.parametrize("words", [
    "每亩50毫升，兑水 30-45 公斤，隔 7-10 天", "10%吡虫啉 2000-3000 倍", "2026年4月9日前剪完",
])
def test_amounts_and_days_are_no_phones(words: str):
    check_general(words, "advice", ("韩喜莲",))


def test_nobody_s_name_also_with_a_blank_in_it():
    for words in ("韩喜莲家的西梅缺钾", "韩 喜莲家缺钾"):
        with pytest.raises(InvalidInput) as error:
            check_general(words, "advice", ("", "韩喜莲"))
        assert (error.value.code, error.value.params) == ("answer_names", {"name": "韩喜莲"})


@given(st.lists(st.integers(1, 12)))
def test_months_once_each_in_order(months: list[int]):
    if months:
        assert checked_months(months) == sorted(set(months))
    else:
        with pytest.raises(InvalidInput, match="answer_months"):
            checked_months(months)


@pytest.mark.parametrize("months", [(0,), (13,), (4, 99)])
def test_no_thirteenth_month(months: tuple[int, ...]):
    with pytest.raises(InvalidInput, match="answer_months"):
        checked_months(months)
