"""Working time: when will so many working minutes have passed, how many lie between two moments."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from zoneinfo import ZoneInfo

from data.domain.errors import InvalidInput

BEIJING = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")

Span = tuple[dt.datetime, dt.datetime]
Pause = tuple[dt.datetime, dt.datetime | None]


class WorkCalendar:
    """The working hours of one office.

    `hours`: weekday (0 = Monday) -> windows ("HH:MM", "HH:MM") of local time; "24:00" closes at midnight.
    `holidays`: days without work. `workdays`: days worked instead (调休), with the windows of the first weekday
    that has any. `tz`: a tzinfo or a zone's name. All moments, in and out, carry a zone.

    Raises InvalidInput: calendar_time (a clock that cannot be read), calendar_windows (a window that ends before it
    begins, or two that overlap), calendar_weekday, calendar_clash (a day both holiday and workday),
    calendar_empty (no working time at all: no promise could ever be kept).
    """

    def __init__(
        self,
        hours: Mapping[int, Sequence[tuple[str, str]]],
        holidays: Collection[dt.date] = (),
        workdays: Collection[dt.date] = (),
        tz: dt.tzinfo | str = "Asia/Shanghai",
    ):
        self.tz = ZoneInfo(tz) if isinstance(tz, str) else tz
        self.holidays, self.workdays = frozenset(holidays), frozenset(workdays)
        if both := self.holidays & self.workdays:
            raise InvalidInput("calendar_clash", field="holidays", day=min(both))
        if unknown := set(hours) - set(range(7)):
            raise InvalidInput("calendar_weekday", field="hours", value=unknown.pop())
        self._weekdays = {weekday: _windows(hours[weekday]) for weekday in sorted(hours)}
        self._workday = next((windows for windows in self._weekdays.values() if windows), None)
        if self._workday is None:
            raise InvalidInput("calendar_empty", field="hours")
        self._spans_of: dict[dt.date, tuple[Span, ...]] = {}

    def add(self, start: dt.datetime, minutes: float) -> dt.datetime:
        """The earliest moment by which `minutes` of work have passed since `start`.

        Work that fills a day ends at closing time. Zero minutes is `start` itself, even at night.
        Raises InvalidInput('minutes_negative').
        """
        begin = _utc(start)
        if minutes < 0:
            raise InvalidInput("minutes_negative", value=minutes)
        left = minutes * MINUTE
        if not left:
            return start
        for opens, closes in self._from(begin):
            if left <= closes - opens:
                return (opens + left).astimezone(self.tz)
            left -= closes - opens
        raise AssertionError("a calendar has working time without end")

    def before(self, end: dt.datetime, minutes: float) -> dt.datetime:
        """The latest moment, to the second, from which at least `minutes` of work pass until `end`.

        Raises InvalidInput('minutes_negative').
        """
        if minutes < 0:
            raise InvalidInput("minutes_negative", value=minutes)
        late, back = _utc(end), DAY
        if not minutes:
            return end
        while self.between(late - back, late) < minutes:
            back *= 2
        early, last = late - back, late
        while last - early > SECOND:
            middle = (early + (last - early) // 2).replace(microsecond=0)
            if middle in (early, last):
                break
            early, last = (middle, last) if self.between(middle, late) >= minutes else (early, middle)
        return early.astimezone(self.tz)

    def between(self, start: dt.datetime, end: dt.datetime, pauses: Iterable[Pause] = ()) -> float:
        """Working minutes from `start` to `end` outside the pauses; 0 when `end` is not after `start`.

        A pause is (from, to); `to` None lasts on. Pauses may overlap; one that ends before it begins is none.
        """
        stretches = _outside((_utc(start), _utc(end)), pauses)
        return sum((self._worked(*stretch) for stretch in stretches), dt.timedelta()) / MINUTE

    @property
    def day_minutes(self) -> float:
        """Working minutes of the office's own day: the mean of the weekdays that have any."""
        days = [windows for windows in self._weekdays.values() if windows]
        worked = sum((closes - opens for windows in days for opens, closes in windows), dt.timedelta())
        return worked / len(days) / MINUTE

    def workdays_between(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """Local days with working time, both ends included."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return [day for day in days if self._windows_on(day)]

    def meter(self, first: dt.datetime, last: dt.datetime) -> Callable[[dt.datetime], float]:
        """For many moments from `first` to `last`: the working minutes that have passed since `first`."""
        begin, end = _utc(first), _utc(last)
        spans = list(takewhile(lambda span: span[0] < end, self._from(begin)))
        opens = [span[0] for span in spans]
        before = [0.0, *accumulate((closes - opened) / MINUTE for opened, closes in spans)]

        def passed(moment: dt.datetime) -> float:
            at = bisect_right(opens, _utc(moment)) - 1
            return before[at] + (min(_utc(moment), spans[at][1]) - opens[at]) / MINUTE if at >= 0 else 0.0

        return passed

    def _worked(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        total = dt.timedelta()
        for begin, close in self._from(start):
            if begin >= end:
                break
            total += min(close, end) - begin
        return total

    def _from(self, start: dt.datetime) -> Iterator[Span]:
        """Working spans in UTC, oldest first, none before `start`, which is in UTC too."""
        day = start.date()
        while True:
            for begin, end in self._spans(day):
                if end > start:
                    yield max(begin, start), end
            day += DAY

    def _spans(self, day: dt.date) -> tuple[Span, ...]:
        """Working spans of a UTC day: it is cut by UTC days because these neither overlap nor leave gaps."""
        if day not in self._spans_of:
            midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
            self._spans_of[day] = tuple(
                span for stretch in self._stretches(midnight, midnight + DAY) for span in self._in_stretch(*stretch)
            )
        return self._spans_of[day]

    def _stretches(self, begin: dt.datetime, end: dt.datetime) -> Iterator[Span]:
        """`begin` to `end`, cut where the zone's clock is put forward or back."""
        if self._offset(begin) == self._offset(end - SECOND):
            yield begin, end
            return
        before, after = begin, end
        while after - before > SECOND:
            middle = before + (after - before) // 2
            middle = middle.replace(microsecond=0)
            before, after = (middle, after) if self._offset(middle) == self._offset(begin) else (before, middle)
        yield begin, after
        yield from self._stretches(after, end)

    def _in_stretch(self, begin: dt.datetime, end: dt.datetime) -> Iterator[Span]:
        """The windows of the one or two local days that a stretch of one offset touches."""
        offset = self._offset(begin)
        first, last = (begin + offset).date(), (end + offset - SECOND).date()
        for local in sorted({first, last}):
            midnight = dt.datetime.combine(local, dt.time(), dt.UTC) - offset
            for opens, closes in self._windows_on(local):
                span = max(midnight + opens, begin), min(midnight + closes, end)
                if span[0] < span[1]:
                    yield span

    def _windows_on(self, local: dt.date) -> Sequence[tuple[dt.timedelta, dt.timedelta]]:
        if local in self.holidays:
            return ()
        if local in self.workdays:
            return self._workday or ()
        return self._weekdays.get(local.weekday(), ())

    def _offset(self, moment: dt.datetime) -> dt.timedelta:
        return moment.astimezone(self.tz).utcoffset() or dt.timedelta()


def _windows(raw: Sequence[tuple[str, str]]) -> tuple[tuple[dt.timedelta, dt.timedelta], ...]:
    windows = sorted((_clock(opens), _clock(closes)) for opens, closes in raw)
    edges = [edge for window in windows for edge in window]
    if any(opens >= closes for opens, closes in windows) or edges != sorted(edges):
        raise InvalidInput("calendar_windows", field="hours", value="，".join(f"{a}–{b}" for a, b in raw))
    return tuple(windows)


def _clock(text: str) -> dt.timedelta:
    if not CLOCK.fullmatch(text):
        raise InvalidInput("calendar_time", field="hours", value=text)
    hours, minutes = text.split(":")
    return dt.timedelta(hours=int(hours), minutes=int(minutes))


def _outside(span: Span, pauses: Iterable[Pause]) -> list[Span]:
    """What remains of `span` without the pauses; all in UTC."""
    start, end = span
    ordered = sorted((_utc(begin), end if to is None else _utc(to)) for begin, to in pauses)
    free = []
    for begin, to in ordered:
        if to <= begin:
            continue
        free.append((start, min(begin, end)))
        start = max(start, to)
    free.append((start, end))
    return [stretch for stretch in free if stretch[0] < stretch[1]]


def _utc(moment: dt.datetime) -> dt.datetime:
    """Moments are compared in UTC: two of one zone are compared by the face of its clock, which summer time turns back.

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}")
    return moment.astimezone(dt.UTC)
