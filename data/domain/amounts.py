"""How many animals, how much land or money somebody wrote as an answer: one amount that is surely said, or none.

Farmers write 三十来头, 两百亩, 一万多, 5千块. Read is only what is plain: another number or a condition beside it makes
it unknown. An amount said roughly counts as its lower end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from data.domain.numerals import DIGITS, chinese_number

LARGEST = 10**9


class Quantity(StrEnum):
    """What is counted, in its unit."""

    HEAD = "head"  # animals ill or dead
    MU = "mu"      # land that the question is about
    YUAN = "yuan"  # what is lost


QUANTITY_OF: Mapping[str, Quantity] = {
    "head_affected": Quantity.HEAD, "area": Quantity.MU, "loss_yuan": Quantity.YUAN,
}


@dataclass(frozen=True)
class Amount:
    """`is_about`: so much at least, or about so much."""

    number: Decimal
    is_about: bool = False


ONE = Decimal(1)
UNITS: Mapping[Quantity, Mapping[str, Decimal]] = {
    Quantity.HEAD: dict.fromkeys("头只匹峰口羽个", ONE),
    Quantity.MU: {"亩": ONE, "公顷": Decimal(15), **dict.fromkeys(("平方米", "平米"), Decimal(3) / 2000)},
    Quantity.YUAN: dict.fromkeys(("元", "块"), ONE),
}
TIMES = {"": ONE, "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000)}
COMMA = re.compile("[，﹐︐]")  # as typed it parts two clauses; normalised it would group digits
GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
FIGURE = rf"(?:{GROUPED}|[0-9]+)(?:\.[0-9]+)?[百千万]?[0-9]?千?|[〇零一二两三四五六七八九十百千万]+"
AMOUNTS = {
    quantity: re.compile(rf"(?P<figure>{FIGURE})(?P<more>[多来几余]?)(?P<wan>万?)来?(?P<unit>{'|'.join(units)})?")
    for quantity, units in UNITS.items()
}
PLAIN_DIGITS, WITH_STEP = re.compile(r"[0-9]+(?:\.[0-9]+)?"), re.compile(r"([0-9]+(?:\.[0-9]+)?)([百千万])")
TWO = re.compile(r"([一二三四五六七八])([二三四五六七八九])([十百千]?万?)")  # 两三百
NO_NUMBER = re.compile(r"一共|一下子?|一直|一些|一样")
BESIDE_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[^0-9\s,])|(?<=[^0-9\s,])\s+(?=[0-9])")
IS_ANOTHER = re.compile(r"[0-9〇零一二两三四五六七八九十百千万几数半成倍每%‰~-]|分之|不|没|无|未")
ROUGHLY = re.compile(r"约|大概|差不多|左右|上下|将近|近|快|至少|起码|以上|超过|多|来|估计")
SAID_WITH = re.compile(r"损失|赔|亏|病|死|有|得|了|的|钱|地")
CLAUSES = re.compile(r"[,、；;。\s]+|(?=[病死]了)")
IS_ILL = re.compile(r"[病死亡倒瘫伤]|拉稀")
OF_HEADS = re.compile("[" + "".join(UNITS[Quantity.HEAD]) + "]")
IS_HERD = re.compile(r"共|总|全群|存栏|养")


def read_amount(quantity: Quantity, words: str) -> Amount | None:
    """The amount that `words`, the answer to what asks for `quantity`, plainly say; None when they do not.

    Of animals several may be said, each with its unit and what befell them: the most counts, for the others may be
    among them.
    """
    text = BESIDE_DIGITS.sub("", unicodedata.normalize("NFKC", COMMA.sub("、", words)).strip())
    if quantity is Quantity.HEAD and IS_HERD.search(text):
        return None
    text = re.sub(r"(?<=[0-9])[wW]", "万", NO_NUMBER.sub("", text))
    return _one(quantity, text) or (_most(CLAUSES.split(text)) if quantity is Quantity.HEAD else None)


def amounts_of(facts: Mapping[str, str]) -> dict[Quantity, int]:
    """What the ladder's rules count of a question's answers, by code: whole units, without what is not plainly said."""
    asked = {QUANTITY_OF[code]: words for code, words in facts.items() if code in QUANTITY_OF}
    found = {quantity: read_amount(quantity, words) for quantity, words in asked.items()}
    return {quantity: int(amount.number) for quantity, amount in found.items() if amount}


def _most(clauses: list[str]) -> Amount | None:
    numbered = [clause for clause in clauses if IS_ANOTHER.search(clause)]
    if len(numbered) > 1 and not all(OF_HEADS.search(clause) for clause in numbered):
        return None
    said = [_one(Quantity.HEAD, clause) if IS_ILL.search(clause) else None for clause in numbered]
    known = [one for one in said if one]
    return Amount(max(one.number for one in known), is_about=True) if known and len(known) == len(said) else None


def _one(quantity: Quantity, text: str) -> Amount | None:
    """The only number in `text`, in a unit of `quantity` or in none."""
    found = AMOUNTS[quantity].search(text)
    if found is None or _is_months(found):
        return None
    around = text[:found.start()] + "|" + text[found.end():]
    bare = SAID_WITH.sub("", ROUGHLY.sub("", around)) == "|"
    if IS_ANOTHER.search(around) or not (found["unit"] or bare):
        return None
    number, is_lower = _figure(found["figure"])
    if number is None or (found["more"] and number % 10):
        return None
    value = number * TIMES[found["wan"]] * UNITS[quantity].get(found["unit"] or "", ONE)
    is_about = is_lower or bool(found["more"] or ROUGHLY.search(around))
    return Amount(value, is_about) if value <= LARGEST else None


def _is_months(found: re.Match[str]) -> bool:
    """三个月 is no number of animals."""
    return found["unit"] == "个" and found.string[found.end():found.end() + 1] in tuple("月多小星礼")


def _figure(written: str) -> tuple[Decimal | None, bool]:
    """(the number, whether it is the lower of two: 两三百 is 200)."""
    digits = written.replace(",", "")
    if PLAIN_DIGITS.fullmatch(digits):
        return Decimal(digits), False
    if stepped := WITH_STEP.fullmatch(digits):
        return Decimal(stepped[1]) * TIMES[stepped[2]], False
    numeral = "".join("零一二三四五六七八九"[int(one)] if one.isdecimal() else one for one in digits)
    two = TWO.fullmatch(numeral.replace("两", "二"))
    if two and DIGITS[two[1]] < DIGITS[two[2]]:
        return _decimal(two[1] + two[3]), True
    return _decimal(numeral), False


def _decimal(numeral: str) -> Decimal | None:
    number = chinese_number(numeral)
    return None if number is None else Decimal(number)
