"""Phone numbers and names: what is taken, what is asked for, what a mask hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.contact import mask_name, mask_phone, tidy_name, tidy_phone
from data.domain.errors import InvalidInput

SEPARATORS = st.text(" -－—()（）\t", max_size=2)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(r"0[0-9]{2,3}[0-9]{7,8}", fullmatch=True).filter(lambda number: number.isascii())
names = st.text("王秀兰李强巴特尔·欧阳", min_size=1, max_size=8)


@given(st.one_of(mobiles, landlines), st.data())
def test_however_a_number_is_written_it_is_the_same(number: str, data: st.DataObject) -> None:
    written = "".join(data.draw(SEPARATORS) + digit for digit in number)
    if data.draw(st.booleans()):
        written = written.translate(FULL_WIDTH)
    if number.startswith("1") and data.draw(st.booleans()):
        written = data.draw(st.sampled_from(["+86", "＋86", "+86 "])) + written
    assert tidy_phone(written) == number


@given(st.text())
def test_anything_typed_is_a_number_or_a_named_fault(raw: str) -> None:
    try:
        tidied = tidy_phone(raw)
    except InvalidInput as error:
        assert error.code.startswith("phone_") and error.field == "phone"
    else:
        assert tidied.isascii() and tidied.isdigit() and 10 <= len(tidied) <= 12
        assert tidy_phone(tidied) == tidied


@pytest.mark.parametrize(("raw", "code", "count"), [
    ("", "phone_missing", None), (" - ", "phone_missing", None), ("电话", "phone_letters", None),
    ("1990000000", "phone_short", 1), ("19", "phone_short", 9), ("199000000011", "phone_long", 1),
    ("12345678901", "phone_unknown", None), ("84512345", "phone_unknown", None),
    ("²19900000001", "phone_unknown", None), ("13٠٠٠٠٠٠٠٠٠", "phone_letters", None),
])
def test_the_fault_is_named_with_its_measure(raw: str, code: str, count: int | None) -> None:
    with pytest.raises(InvalidInput) as caught:
        tidy_phone(raw, "asker_phone")
    assert (caught.value.code, caught.value.field, caught.value.params.get("count")) == (code, "asker_phone", count)


@given(mobiles)
def test_a_masked_mobile_shows_seven_digits(number: str) -> None:
    masked = mask_phone(number)
    assert (masked[:3], masked[3:7], masked[7:]) == (number[:3], "****", number[-4:])


@given(landlines)
def test_a_masked_landline_hides_the_middle(number: str) -> None:
    masked = mask_phone(number)
    assert number not in masked and masked == f"{number[:4]}****{number[-2:]}"


def test_no_number_has_no_mask() -> None:
    assert mask_phone(None) == mask_phone("") == ""


@given(names)
def test_a_masked_name_shows_one_character(name: str) -> None:
    masked = mask_name(name)
    assert masked[0] == name[0] and set(masked[1:]) == {"*"} and len(masked) == max(2, len(name))


@given(names, st.data())
def test_blanks_in_a_chinese_name_do_not_make_another_person(name: str, data: st.DataObject) -> None:
    blanks = st.sampled_from(["", " ", "　", "\t"])
    assert tidy_name("".join(data.draw(blanks) + character for character in name) + " ") == name


def test_blanks_between_latin_words_stay_single() -> None:
    assert tidy_name("  Bao   Tuya ") == "Bao Tuya"
    with pytest.raises(InvalidInput, match="text_missing"):
        tidy_name("　")
