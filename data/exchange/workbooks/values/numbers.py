"""Amounts with units: 15亩, 1.2万, ３２０只, 1,200, 十五亩. A range or an estimate is no number."""

from __future__ import annotations

import re
from decimal import Decimal

from data.domain.numerals import chinese_number
from data.exchange.workbooks.kinds import Reading
from data.exchange.workbooks.sheets import Cell, RowFault
from data.exchange.workbooks.values.faults import CellFault, compact

TEN_THOUSAND = Decimal(10_000)
MULTIPLIERS = {"百": Decimal(100), "千": Decimal(1000), "万": TEN_THOUSAND, "亿": Decimal(10**8)}
HEADS = "头只匹峰羽口条尾户人名个位株棵次"
UNITS: dict[Reading, dict[str, Decimal]] = {
    Reading.AREA: {"亩": Decimal(1), "mu": Decimal(1), "公顷": Decimal(15), "顷": Decimal(100), "ha": Decimal(15)},
    Reading.COUNT: dict.fromkeys((*HEADS, "头只", "头(只)", "人次"), Decimal(1)),
    Reading.MONEY: {
        "万元": Decimal(1), "万": Decimal(1), "元": 1 / TEN_THOUSAND, "亿元": TEN_THOUSAND, "亿": TEN_THOUSAND,
    },
    Reading.DAYS: {"天": Decimal(1), "日": Decimal(1), "个工作日": Decimal(1)},
}
FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+|[〇零一二两三四五六七八九十百千]+"
AMOUNT = re.compile(rf"([+\-−]?)({FIGURES})(.*)")
HALF_DAY = "半天"
LARGEST = Decimal(10) ** 12


def read_number(cell: Cell, reading: Reading, heading_unit: str = "") -> int | float:
    """The amount in the field's unit: mu, heads, ten thousand yuan, days. Raises CellFault.

    `heading_unit`: the remark in the heading's brackets; it holds for bare numbers, a unit in the cell comes first.
    """
    text = compact(cell)
    if reading is Reading.DAYS and text == HALF_DAY:
        return 0.5
    found = AMOUNT.fullmatch(text)
    if isinstance(cell, bool) or not found:
        raise CellFault(RowFault.BAD_NUMBER)
    sign, digits, rest = found.groups()
    amount = decimal(digits) * factor(rest or known_unit(heading_unit, reading), reading)
    if sign in ("-", "−") and amount:
        raise CellFault(RowFault.NEGATIVE_NUMBER)
    if amount > LARGEST or (reading is Reading.COUNT and amount % 1):
        raise CellFault(RowFault.BAD_NUMBER)
    return int(amount) if amount % 1 == 0 else float(amount)


def factor(unit: str, reading: Reading) -> Decimal:
    """How many of the field's units one of `unit` is; 万头 is 万 times 头."""
    units = UNITS[reading]
    if not unit or unit in units:
        return units.get(unit, Decimal(1))
    times, rest = MULTIPLIERS.get(unit[0]), unit[1:]
    is_bare_money = reading is Reading.MONEY and not rest  # 5千 may be yuan or ten thousands of them
    if times is None or is_bare_money or (rest and rest not in units):
        raise CellFault(RowFault.BAD_NUMBER)
    return times * units.get(rest, Decimal(1))


def known_unit(heading_unit: str, reading: Reading) -> str:
    """The heading's remark where it is a unit; other remarks do not matter."""
    try:
        factor(heading_unit, reading)
    except CellFault:
        return ""
    return heading_unit


def decimal(digits: str) -> Decimal:
    if digits.isascii():
        return Decimal(digits.replace(",", ""))
    number = chinese_number(digits)
    if number is None:
        raise CellFault(RowFault.BAD_NUMBER)
    return Decimal(number)
