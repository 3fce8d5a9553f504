"""A signed answer: general advice out of a solved question, signed by the expert, for whoever asks alike."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from data.domain.errors import InvalidInput
from data.domain.problem import Gate
from data.domain.text import WORDS_MAX

ABOUT_MAX, ADVICE_MAX, REASON_MAX = 60, WORDS_MAX, 200
YEAR = tuple(range(1, 13))
YEARS_VALID = 2
# What is an authority's to answer, or another office's, has no general answer.
UNANSWERABLE = frozenset({Gate.ANIMAL_EPIDEMIC, Gate.HANDOVER})

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-－—()（）]+(?=\d)")
PHONE = re.compile(r"(?<!\d)(?:86)?(?:1[3-9]\d{9}|0\d{9,11})(?!\d)")


@dataclass(frozen=True)
class AnswerForm:
    """`about`: what it answers; `months` (1 to 12) in which it holds; a medicine with all three of its fields."""

    about: str
    advice: str
    months: tuple[int, ...]
    product: str | None = None
    dose: str | None = None
    waiting_days: int | None = None


class AnswerState(StrEnum):
    """What one answer is today. `RESTING`: out of its months, or its question is not solved after all."""

    PROPOSED = "proposed"
    READ = "read"
    RESTING = "resting"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def months_around(day: dt.date) -> tuple[int, ...]:
    """The month of `day`, the one before and the one after, in the order of the year."""
    return tuple(sorted((day.month + step - 1) % 12 + 1 for step in (-1, 0, 1)))


def checked_months(months: Iterable[int]) -> list[int]:
    """Each once, in the order of the year. Raises InvalidInput('answer_months') for none, or none of the twelve."""
    found = sorted(set(months))
    if not found or not set(found) <= set(YEAR):
        raise InvalidInput("answer_months", field="months")
    return found


def check_general(text: str, field: str, names: Iterable[str]) -> None:
    """Raises InvalidInput answer_phone, answer_names(name): a general text names no phone, nobody and no village."""
    plain = unicodedata.normalize("NFKC", text)
    if PHONE.search(BETWEEN_DIGITS.sub("", plain)):
        raise InvalidInput("answer_phone", field=field)
    joined = "".join(plain.split())
    for name in names:
        if name and "".join(name.split()) in joined:
            raise InvalidInput("answer_names", field=field, name=name)


def good_until(signed_on: dt.date) -> dt.date:
    """The last day: two years after the signature it must be signed anew."""
    try:
        return signed_on.replace(year=signed_on.year + YEARS_VALID)
    except ValueError:  # 29 February
        return signed_on.replace(year=signed_on.year + YEARS_VALID, day=28)


def signed_since(today: dt.date) -> dt.date:
    """The first day of signing whose answers are good today still."""
    try:
        return today.replace(year=today.year - YEARS_VALID)
    except ValueError:  # 29 February
        return today.replace(year=today.year - YEARS_VALID, month=3, day=1)


def state_of(
    signed_on: dt.date | None, months: Iterable[int], today: dt.date, *, is_withdrawn: bool, stands: bool,
) -> AnswerState:
    """`stands`: its visit counts and its question is solved still."""
    if is_withdrawn:
        return AnswerState.WITHDRAWN
    if signed_on is None:
        return AnswerState.PROPOSED
    if today > good_until(signed_on):
        return AnswerState.EXPIRED
    return AnswerState.READ if stands and today.month in months else AnswerState.RESTING
