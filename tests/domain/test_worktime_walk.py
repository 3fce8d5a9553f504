"""WorkCalendar against a walk minute by minute through three years of real Chinese days off and days worked instead."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.worktime import WorkCalendar

FIRST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
MINUTES = 3 * 365 * 1440
LAST_START = MINUTES * 60 - 40 * 86400
ZONES = ("Asia/Shanghai", "Europe/Berlin")
# A split day, an evening window up to midnight, a night that summer time makes shorter and longer, a free Wednesday.
HOURS = {
    0: [("08:30", "12:00"), ("14:30", "18:00")], 1: [("14:30", "18:00"), ("08:30", "12:00")], 2: [],
    3: [("00:00", "24:00")], 4: [("08:30", "12:00"), ("20:07", "24:00")], 6: [("00:30", "04:15")],
}


def moment(seconds: float) -> dt.datetime:
    return FIRST + dt.timedelta(seconds=seconds)


def minute_of(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


class Walk:
    """Whether each minute of the three years is worked, and how many worked ones lie before it."""

    def __init__(self, zone: str):
        days = holidays.country_holidays("CN", years=[2024, 2025, 2026])
        self.free, self.instead = set(days), days.weekend_workdays - set(days)
        self.tz = ZoneInfo(zone)
        self.calendar = WorkCalendar(HOURS, self.free, self.instead, zone)
        self.windows_of = {day: self.windows(day) for day in (FIRST.date() + dt.timedelta(n - 1) for n in range(1100))}
        self.worked = [self.is_worked(FIRST + dt.timedelta(minutes=n)) for n in range(MINUTES)]
        self.before = [0, *accumulate(self.worked)]

    def is_worked(self, at: dt.datetime) -> bool:
        local = at.astimezone(self.tz)
        minute = local.hour * 60 + local.minute
        return any(opens <= minute < closes for opens, closes in self.windows_of[local.date()])

    def windows(self, day: dt.date) -> list[tuple[int, int]]:
        if day in self.free:
            return []
        raw = HOURS[0] if day in self.instead else HOURS.get(day.weekday(), [])
        return [(minute_of(opens), minute_of(closes)) for opens, closes in raw]

    def seconds_before(self, seconds: int) -> int:
        """Worked seconds from the first moment to `seconds`: windows begin and end with whole minutes."""
        minute, rest = divmod(seconds, 60)
        return self.before[minute] * 60 + rest * self.worked[minute]

    def seconds_between(self, start: int, end: int, pauses: list[tuple[int, int | None]]) -> int:
        """Cut at every edge; what no pause covers counts."""
        ends = [(begin, end if to is None else to) for begin, to in pauses]
        edges = sorted({start, end, *(edge for pause in ends for edge in pause if start < edge < end)})
        return sum(
            self.seconds_before(b) - self.seconds_before(a) for a, b in pairwise(edges)
            if not any(begin <= a and b <= to for begin, to in ends)
        ) if start < end else 0

    def first_second(self, start: int, wanted: int) -> int:
        """The earliest second by which `wanted` more seconds are worked."""
        target = self.seconds_before(start) + wanted
        minute = bisect_left(self.before, -(-target // 60)) - 1
        return minute * 60 + target - self.before[minute] * 60


@pytest.fixture(scope="module", params=ZONES)
def walk(request: pytest.FixtureRequest) -> Walk:
    return Walk(request.param)


def test_the_three_years_have_days_worked_instead(walk: Walk) -> None:
    assert len(walk.instead) > 15 and len(walk.free) > 60


SECONDS = st.integers(0, LAST_START)
SPANS = st.integers(0, 60 * 86400)


@st.composite
def pauses(draw, start: int, end: int) -> list[tuple[int, int | None]]:
    """Overlapping, outside the span, ending before they begin, and at most one without end."""
    near = st.integers(max(0, start - 5 * 86400), min(end + 5 * 86400, MINUTES * 60 - 1))
    found = draw(st.lists(st.tuples(near, near), max_size=5))
    return [*found, (draw(near), None)] if draw(st.booleans()) else found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_between_is_what_the_walk_counts(walk: Walk, data: st.DataObject) -> None:
    start = data.draw(SECONDS)
    end = min(start + data.draw(SPANS), MINUTES * 60 - 1)
    paused = data.draw(pauses(start, end))
    seconds = walk.calendar.between(
        moment(start).astimezone(walk.tz), moment(end),
        [(moment(a), None if b is None else moment(b)) for a, b in paused],
    ) * 60
    assert round(seconds, 3) == walk.seconds_between(start, end, [(a, b) for a, b in paused if b is None or a < b])


@settings(max_examples=150, deadline=None)
@given(SECONDS, st.integers(1, 12 * 86400))
def test_add_is_the_earliest_second_of_the_walk(walk: Walk, start: int, wanted: int) -> None:
    due = walk.calendar.add(moment(start), wanted / 60)
    expected = moment(walk.first_second(start, wanted))
    assert abs((due.astimezone(dt.UTC) - expected).total_seconds()) < 0.001
    assert due.tzinfo is walk.tz


@settings(max_examples=60, deadline=None)
@given(SECONDS, st.integers(1, 5000))
def test_added_minutes_lie_between(walk: Walk, start: int, wanted: int) -> None:
    assert walk.calendar.between(moment(start), walk.calendar.add(moment(start), wanted)) == wanted


@settings(max_examples=60, deadline=None)
@given(SECONDS, st.integers(1, 5000))
def test_before_is_the_latest_second_from_which_so_much_is_worked(walk: Walk, end: int, wanted: int) -> None:
    start = walk.calendar.before(moment(end), wanted / 60)
    assert walk.calendar.between(start, moment(end)) >= wanted / 60
    assert walk.calendar.between(start + dt.timedelta(seconds=1), moment(end)) < wanted / 60


@settings(max_examples=60, deadline=None)
@given(SECONDS, SPANS, SPANS)
def test_a_meter_reads_what_lies_between(walk: Walk, start: int, one: int, more: int) -> None:
    first, last = moment(start), moment(start + one + more)
    passed = walk.calendar.meter(first, last)
    for at in (first, moment(start + one), last):
        assert passed(at) == pytest.approx(walk.calendar.between(first, at))


@settings(max_examples=60, deadline=None)
@given(SECONDS, SPANS, SPANS)
def test_a_later_moment_never_has_less_time(walk: Walk, start: int, one: int, more: int) -> None:
    short, long = moment(start + one), moment(start + one + more)
    assert walk.calendar.between(moment(start), short) <= walk.calendar.between(moment(start), long)


def test_the_hour_that_comes_twice_is_counted_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkCalendar({6: [("01:00", "05:00")]}, tz=berlin)
    first, second = (dt.datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    assert calendar.between(first, second) == 60
    assert calendar.between(first, second.replace(minute=10)) == 40
    assert calendar.between(first.replace(hour=1), second, [(first, second)]) == 60
    added = calendar.add(first, 60)
    assert (added.hour, added.minute, added.fold) == (2, 30, 1)


def test_the_hour_that_is_left_out_is_no_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkCalendar({6: [("01:00", "05:00")]}, tz=berlin)
    assert calendar.add(dt.datetime(2026, 3, 29, 1, 30, tzinfo=berlin), 60).isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize("hours", [{}, {0: []}, {day: [] for day in range(7)}])
def test_without_working_time_there_is_no_calendar(hours: dict) -> None:
    with pytest.raises(InvalidInput, match="calendar_empty"):
        WorkCalendar(hours, workdays={dt.date(2026, 6, 6)})


def test_a_day_worked_instead_has_the_windows_of_the_first_weekday_that_has_any() -> None:
    saturday = dt.date(2026, 6, 6)
    calendar = WorkCalendar({5: [("20:00", "21:00")], 0: [], 2: [("09:00", "10:00")]}, workdays={saturday})
    midnight = dt.datetime(2026, 6, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert calendar.add(midnight, 60) == midnight + dt.timedelta(hours=10)
    assert calendar.between(midnight, midnight + dt.timedelta(days=1)) == 60


def test_a_refusal_is_a_value_error_too() -> None:
    day = dt.date(2026, 6, 6)
    with pytest.raises(ValueError, match="calendar_clash"):
        WorkCalendar(HOURS, holidays=[day], workdays=[day])
