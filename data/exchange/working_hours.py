"""The office hours of a county's settings file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from data.exchange.entries import Entry, Fault

CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True)
class WorkingHours:
    """ISO weekdays (1 = Monday) and spans of local time, in order, not overlapping."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    spans: tuple[tuple[dt.time, dt.time], ...] = (
        (dt.time(8, 30), dt.time(12, 0)),
        (dt.time(14, 30), dt.time(18, 0)),
    )
    checked: bool = False


USUAL_HOURS = WorkingHours()


def working_hours(entry: Entry | None) -> WorkingHours:
    if entry is None:
        return USUAL_HOURS
    entry.only("weekdays", "spans", "checked")
    weekdays = entry.cells.get("weekdays")
    if not isinstance(weekdays, list) or not all(type(day) is int and 1 <= day <= 7 for day in weekdays):
        raise entry.error("weekdays", Fault.WRONG_FORM)
    if not weekdays or weekdays != sorted(set(weekdays)):
        raise entry.error("weekdays", Fault.OUT_OF_RANGE)
    return WorkingHours(tuple(weekdays), time_spans(entry), entry.truth("checked"))


def time_spans(entry: Entry) -> tuple[tuple[dt.time, dt.time], ...]:
    try:
        spans = tuple((clock_time(begin), clock_time(end)) for begin, end in entry.cells["spans"])
    except (KeyError, TypeError, ValueError):
        raise entry.error("spans", Fault.WRONG_FORM) from None
    moments = [moment for span in spans for moment in span]
    if not moments or moments != sorted(set(moments)):
        raise entry.error("spans", Fault.OUT_OF_RANGE)
    return spans


def clock_time(value: str) -> dt.time:
    """09:05, nothing else: fromisoformat would also take seconds and zones."""
    if not CLOCK.fullmatch(value):
        raise ValueError(value)
    return dt.time.fromisoformat(value)
