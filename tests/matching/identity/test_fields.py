"""Each field as people write it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.identity.births import Precision, parse_birth
from matching.identity.characters import skeleton
from matching.identity.contacts import IdForm, parse_id_number, parse_phones, with_check
from matching.identity.lunar import solar_date
from matching.identity.names import Form, parse_name

DATES = st.dates(dt.date(1901, 1, 1), dt.date(2034, 12, 31))


@pytest.mark.parametrize(("written", "surname", "given_name"), [
    ("张三（户主）", "张", "三"), ("劉國華", "刘", "国华"), ("王 芳", "王", "芳"), ("赵　新山", "赵", "新山"),
    ("李国强-户主", "李", "国强"),
    ("孟春 户主", "孟", "春"), ("欧阳修", "欧阳", "修"), ("【组长】王峯", "王", "峰"),
    ("白·斯琴高娃", "白", "斯琴高娃"),
    ("包巴特尔", "包", "巴特尔"), ("乌云其木格", "", "乌云其木格"), ("苏和", "", "苏和"), ("孟克", "", "孟克"),
])
def test_a_name_is_found_in_its_field(written, surname, given_name):
    name = parse_name(written)
    assert (name.surname, name.given, name.form) == (surname, given_name, Form.NAME)


@pytest.mark.parametrize("written", ["老李", "李叔", "李大爷", "李医生", "李（户主）"])
def test_a_title_leaves_the_surname(written):
    name = parse_name(written)
    assert (name.surname, name.given, name.form) == ("李", "", Form.SURNAME)


@pytest.mark.parametrize("written", ["", "张三媳妇", "李四家的", "（户主）", "户主", "123", "???", "王建国之子"])
def test_what_names_somebody_else_names_nobody(written):
    assert parse_name(written).form == Form.NONE


def test_namesakes_of_a_village_keep_their_marks():
    assert [parse_name(text).mark for text in ("李强（大）", "李强(小)", "李强")] == [1, 2, 0]


@pytest.mark.parametrize(("one", "other"), [
    ("巴特尔", "巴图尔"), ("巴特尔", "巴特儿"), ("其其格", "琪琪格"), ("乌云其木格", "乌云琪木格"),
    ("额尔敦", "额尔登"),
    ("孟和", "孟克"), ("格日勒", "格尔勒"), ("托娅", "图雅"), ("朝鲁", "超鲁"),
])
def test_spellings_of_a_mongolian_name_share_their_consonants(one, other):
    assert parse_name(one).is_mongolian
    assert parse_name(other).is_mongolian
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("name", ["李娜", "高云", "王建国", "金花", "白丽丽", "康敏"])
def test_han_names_are_not_taken_for_mongolian(name):
    assert not parse_name(name).is_mongolian


@given(st.text())
def test_any_text_can_be_read(text):
    parse_name(text)
    parse_phones(text)
    parse_id_number(text)
    parse_birth(text)


@pytest.mark.parametrize(("written", "numbers"), [
    ("138-1234-5678", ("13812345678",)), ("+8613812345678", ("13812345678",)), ("13812345678.0", ("13812345678",)),
    ("０１３８１２３４５６７８", ("13812345678",)), ("3212345", ("04783212345",)), ("(0478)3212345", ("04783212345",)),
    ("13812345678/13912345678", ("13812345678", "13912345678")), ("无", ()), ("00000000000", ()),
])
def test_phones(written, numbers):
    assert parse_phones(written) == numbers


WHOLE = with_check("15080219650921011")


@pytest.mark.parametrize(("written", "form", "digits"), [
    (WHOLE, IdForm.VALID, WHOLE), (WHOLE.lower(), IdForm.VALID, WHOLE),
    (f"{WHOLE[:6]} {WHOLE[6:]}", IdForm.VALID, WHOLE),
    ("150802650921011", IdForm.VALID, WHOLE), (WHOLE[:15] + "000", IdForm.RUINED, WHOLE[:15]),
    (WHOLE[:16] + "9" + WHOLE[17:], IdForm.BROKEN, WHOLE[:16] + "9" + WHOLE[17:]), ("1.5E+17", IdForm.NONE, ""),
    ("1.50802196509210E+17", IdForm.RUINED, "150802196509210"), ("", IdForm.NONE, ""),
    ("hash:ab12", IdForm.HASHED, "ab12"),
    ("hash-bad-check:ab12", IdForm.HASHED_BROKEN, "ab12"),
])
def test_identity_numbers(written, form, digits):
    number = parse_id_number(written)
    assert (number.form, number.digits) == (form, digits)


@pytest.mark.parametrize(("written", "precision", "year", "month", "day"), [
    ("1965-03-12", Precision.DATE, 1965, 3, 12), ("1965年3月12日", Precision.DATE, 1965, 3, 12),
    ("19650312", Precision.DATE, 1965, 3, 12),
    ("65.3.12", Precision.DATE, 1965, 3, 12), ("1965/3/12 00:00:00", Precision.DATE, 1965, 3, 12),
    ("23813", Precision.DATE, 1965, 3, 12),
    ("农历1965年二月初十", Precision.DATE, 1965, 3, 12), ("1965年腊月廿三", Precision.DATE, 1966, 1, 14),
    ("1965年3月", Precision.MONTH, 1965, 3, 0), ("1965.3", Precision.MONTH, 1965, 3, 0),
    ("1965", Precision.YEAR, 1965, 0, 0),
    ("61岁", Precision.AGE, 61, 0, 0), ("虚岁58", Precision.AGE, 57, 0, 0), ("不详", Precision.NONE, 0, 0, 0),
    ("1865", Precision.NONE, 0, 0, 0),
    ("1965-13-40", Precision.YEAR, 1965, 0, 0),
])
def test_births(written, precision, year, month, day):
    birth = parse_birth(written)
    assert (birth.precision, birth.year, birth.month, birth.day_of_month) == (precision, year, month, day)


@given(DATES)
def test_a_date_reads_the_same_in_every_writing(date):
    year, month, day = date.year, date.month, date.day
    writings = (f"{date:%Y-%m-%d}", f"{date:%Y%m%d}", f"{year}.{month}.{day}", f"{year}年{month}月{day}日")
    assert {parse_birth(text).day for text in writings} == {date.toordinal()}


@pytest.mark.parametrize(("lunar", "common"), [
    ((2024, 1, 1), dt.date(2024, 2, 10)), ((2025, 1, 1), dt.date(2025, 1, 29)),
    ((2023, 3, 1), dt.date(2023, 4, 20)),  # after leap month 2
    ((2020, 8, 15), dt.date(2020, 10, 1)), ((1900, 1, 1), dt.date(1900, 1, 31)), ((1985, 5, 5), dt.date(1985, 6, 22)),
])
def test_festivals_fall_where_calendars_print_them(lunar, common):
    assert solar_date(*lunar) == common


@given(st.integers(1900, 2034), st.integers(1, 12))
def test_lunar_months_follow_each_other(year, month):
    first, following = solar_date(year, month, 1), solar_date(year + month // 12, month % 12 + 1, 1)
    assert (following - first).days in (29, 30, 58, 59, 60)  # the longer ones hold a leap month
