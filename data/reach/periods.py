"""Periods a leader asks for. A period is a pair of days, both included; months belong to the day of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SINCE = dt.date(2000, 1, 1)


class PeriodKind(StrEnum):
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True)
class Period:
    first_day: dt.date
    last_day: dt.date


def period(kind: PeriodKind, today: dt.date) -> Period:
    """This calendar quarter, the current month and the eleven before it, or everything; each up to `today`."""
    match kind:
        case PeriodKind.QUARTER:
            return Period(dt.date(today.year, today.month - (today.month - 1) % 3, 1), today)
        case PeriodKind.YEAR:
            return Period(_months_later(today, -11), today)
        case PeriodKind.ALL:
            return Period(SINCE, today)


def months(first_day: dt.date, last_day: dt.date) -> Iterator[dt.date]:
    """The first day of each month from `first_day`'s to `last_day`'s."""
    month = first_day.replace(day=1)
    while month <= last_day:
        yield month
        month = _months_later(month, 1)


def _months_later(day: dt.date, count: int) -> dt.date:
    """The first day of the month `count` months from that of `day`."""
    index = day.year * 12 + day.month - 1 + count
    return dt.date(index // 12, index % 12 + 1, 1)


def month_end(day: dt.date) -> dt.date:
    """The last day of `day`'s month."""
    return _months_later(day, 1) - dt.timedelta(days=1)
