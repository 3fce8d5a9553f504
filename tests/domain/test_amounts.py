"""Amounts as farmers write them: read when plainly said, unknown otherwise, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.domain.amounts import Amount, Quantity, read_amount
from data.domain.numerals import chinese_number

HEAD, MU, YUAN = Quantity
ABOUT = True
DIGIT_WORDS = "零一二三四五六七八九"
SURE = st.integers(1, 99_999_999)


def spoken(number: int) -> str:
    """As it is said in full: 10,203 is 一万零二百零三."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        joint = "零" if 0 < low < 1000 else ""
        return spoken(high) + "万" + joint + (spoken(low) if low else "")
    text = ""
    for step, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += DIGIT_WORDS[digit] + word
        elif text and number % step and not text.endswith("零"):
            text += "零"
    return text


@pytest.mark.parametrize(("quantity", "words", "number", "is_about"), [
    (HEAD, "三十来头", 30, ABOUT), (HEAD, "30只", 30, False), (HEAD, "死了６只", 6, False), (HEAD, "十几只", 10, ABOUT),
    (HEAD, "一百多只羊", 100, ABOUT), (HEAD, "二三十头", 20, ABOUT), (HEAD, "6", 6, False),
    (HEAD, "大概30多", 30, ABOUT),
    (HEAD, "病了十几只，死了六只", 10, ABOUT),
    (HEAD, "病了30只死了6只，咋办", 30, ABOUT), (HEAD, "死了 6 只 大羊", 6, False),
    (HEAD, "死了5，咋办", 5, ABOUT), (HEAD, "1,234,567只", 1_234_567, False),
    (MU, "两百亩", 200, False), (MU, "200来亩地", 200, ABOUT), (MU, "2公顷", 30, False),
    (MU, "一千三百亩", 1300, False), (MU, "2.5亩", Decimal("2.5"), False),
    (MU, "十亩左右", 10, ABOUT), (MU, "一共三十亩", 30, False), (MU, "1000平米", Decimal("1.5"), False),
    (YUAN, "一万多", 10_000, ABOUT), (YUAN, "5千块", 5000, False), (YUAN, "1.5万元", 15_000, False),
    (YUAN, "两三万", 20_000, ABOUT), (YUAN, "一万一千块", 11_000, False),
    (YUAN, "1万2", 12_000, False), (YUAN, "三百五", 350, False),
    (YUAN, "十几万块钱", 100_000, ABOUT), (YUAN, "损失五千", 5000, False), (YUAN, "12,000元", 12_000, False),
    (YUAN, "2w", 20_000, False), (YUAN, "一万二", 12_000, False), (YUAN, "3万来块", 30_000, ABOUT),
])
def test_what_is_plainly_said(quantity: Quantity, words: str, number: Decimal, is_about: bool):
    assert read_amount(quantity, words) == Amount(Decimal(number), bool(is_about))


@pytest.mark.parametrize(("quantity", "words"), [
    (HEAD, "约30%"), (HEAD, "三成"), (HEAD, "百分之三十"), (HEAD, "几只"), (HEAD, "几十只"),
    (HEAD, "好几百"),
    (HEAD, "三个月的羔子"), (HEAD, "养了300只"), (HEAD, "300只里死了6只"), (HEAD, "300只，死了6只"),
    (HEAD, "一共300只"), (HEAD, "20-30只"), (HEAD, "6 12"), (HEAD, "不到30只"), (HEAD, "没死"), (HEAD, "百十来只"),
    (HEAD, "30亩"), (HEAD, "死了6只，2个月大"), (HEAD, ""), (HEAD, "-5只"), (HEAD, "死了5，10只还病着"),
    (HEAD, "死了5, 100只还病着"), (YUAN, "3，4千元"), (YUAN, "损失3，4万"), (YUAN, "3,4万"), (YUAN, "12,0000元"),
    (MU, "2，3亩"),
    (MU, "一半"), (MU, "两亩半"), (MU, "三个棚"), (MU, "三亩三分"), (MU, "全地都是"), (MU, "三五十二亩"), (MU, "30斤"),
    (YUAN, "上万"), (YUAN, "万一保险不赔"), (YUAN, "1.5万2"), (YUAN, "说不好"), (YUAN, "三毛"),
    (YUAN, "9" * 12), (YUAN, "每亩500块"), (YUAN, "一亩500块"),
])
def test_what_is_not_is_unknown(quantity: Quantity, words: str):
    assert read_amount(quantity, words) is None


@given(SURE)
def test_a_numeral_said_in_full_is_the_number(number: int):
    assert chinese_number(spoken(number)) == number


@given(SURE, st.sampled_from([(HEAD, "头"), (MU, "亩"), (YUAN, "元"), (YUAN, "块钱")]), st.booleans())
def test_figures_and_numerals_are_the_same_amount(number: int, asked: tuple[Quantity, str], in_words: bool):
    quantity, unit = asked
    written = spoken(number) if in_words else str(number)
    assert read_amount(quantity, written + unit) == Amount(Decimal(number))
    assert read_amount(quantity, f"大约{written}{unit}") == Amount(Decimal(number), is_about=True)


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from([MU, YUAN]), st.sampled_from("，、 到-和里"))
def test_of_two_numbers_none_is_chosen(one: int, other: int, quantity: Quantity, between: str):
    unit = "亩" if quantity is MU else "元"
    assert read_amount(quantity, f"{one}{unit}{between}{other}{unit}") is None


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from("，﹐、,"), st.sampled_from([
    (HEAD, "死了{}只"), (HEAD, "死了{}只还病着"), (MU, "{}亩"), (YUAN, "{}元"), (YUAN, "损失{}万"),
]))
def test_of_two_figures_with_one_unit_none_is_made(one: int, other: int, between: str, asked: tuple[Quantity, str]):
    assume(between != "," or one > 999 or len(str(other)) != 3)  # 1,200 is one figure
    quantity, said = asked
    assert read_amount(quantity, said.format(f"{one}{between}{other}")) is None


@given(st.integers(1, 999).map(lambda tens: tens * 10), st.sampled_from("多来"))
def test_more_than_is_never_less(number: int, more: str):
    assert read_amount(HEAD, f"{spoken(number)}{more}只") == Amount(Decimal(number), is_about=True)


@given(st.text("〇零一二两三四五六七八九十百千万0123456789.,只头亩元块多来几半成%里共病死了约 ", max_size=12),
       st.sampled_from(Quantity))
def test_whatever_is_written_is_read_or_unknown(words: str, quantity: Quantity):
    found = read_amount(quantity, words)
    assert found is None or found.number >= 0
