"""Outcomes on the ground: area, income, loss avoided, money obtained, brand or certificate; expected or actual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from data.domain.errors import InvalidInput
from data.domain.text import NAME_MAX, required_text

VALUE_MAX = 10_000_000_000
HOW_MAX, PRACTICE_MAX = 200, 80
SEASONS_BACK, SEASONS_AHEAD = 10, 1


class OutcomeKind(StrEnum):
    AREA = "area"          # mu on which the practice was taken up
    INCOME = "income"      # yuan more than without it
    LOSS = "loss"          # yuan of loss avoided
    FINANCE = "finance"    # yuan of loan or subsidy obtained
    BRAND = "brand"        # brands and certificates obtained


@dataclass(frozen=True)
class Expectation:
    """What is expected of a practice in a season; `ask_on`: the day after harvest from which it is asked again."""

    kind: OutcomeKind
    farm_id: int | None
    season: int
    practice: str
    value: int
    how: str
    ask_on: dt.date


@dataclass(frozen=True)
class Answer:
    """What came of it: `value` in the kind's unit, 0 for nothing; `how` it was reckoned; `told_by` whom."""

    value: int
    how: str
    told_by: str


def tidy_expectation(form: Expectation, today: dt.date) -> Expectation:
    """Raises InvalidInput outcome_value(most), outcome_season, text_*."""
    if not today.year - SEASONS_BACK <= form.season <= today.year + SEASONS_AHEAD:
        raise InvalidInput("outcome_season", field="season")
    return Expectation(
        form.kind, form.farm_id, form.season, required_text(form.practice, "practice", longest=PRACTICE_MAX),
        _value(form.value), required_text(form.how, "how", longest=HOW_MAX), form.ask_on,
    )


def tidy_answer(form: Answer) -> Answer:
    """Raises InvalidInput outcome_value(most), text_*."""
    return Answer(
        _value(form.value), required_text(form.how, "how", longest=HOW_MAX),
        required_text(form.told_by, "told_by", longest=NAME_MAX),
    )


def is_due(ask_on: dt.date | None, actual: int | None, today: dt.date) -> bool:
    """Nobody has asked yet, and the day has come."""
    return actual is None and (ask_on is None or ask_on <= today)


def total(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is: not reported is not zero."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _value(value: int) -> int:
    if not 0 <= value <= VALUE_MAX:
        raise InvalidInput("outcome_value", field="value", most=VALUE_MAX)
    return value
