"""How cells are read: the shapes people write, and what is never guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exchange.workbooks.kinds import EXPERTS, FARMS, Reading
from data.exchange.workbooks.sheets import Cell, RowFault
from data.exchange.workbooks.values.dates import read_date, read_year
from data.exchange.workbooks.values.faults import CellFault
from data.exchange.workbooks.values.identity_numbers import read_credit_code, read_id_number
from data.exchange.workbooks.values.numbers import read_number
from data.exchange.workbooks.values.phones import read_phones
from data.exchange.workbooks.values.words import read_choice, read_name, read_text
from tests.exchange.made import credit_code, id_number

TODAY = dt.date(2026, 11, 27)
DAYS = st.dates(dt.date(1980, 1, 1), TODAY)
BIRTHS = st.dates(dt.date(1900, 1, 1), TODAY)


def fault_of(read, *words: object) -> RowFault:
    with pytest.raises(CellFault) as caught:
        read(*words)
    return caught.value.fault


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("19900554607", ["19900554607"]),
        (19900554607.0, ["19900554607"]),
        ("'19900554607", ["19900554607"]),
        ("+86-199-0055-4607", ["19900554607"]),
        ("86 19900554607", ["19900554607"]),
        ("008619900554607", ["19900554607"]),
        ("(0478)5900123", ["04785900123"]),
        ("１９９００５５４６０７", ["19900554607"]),
        ("19900554607/0478-5900123", ["19900554607", "04785900123"]),
        ("19900554607 19900554608", ["19900554607", "19900554608"]),
        ("19900554607、19900554607", ["19900554607"]),
        ("手机：19900554607", ["19900554607"]),
        ("19900554607（微信同号）", ["19900554607"]),
    ],
)
def test_phones(cell: Cell, numbers: list[str]):
    assert read_phones(cell) == numbers


@pytest.mark.parametrize(
    "cell",
    [
        "1990055460",
        "199005546070",
        "29900554607",
        "1990055460l",
        "5900123",
        "1.99E+10",
        "19900554607/123",
        "/",
        "王强19900554607",
        "019900554607",
        "19900554607转2",
        True,
        4785900123.0,
    ],
)
def test_broken_phones(cell: Cell):
    assert fault_of(read_phones, cell) is RowFault.BAD_PHONE


@given(
    DAYS,
    st.sampled_from(
        (
            "{0.year}-{0.month}-{0.day}",
            "{0.year}/{0.month:02}/{0.day:02}",
            "{0.year}.{0.month}.{0.day}",
            "{0:%Y%m%d}",
            "{0.year}年{0.month}月{0.day}日",
            "{0.year} 年 {0.month} 月 {0.day} 日",
            "{0.year}-{0.month}-{0.day} 9:30",
            "{0.year}、{0.month}、{0.day}",
            "{0.year}/{0.month}/{0.day} 09:30:15",
            "{0.year}年{0.month}月{0.day}日上午",
            "{0.year}年{0.month}月{0.day}日（周二）",
            "\u200b{0}\xa0",
        )
    ),
)
def test_a_day_in_any_of_our_shapes(day: dt.date, shape: str):
    assert read_date(shape.format(day), Reading.DAY, TODAY) == day.isoformat()


@given(DAYS, st.booleans())
def test_a_day_as_excel_keeps_it(day: dt.date, is_1904: bool):
    serial = (day - (dt.date(1904, 1, 1) if is_1904 else dt.date(1899, 12, 30))).days
    for cell in (float(serial), serial + 0.75, str(serial)):
        assert read_date(cell, Reading.DAY, TODAY, is_1904) == day.isoformat()
    assert read_date(dt.datetime.combine(day, dt.time(9)), Reading.DAY, TODAY) == day.isoformat()


@pytest.mark.parametrize(
    ("cell", "reading", "read"),
    [
        ("二〇二四年三月十五日", Reading.DAY, "2024-03-15"),
        ("二零二四年十月二十日", Reading.DAY, "2024-10-20"),
        ("24/3/5", Reading.DAY, "2024-03-05"),
        ("75.3.5", Reading.BIRTH, "1975-03-05"),
        ("1975年8月", Reading.BIRTH, "1975-08"),
        ("1975.10", Reading.BIRTH, "1975-10"),
        ("197510", Reading.BIRTH, "1975-10"),
        ("1975年", Reading.BIRTH, "1975"),
        (1975.0, Reading.BIRTH, "1975"),
        ("2030-12-31", Reading.TERM, "2030-12-31"),
        ("2026年11月", Reading.BIRTH, "2026-11"),
    ],
)
def test_dates_by_what_is_given(cell: Cell, reading: Reading, read: str):
    assert read_date(cell, reading, TODAY) == read


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("3/5/2024", Reading.DAY),
        ("3月5日", Reading.DAY),
        ("2024年3月", Reading.DAY),
        ("2024-02-30", Reading.DAY),
        ("2024.3.5-3.7", Reading.DAY),
        ("2026-11-28", Reading.DAY),
        (45.0, Reading.DAY),
        ("昨天", Reading.DAY),
        (True, Reading.DAY),
        (dt.time(9), Reading.DAY),
        ("1979-12-31", Reading.DAY),
        (1975.1, Reading.BIRTH),
        ("2026年12月", Reading.BIRTH),
        ("1899-12-31", Reading.BIRTH),
        ("2099-01-01", Reading.TERM),
        ("2024131", Reading.DAY),
    ],
)
def test_dates_that_are_not_guessed(cell: Cell, reading: Reading):
    assert fault_of(read_date, cell, reading, TODAY) is RowFault.BAD_DATE


def test_years():
    assert [read_year(cell, TODAY) for cell in (2024.0, "2024年", "2024年度", "２０２７")] == [2024, 2024, 2024, 2027]
    assert {fault_of(read_year, cell, TODAY) for cell in ("24", 2028, "去年", 1948)} == {RowFault.BAD_DATE}


@pytest.mark.parametrize(
    ("cell", "reading", "unit", "read"),
    [
        ("15亩", Reading.AREA, "", 15),
        ("1.2万", Reading.AREA, "", 12000),
        ("2千亩", Reading.AREA, "", 2000),
        ("3公顷", Reading.AREA, "亩", 45),
        ("十五亩", Reading.AREA, "", 15),
        ("两百三十", Reading.AREA, "", 230),
        (2.0, Reading.AREA, "公顷", 30),
        (15.5, Reading.AREA, "含水浇地", 15.5),
        ("1,200", Reading.COUNT, "", 1200),
        ("３２０只", Reading.COUNT, "头只", 320),
        ("1.5万只", Reading.COUNT, "", 15000),
        ("三", Reading.COUNT, "万只", 30000),
        ("3.5万元", Reading.MONEY, "万元", 3.5),
        ("35000元", Reading.MONEY, "万元", 3.5),
        (35000.0, Reading.MONEY, "元", 3.5),
        ("1.2亿", Reading.MONEY, "", 12000),
        ("半天", Reading.DAYS, "", 0.5),
        ("1.5天", Reading.DAYS, "", 1.5),
        ("-0", Reading.COUNT, "", 0),
    ],
)
def test_amounts_in_the_field_s_unit(cell: Cell, reading: Reading, unit: str, read: float):
    assert read_number(cell, reading, unit) == read


@pytest.mark.parametrize(
    "cell",
    [
        "15-20亩",
        "约30亩",
        "30多",
        "很多",
        "1,20",
        "15亩半",
        "一二",
        "三五十",
        "1e3",
        "15斤",
        "",
        True,
        1e15,
        "十十",
    ],
)
def test_what_is_not_one_number(cell: Cell):
    assert fault_of(read_number, cell, Reading.AREA) is RowFault.BAD_NUMBER


def test_parts_of_heads_and_less_than_nothing():
    assert fault_of(read_number, "12.5只", Reading.COUNT) is RowFault.BAD_NUMBER
    assert {fault_of(read_number, cell, Reading.AREA) for cell in (-5.0, "-12亩", "−3")} == {RowFault.NEGATIVE_NUMBER}
    assert fault_of(read_number, "5千", Reading.MONEY) is RowFault.BAD_NUMBER


@given(st.integers(0, 9999))
def test_chinese_numerals_count_as_the_digits_do(number: int):
    digits, text = "零一二三四五六七八九", ""
    for step, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += digits[digit] + word
        elif text and number % step and not text.endswith("零"):
            text += "零"
    assert read_number(text or "零", Reading.AREA) == number


@given(st.integers(110_000, 659_999), BIRTHS, st.integers(0, 999))
def test_a_true_identity_number_is_read_and_no_other_check_character(area: int, born: dt.date, serial: int):
    number = id_number(f"{area}{born:%Y%m%d}{serial:03}")
    if number.endswith("000"):
        assert fault_of(read_id_number, number, TODAY) is RowFault.RUINED_ID
        return
    assert read_id_number(f" '{number[:6]} {number[6:].lower()}", TODAY) == number
    for last in "0123456789X":
        if last != number[-1] and not f"{number[:-1]}{last}".endswith("000"):
            assert fault_of(read_id_number, number[:-1] + last, TODAY) is RowFault.BAD_CHECKSUM


@given(st.integers(110_000, 659_999), BIRTHS, st.integers(0, 999))
def test_what_excel_has_rounded_is_ruined_though_it_may_fit(area: int, born: dt.date, serial: int):
    number = id_number(f"{area}{born:%Y%m%d}{serial:03}")
    if number[-1] != "X":
        assert fault_of(read_id_number, float(number), TODAY) is RowFault.RUINED_ID
        assert fault_of(read_id_number, f"{float(number):.5E}", TODAY) is RowFault.RUINED_ID
        assert fault_of(read_id_number, number[:15] + "000", TODAY) is RowFault.RUINED_ID


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("150824870217910", RowFault.BAD_ID),
        (150824870217910.0, RowFault.BAD_ID),
        ("15082419711332968X", RowFault.BAD_ID),
        ("E12345678", RowFault.BAD_ID),
        ("15082419O503189491", RowFault.BAD_ID),
        (id_number("15082420991231900"), RowFault.BAD_ID),
        ("150824197803148000", RowFault.RUINED_ID),
    ],
)
def test_identity_numbers_that_cannot_be(cell: Cell, fault: RowFault):
    assert fault_of(read_id_number, cell, TODAY) is fault


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_credit_codes(first: str):
    code = credit_code(first)
    if not (code.isdigit() and code.endswith("000")):
        assert read_credit_code(code.lower()) == code
        wrong = "1" if code[-1] != "1" else "2"
        assert fault_of(read_credit_code, code[:-1] + wrong) is RowFault.BAD_CHECKSUM
    assert fault_of(read_credit_code, code[:-1]) is RowFault.BAD_ID
    assert fault_of(read_credit_code, code[:-1] + "I") is RowFault.BAD_ID


def test_names_and_texts():
    name, remark = EXPERTS.field("name"), EXPERTS.field("remark")
    assert [read_name(cell, name) for cell in ("张　双", "乌\n力吉", "John  Smith", "\u200b白宏伟")] == [
        "张双",
        "乌力吉",
        "John Smith",
        "白宏伟",
    ]
    assert read_text(" 一\r\n 二\x0b\xa0", remark) == "一\n 二"
    assert fault_of(read_text, "坏\ue000字", remark) is RowFault.BAD_ENCODING
    assert fault_of(read_name, "王" * 41, name) is RowFault.TOO_LONG


def test_a_kind_is_a_word_of_the_list():
    kind = FARMS.field("kind")
    assert [read_choice(cell, kind) for cell in ("农民专业合作社", " 农 户 ", "公司")] == ["合作社", "农户", "企业"]
    with pytest.raises(CellFault) as caught:
        read_choice("大户", kind)
    assert (caught.value.fault, caught.value.about["known"]) == (
        RowFault.UNKNOWN_KIND,
        "农户、家庭农场、合作社、企业、村集体",
    )
