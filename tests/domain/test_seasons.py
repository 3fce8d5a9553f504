"""Seasons: the days they run on, what they concern, which counts; an office's time as its settings hold it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.office_time import OfficeTime, office_settings, office_time
from data.domain.problem import Urgency
from data.domain.seasons import Matter, Season, SeasonKind, checked_season, season_of

DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2028, 12, 31))
NO_LEAP_DAY = DAYS.filter(lambda day: (day.month, day.day) != (2, 29))
LAMBING = Season(SeasonKind.LAMBING, "02-15", "04-30", 50, ("I6",), ("绵羊",), ("P15",))


def walked(first: str, last: str, day: dt.date) -> bool:
    """From the last beginning before or on the day, step by step to the end."""
    begins = [
        dt.date(year, int(first[:2]), int(first[3:])) for year in (day.year - 1, day.year)
        if dt.date(year, int(first[:2]), int(first[3:])) <= day
    ]
    at = begins[-1]
    while f"{at:%m-%d}" != last:
        if at == day:
            return True
        at += dt.timedelta(days=1)
    return at == day


@given(DAYS, NO_LEAP_DAY, NO_LEAP_DAY)
def test_a_season_runs_from_its_first_day_to_its_last_over_new_year_too(day: dt.date, first: dt.date, last: dt.date):
    season = replace(LAMBING, first=f"{first:%m-%d}", last=f"{last:%m-%d}")
    assert season.runs_on(day) == walked(season.first, season.last, day)


@pytest.mark.parametrize(("matter", "concerned"), [
    (Matter(Urgency.HIGH, industry="I6", types=("P15",)), True),
    (Matter(Urgency.HIGH, crop="绵羊", types=("P01", "P15")), True),
    (Matter(Urgency.HIGH, industry="I6", types=("P13",)), False),
    (Matter(Urgency.HIGH, industry="I4", types=("P15",)), False),
    (Matter(Urgency.HIGH), False),
])
def test_subject_and_kind_must_both_fit(matter: Matter, concerned: bool):
    assert LAMBING.concerns(matter) is concerned


def test_nothing_named_fits_all_and_the_shortest_counts():
    for_all = replace(LAMBING, percent=75, industries=(), crops=(), types=())
    matter, day = Matter(Urgency.HIGH, industry="I6", types=("P15",)), dt.date(2026, 4, 9)
    assert season_of([for_all, LAMBING], matter, day) == LAMBING
    assert season_of([for_all, LAMBING], Matter(Urgency.HIGH), day) == for_all
    assert season_of([for_all, LAMBING], matter, dt.date(2026, 7, 1)) is None


@pytest.mark.parametrize(("changes", "code"), [
    ({"first": "2-15"}, "season_day"), ({"last": "02-30"}, "season_day"), ({"last": "13-01"}, "season_day"),
    ({"first": ""}, "season_day"), ({"percent": 0}, "season_percent"), ({"percent": 100}, "season_percent"),
])
def test_a_season_that_cannot_be_is_refused(changes: dict, code: str):
    with pytest.raises(InvalidInput) as error:
        checked_season(replace(LAMBING, **changes))
    assert error.value.code == code


def test_settings_hold_an_office_whole():
    office = OfficeTime(
        {0: (("08:30", "12:00"),)}, {5: (("09:00", "12:00"),)}, frozenset({dt.date(2026, 7, 11)}),
        frozenset({dt.date(2026, 7, 12)}), (LAMBING,),
    )
    assert office_time(office_settings(office)) == office
    assert office_time({}) == OfficeTime()
