"""Births as they are written: a date, a month, a year, a lunar date, an age."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from matching.identity.lunar import solar_date

EARLIEST_YEAR, LATEST_YEAR = 1900, 2035
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_AGE = re.compile(r"(虚岁|周岁|年龄)?\D{0,2}(\d{1,3})(周岁|虚岁|岁)?")
_IS_LUNAR = re.compile("农历|阴历|旧历|[正冬腊]月|[一二三四五六七八九十]日?$|初|廿")
_DAY_WORDS = {"正": 1, "冬": 11, "腊": 12, "元": 1}


class Precision(IntEnum):
    NONE = 0
    AGE = 1
    YEAR = 2
    MONTH = 3
    DATE = 4


@dataclass(frozen=True, slots=True)
class Birth:
    """`year` is the age for AGE (one less where nominal). `day` and `lunar_day` are ordinals: the date as written and
    the common date if what was written is a lunar one (0 if impossible)."""

    precision: Precision
    year: int = 0
    month: int = 0
    day_of_month: int = 0
    day: int = 0
    lunar_day: int = 0


UNKNOWN = Birth(Precision.NONE)


def parse_birth(text: str) -> Birth:
    """What a field says about a birth; UNKNOWN if it says nothing that can be read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return UNKNOWN
    if _IS_LUNAR.search(plain):
        return _lunar(plain)
    if not re.search(r"\d", plain):
        plain = plain.translate(_CHINESE_DIGITS)
    plain = re.sub(r"\.0+$", "", re.sub(r"[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?$", "", plain))
    digits = [int(part) for part in re.findall(r"\d+", plain)]
    if len(digits) == 1:
        return _one_number(plain, str(re.findall(r"\d+", plain)[0]))
    if len(digits) >= 3:
        return _three_numbers(digits)
    return _month(digits[0], digits[1]) if len(digits) == 2 else UNKNOWN


def _one_number(text: str, digits: str) -> Birth:
    number = int(digits)
    if len(digits) == 8:
        return dated(number // 10000, number // 100 % 100, number % 100)
    if len(digits) == 6:
        return _month(number // 100, number % 100)
    if len(digits) == 5:
        day = _EXCEL_EPOCH + dt.timedelta(days=number)
        return dated(day.year, day.month, day.day)
    if len(digits) == 4:
        return Birth(Precision.YEAR, number) if EARLIEST_YEAR <= number <= LATEST_YEAR else UNKNOWN
    if number <= 120 and _AGE.fullmatch(text):
        return Birth(Precision.AGE, number - ("虚" in text))
    return UNKNOWN


def _three_numbers(digits: list[int]) -> Birth:
    year, month, day = digits[:3]
    if year < 100 and day >= EARLIEST_YEAR:
        year, month, day = day, year, month
    return dated(year + 1900 if 20 < year < 100 else year, month, day)


def dated(year: int, month: int, day: int) -> Birth:
    """A full date; a month or a year where the rest cannot be (31 February, month 0)."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return UNKNOWN
    lunar = solar_date(year, month, day)
    try:
        ordinal = dt.date(year, month, day).toordinal()
    except ValueError:
        if lunar is None:
            return _month(year, month)
        ordinal = 0
    return Birth(Precision.DATE, year, month, day, ordinal, lunar.toordinal() if lunar else 0)


def _month(year: int, month: int) -> Birth:
    if 20 < year < 100:
        year += 1900
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return UNKNOWN
    return Birth(Precision.MONTH, year, month) if 1 <= month <= 12 else Birth(Precision.YEAR, year)


def _lunar(text: str) -> Birth:
    """A lunar date as the common date it means; its year where day or month are missing."""
    year_text, _, rest = text.translate(_CHINESE_DIGITS).partition("年")
    numbers = re.findall(r"\d+", year_text)
    if not rest or not numbers:
        numbers = re.findall(r"\d+", text)
        if len(numbers) < 3:
            return Birth(Precision.YEAR, int(numbers[0])) if numbers and len(numbers[0]) == 4 else UNKNOWN
        day = solar_date(*map(int, numbers[:3]))
    else:
        month_text, _, day_text = rest.partition("月")
        day = solar_date(int(numbers[-1]), _chinese_number(month_text), _chinese_number(day_text.rstrip("日号")))
    if day is None:
        return Birth(Precision.YEAR, int(numbers[-1])) if len(numbers[-1]) == 4 else UNKNOWN
    return Birth(Precision.DATE, day.year, day.month, day.day, day.toordinal())


def _chinese_number(text: str) -> int:
    """初七, 廿三, 十二, 腊, 7 as numbers; 0 for what is none. Single digits come translated."""
    text = text.strip().removeprefix("闰").removeprefix("初")
    if text in _DAY_WORDS:
        return _DAY_WORDS[text]
    if match := re.fullmatch(r"([廿卅]|\d?)(十?)(\d*)", text):
        tens, ten, ones = match.groups()
        if not ten and tens.isdigit():
            return int(tens + ones)
        base = {"廿": 20, "卅": 30, "": 10 if ten else 0}.get(tens)
        return (int(tens) * 10 if base is None else base) + int(ones or 0)
    return 0
