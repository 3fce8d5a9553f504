"""WorkCalendar: the clock cases of peers, edges, and agreement with a walk minute by minute."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.worktime import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = dt.timedelta(minutes=1)
TEN_TO_SIX = {day: [("10:00", "18:00")] for day in range(5)}


def at(day: int, clock: str, month: int = 6, tz: dt.tzinfo = SHANGHAI) -> dt.datetime:
    """A moment of 2026; 1 June 2026 is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return dt.datetime(2026, month, day, hour, minute, tzinfo=tz)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        pytest.param(at(1, "08:00"), 60, at(1, "11:00"), id="C1 before opening"),
        pytest.param(at(1, "08:00"), 240, at(1, "14:00"), id="C1 solved"),
        pytest.param(at(1, "20:00"), 30, at(2, "10:30"), id="C2 after closing"),
        pytest.param(at(1, "20:00"), 120, at(2, "12:00"), id="C2 solved"),
        pytest.param(at(6, "15:00"), 24 * 60, at(10, "18:00"), id="C3 Saturday, three full days end at closing time"),
        pytest.param(at(6, "15:00"), 72 * 60, at(18, "18:00"), id="C3 nine days"),
        pytest.param(at(5, "19:00"), 60, at(8, "11:00"), id="C5 Friday evening"),
        pytest.param(at(5, "19:00"), 240, at(8, "14:00"), id="C5 solved"),
        pytest.param(at(5, "19:00"), 0, at(5, "19:00"), id="nothing to do is done at once, even at night"),
    ],
)
def test_add_in_an_ordinary_week(start: dt.datetime, minutes: int, due: dt.datetime) -> None:
    assert WorkCalendar(TEN_TO_SIX).add(start, minutes) == due


def test_two_holidays_push_the_promise_over_the_weekend() -> None:
    calendar = WorkCalendar(TEN_TO_SIX, holidays={dt.date(2026, 6, 4), dt.date(2026, 6, 5)})
    assert calendar.add(at(4, "15:00"), 30) == at(8, "10:30")
    assert calendar.add(at(4, "15:00"), 120) == at(8, "12:00")


def test_holidays_make_an_escalation_later_never_earlier() -> None:
    plain = WorkCalendar(TEN_TO_SIX)
    with_holidays = WorkCalendar(TEN_TO_SIX, holidays={dt.date(2026, 6, 2), dt.date(2026, 6, 3)})
    three_days = 3 * 8 * 60
    assert plain.add(at(1, "10:00"), three_days) == at(3, "18:00")
    assert with_holidays.add(at(1, "10:00"), three_days) == at(5, "18:00")


def test_a_make_up_saturday_comes_before_a_holiday_monday() -> None:
    calendar = WorkCalendar(TEN_TO_SIX, holidays={dt.date(2026, 6, 8)}, workdays={dt.date(2026, 6, 6)})
    assert calendar.add(at(5, "17:30"), 60) == at(6, "10:30")


def test_waiting_does_not_count() -> None:
    calendar = WorkCalendar(TEN_TO_SIX)
    new, pending, closed = at(1, "11:00"), at(1, "12:30"), at(1, "13:00")
    assert calendar.between(new, closed, [(pending, None)]) == 90
    assert calendar.between(new + 30 * MINUTE, closed, [(pending, None)]) == 60
    assert calendar.between(new, new + 30 * MINUTE, [(pending, closed)]) == 30


def test_overlapping_pauses_count_once() -> None:
    calendar = WorkCalendar(TEN_TO_SIX)
    pauses = [(at(1, "12:00"), at(1, "13:00")), (at(1, "12:30"), at(1, "14:00")), (at(1, "12:40"), at(1, "12:50"))]
    assert calendar.between(at(1, "11:00"), at(1, "15:00"), pauses) == 120


def test_a_break_in_the_day_is_stepped_over() -> None:
    calendar = WorkCalendar({0: [("08:00", "09:30"), ("10:00", "18:00")]})
    assert calendar.add(at(1, "09:15"), 30) == at(1, "10:15")


def test_work_that_fills_the_morning_ends_with_the_morning() -> None:
    calendar = WorkCalendar({0: [("08:30", "12:00"), ("14:30", "18:00")]})
    assert calendar.add(at(1, "08:30"), 210) == at(1, "12:00")


def test_the_end_before_the_start_is_no_time() -> None:
    assert WorkCalendar(TEN_TO_SIX).between(at(2, "12:00"), at(1, "12:00")) == 0


def test_midnight_closes_the_day() -> None:
    calendar = WorkCalendar({0: [("22:00", "24:00")], 1: [("00:00", "02:00")]})
    assert calendar.add(at(1, "22:00"), 120) == at(2, "00:00")
    assert calendar.add(at(1, "23:00"), 120) == at(2, "01:00")
    assert calendar.between(at(1, "12:00"), at(2, "12:00")) == 240


def test_summer_time_takes_and_gives_an_hour() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = WorkCalendar({6: [("01:00", "05:00")]}, tz=berlin)
    spring, autumn = dt.datetime(2026, 3, 29, tzinfo=berlin), dt.datetime(2026, 10, 25, tzinfo=berlin)
    assert night.between(spring, spring + dt.timedelta(hours=12)) == 180
    assert night.between(autumn, autumn + dt.timedelta(hours=12)) == 300
    assert night.add(spring, 90).isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_zone_s_name_will_do() -> None:
    assert WorkCalendar(TEN_TO_SIX, tz="Asia/Shanghai").add(at(1, "08:00"), 60) == at(1, "11:00")


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ({0: [("8:00", "12:00")]}, "calendar_time"),
        ({0: [("08:00", "25:00")]}, "calendar_time"),
        ({0: [("08:00", "12:60")]}, "calendar_time"),
        ({0: [("12:00", "08:00")]}, "calendar_windows"),
        ({0: [("08:00", "08:00")]}, "calendar_windows"),
        ({0: [("08:00", "12:00"), ("11:00", "13:00")]}, "calendar_windows"),
        ({7: [("08:00", "12:00")]}, "calendar_weekday"),
        ({}, "calendar_empty"),
        ({0: [], 3: []}, "calendar_empty"),
    ],
)
def test_a_calendar_that_cannot_keep_a_promise_is_refused(hours: dict, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        WorkCalendar(hours)
    assert refused.value.code == code


def test_a_day_cannot_be_worked_and_free() -> None:
    day = dt.date(2026, 6, 6)
    with pytest.raises(InvalidInput) as refused:
        WorkCalendar(TEN_TO_SIX, holidays={day}, workdays={day})
    assert (refused.value.code, refused.value.params["day"]) == ("calendar_clash", day)


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        WorkCalendar(TEN_TO_SIX).add(dt.datetime(2026, 6, 1, 10), 5)


# -- against a walk -----------------------------------------------------------------------------------------

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe")]
CLOCKS = st.integers(0, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
# Days around clock changes of these zones (Sao Paulo changed at midnight until 2019).
FIRST_DAYS = [
    dt.date(2018, 2, 16), dt.date(2018, 11, 2), dt.date(2026, 3, 27), dt.date(2026, 4, 3), dt.date(2026, 10, 23),
]


@st.composite
def windows(draw) -> list[tuple[str, str]]:
    edges = sorted(draw(st.lists(CLOCKS, max_size=6, unique=True)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw, first: dt.date) -> tuple[WorkCalendar, dict, set, set]:
    hours = draw(st.dictionaries(st.integers(0, 6), windows(), max_size=7)) | {1: [("09:00", "11:15")]}
    days = st.integers(0, 9).map(lambda n: first + dt.timedelta(n))
    holidays = draw(st.sets(days, max_size=3))
    workdays = draw(st.sets(days, max_size=3)) - holidays
    return WorkCalendar(hours, holidays, workdays, draw(st.sampled_from(ZONES))), hours, holidays, workdays


def is_working(minute: dt.datetime, calendar: WorkCalendar, hours: dict, holidays: set, workdays: set) -> bool:
    local = minute.astimezone(calendar.tz)
    if local.date() in holidays:
        return False
    weekday = next(day for day in sorted(hours) if hours[day]) if local.date() in workdays else local.weekday()
    return any(opens <= f"{local:%H:%M}" < closes for opens, closes in hours.get(weekday, []))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_agrees_with_a_walk_minute_by_minute(data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(FIRST_DAYS))
    calendar, *rules = data.draw(calendars(first))
    start = dt.datetime.combine(first, dt.time(), dt.UTC) + data.draw(st.integers(0, 3000)) * MINUTE
    worked = [is_working(start + n * MINUTE, calendar, *rules) for n in range(6 * 1440)]
    length = data.draw(st.integers(0, len(worked)))
    pause = data.draw(st.tuples(st.integers(0, 4000), st.integers(0, 3000)))
    paused = range(pause[0], sum(pause))
    expected = sum(working and n not in paused for n, working in enumerate(worked[:length]))
    span = start + paused.start * MINUTE, start + paused.stop * MINUTE
    assert calendar.between(start, start + length * MINUTE, [span]) == expected

    wanted = data.draw(st.integers(1, max(1, sum(worked))))
    done = [n + 1 for n, working in enumerate(worked) if working]
    if len(done) >= wanted:
        assert calendar.add(start, wanted) == start + done[wanted - 1] * MINUTE


def test_the_office_s_own_day_is_the_mean_of_the_weekdays_that_have_hours() -> None:
    assert WorkCalendar(TEN_TO_SIX).day_minutes == 480
    short = {0: [("08:30", "12:00"), ("14:30", "18:00")], 1: [("09:00", "12:00")], 2: []}
    assert WorkCalendar(short, holidays=[dt.date(2026, 6, 1)]).day_minutes == 300
