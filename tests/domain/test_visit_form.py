"""The form after a visit: the day, the next date, heads, medicine, names."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.visit import VisitKind
from data.domain.visit_form import (
    DAYS_BACK,
    NewPerson,
    VisitForm,
    check_follow_up,
    check_heads,
    check_service_day,
    first_service_day,
    tidy_new_names,
    tidy_product,
)

TODAY = dt.date(2026, 4, 9)
near = st.integers(-200, 10).map(lambda offset: TODAY + dt.timedelta(days=offset))
past = st.integers(-200, 0).map(lambda offset: TODAY + dt.timedelta(days=offset))


def form(**changes) -> VisitForm:
    return VisitForm(1, VisitKind.FIELD, TODAY, "剪枝", **changes)


@given(near, past)
def test_a_day_is_taken_exactly_between_first_day_and_today(day: dt.date, filed_on: dt.date) -> None:
    fits = first_service_day(TODAY, filed_on) <= day <= TODAY
    try:
        check_service_day(day, TODAY, filed_on)
    except InvalidInput as error:
        assert not fits and error.code in {"day_in_future", "day_before_problem", "day_too_old"}
        assert (error.code == "day_in_future") == (day > TODAY)
        assert (error.code == "day_too_old") == (day < TODAY - dt.timedelta(days=DAYS_BACK))
    else:
        assert fits


def test_the_eve_is_the_first_day_and_sixty_days_the_farthest() -> None:
    assert first_service_day(TODAY, TODAY) == TODAY - dt.timedelta(days=1)
    assert first_service_day(TODAY, dt.date(2025, 1, 1)) == TODAY - dt.timedelta(days=60)


@pytest.mark.parametrize(("days", "needed", "code"), [
    (None, True, "follow_up_missing"), (-1, False, "follow_up_past"), (367, True, "follow_up_far"),
])
def test_a_bad_next_date(days: int | None, needed: bool, code: str) -> None:
    day = None if days is None else TODAY + dt.timedelta(days=days)
    with pytest.raises(InvalidInput, match=code):
        check_follow_up(day, TODAY, needed=needed)


@pytest.mark.parametrize(("days", "needed"), [(None, False), (0, True), (7, True), (366, False)])
def test_a_good_next_date(days: int | None, needed: bool) -> None:
    assert check_follow_up(None if days is None else TODAY + dt.timedelta(days=days), TODAY, needed=needed) is None


@given(st.integers(-5, 2005))
def test_heads(heads: int) -> None:
    if 0 <= heads <= 2000:
        check_heads(heads)
    else:
        with pytest.raises(InvalidInput, match="heads_range"):
            check_heads(heads)


def test_a_product_comes_with_dose_and_wait_or_not_at_all() -> None:
    assert tidy_product(form(product=" 吡虫啉 ", dose="每亩20克", waiting_days=0)) == ("吡虫啉", "每亩20克", 0)
    assert tidy_product(form(product="  ", dose="", waiting_days=0)) == (None, None, None)


@pytest.mark.parametrize(("fields", "code"), [
    ({"product": "吡虫啉"}, "dose_missing"), ({"product": "吡虫啉", "dose": "少许"}, "waiting_days_missing"),
    ({"product": "吡虫啉", "dose": "少许", "waiting_days": 366}, "waiting_days_range"),
    ({"dose": "少许"}, "product_missing"), ({"waiting_days": 7}, "product_missing"),
])
def test_half_a_product_is_asked_about(fields: dict, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        tidy_product(form(**fields))


people = st.lists(st.builds(
    NewPerson, st.sampled_from(["丁一", " 丁 一", "马二"]), st.sampled_from([None, "", "19900000001", "199 0000 0002"]),
), max_size=5)


@given(people)
def test_tidied_names_are_all_different_or_the_double_one_is_named(names: list[NewPerson]) -> None:
    try:
        tidied = tidy_new_names(names)
    except InvalidInput as error:
        assert error.code == "name_twice" and error.params["name"] in {"丁一", "马二"}
        plain = [("".join(one.name.split()), "".join((one.phone or "").split())) for one in names]
        assert len(set(plain)) < len(plain)
    else:
        assert len(set(tidied)) == len(names)
        assert all(one.phone is None or one.phone.isdigit() for one in tidied)
