"""Closing a period: which days may be closed, and what they are called."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum

from data.domain.errors import InvalidInput

UNIT_MAX, WHY_MAX = 80, 200


class ClosedKind(StrEnum):
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DAYS = "days"


MONTHS = {ClosedKind.QUARTER: 3, ClosedKind.HALF_YEAR: 6, ClosedKind.YEAR: 12}


def kind_of(first_day: dt.date, last_day: dt.date) -> ClosedKind:
    """The calendar period that these days are exactly, else DAYS."""
    for kind, months in MONTHS.items():
        is_begin = first_day.day == 1 and (first_day.month - 1) % months == 0
        if is_begin and last_day == _last_day(first_day, months):
            return kind
    return ClosedKind.DAYS


def latest_over(kind: ClosedKind, today: dt.date, count: int) -> list[tuple[dt.date, dt.date]]:
    """First and last day of the `count` latest calendar periods of `kind` (not DAYS) that are over; latest first."""
    months = MONTHS[kind]
    running = (today.year * 12 + today.month - 1) // months
    firsts = [dt.date(n * months // 12, n * months % 12 + 1, 1) for n in range(running - 1, running - 1 - count, -1)]
    return [(first, _last_day(first, months)) for first in firsts]


def check_days(first_day: dt.date, last_day: dt.date, today: dt.date) -> None:
    """Raises InvalidInput period_backwards, period_not_over."""
    if last_day < first_day:
        raise InvalidInput("period_backwards", field="last_day")
    if last_day >= today:
        raise InvalidInput("period_not_over", field="last_day")


def _last_day(first_day: dt.date, months: int) -> dt.date:
    """Of `months` months from the first day of one."""
    month = first_day.month + months - 1
    return dt.date(first_day.year, month, calendar.monthrange(first_day.year, month)[1])
