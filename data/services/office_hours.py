"""When the county's office works: hours, hours beside them (错时延时), own days, seasons. What was promised stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.office_time import OfficeTime, Windows, office_settings, office_time
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.seasons import Season, checked_season
from data.models.place import County
from data.models.taxonomy import ProblemType
from data.queries.taxonomy import has_industry
from data.services.audit import record
from data.services.context import Context
from data.services.numbers import touch_county

OFFICE = ("hours", "hours_checked", "extra_hours", "holidays", "workdays", "seasons")
OFFICE_SET = "office_set"  # somebody here has looked at these settings: the county's file does not overwrite them
SEASONS_MOST = 30


@dataclass(frozen=True)
class Window:
    """One stretch of local time on some weekdays (0 = Monday). `is_extra`: beside the office hours."""

    weekdays: tuple[int, ...]
    opens: str
    closes: str
    is_extra: bool = False


def windows_of(office: OfficeTime) -> tuple[Window, ...]:
    """The same hours, one row for each stretch, office hours first, by the clock."""
    return (*_rows(office.hours, False), *_rows(office.extra, True))


def add_window(ctx: Context, window: Window) -> None:
    """Raises NotAllowed; InvalidInput window_weekdays, and as `OfficeTime.check`."""
    if not window.weekdays:
        raise InvalidInput("window_weekdays", field="weekdays")
    county, office = _office(ctx)
    before = office.extra if window.is_extra else office.hours
    span = (window.opens, window.closes)
    after = {
        day: tuple(sorted((*before.get(day, ()), span))) if day in window.weekdays else before.get(day, ())
        for day in range(7)
    }
    _write(ctx, county, _with(office, window, after))


def remove_window(ctx: Context, window: Window) -> None:
    """Raises NotAllowed; NotFound('window_unknown'); InvalidInput('calendar_empty') for the last one."""
    county, office = _office(ctx)
    if window not in windows_of(office):
        raise NotFound("window_unknown")
    before = office.extra if window.is_extra else office.hours
    span = (window.opens, window.closes)
    after = {day: tuple(one for one in windows if one != span) for day, windows in before.items()}
    _write(ctx, county, _with(office, window, after))


def add_day(ctx: Context, day: dt.date, *, is_free: bool) -> None:
    """A day off, or one worked, of the county's own. Raises NotAllowed; InvalidInput('calendar_clash')."""
    county, office = _office(ctx)
    name = "holidays" if is_free else "workdays"
    _write(ctx, county, replace(office, **{name: getattr(office, name) | {day}}))


def remove_day(ctx: Context, day: dt.date) -> None:
    """The day is again as the country has it; once is enough. Raises NotAllowed."""
    county, office = _office(ctx)
    _write(ctx, county, replace(office, holidays=office.holidays - {day}, workdays=office.workdays - {day}))


def add_season(ctx: Context, season: Season) -> None:
    """Raises NotAllowed; InvalidInput as `checked_season`, industry_unknown, type_unknown, season_many;
    Conflict('season_known')."""
    county, office = _office(ctx)
    _check_codes(ctx, county, checked_season(season))
    if season in office.seasons:
        raise Conflict("season_known")
    if len(office.seasons) >= SEASONS_MOST:
        raise InvalidInput("season_many", most=SEASONS_MOST)
    _write(ctx, county, replace(office, seasons=(*office.seasons, season)))


def remove_season(ctx: Context, season: Season) -> None:
    """Raises NotAllowed, NotFound('season_unknown')."""
    county, office = _office(ctx)
    if season not in office.seasons:
        raise NotFound("season_unknown")
    _write(ctx, county, replace(office, seasons=tuple(one for one in office.seasons if one != season)))


def _office(ctx: Context) -> tuple[County, OfficeTime]:
    """The actor's county, locked. It holds for all of it, so only who works for the whole county changes it."""
    code = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.OFFICE_EDIT, Subject(code))
    touch_county(ctx, code)
    county = ctx.session.get_one(County, code, populate_existing=True)
    return county, office_time(county.settings)


def _write(ctx: Context, county: County, office: OfficeTime) -> None:
    office.check()
    before, after = office_settings(office_time(county.settings)), office_settings(office)
    changed = {name: value for name, value in after.items() if before[name] != value}
    county.settings = {**county.settings, **after, "hours_checked": True, OFFICE_SET: True}
    record(ctx, "edit", "office", county.code, **changed)


def _with(office: OfficeTime, window: Window, hours: Mapping[int, Windows]) -> OfficeTime:
    return replace(office, extra=hours) if window.is_extra else replace(office, hours=hours)


def _rows(hours: Mapping[int, Windows], is_extra: bool) -> list[Window]:
    days: dict[tuple[str, str], list[int]] = {}
    for day in sorted(hours):
        for span in hours[day]:
            days.setdefault(span, []).append(day)
    return [Window(tuple(days[span]), *span, is_extra) for span in sorted(days)]


def _check_codes(ctx: Context, county: County, season: Season) -> None:
    for code in season.industries:
        if not has_industry(ctx, county.code, code):
            raise InvalidInput("industry_unknown", field="industries", value=code)
    known = set(ctx.session.scalars(select(ProblemType.code)))
    for code in season.types:
        if code not in known:
            raise InvalidInput("type_unknown", field="types", value=code)
