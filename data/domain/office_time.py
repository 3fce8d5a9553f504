"""When a county's office works, as its settings hold it: hours, hours beside them, its own days, seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.domain.seasons import Season, season_from_json, season_to_json
from data.domain.worktime import BEIJING, WorkCalendar

Windows = tuple[tuple[str, str], ...]
OFFICE_HOURS: Windows = (("08:30", "12:00"), ("14:30", "18:00"))
DEFAULT_HOURS: Mapping[int, Windows] = dict.fromkeys(range(5), OFFICE_HOURS)


@dataclass(frozen=True)
class OfficeTime:
    """`hours` and `extra` (错时延时): weekday (0 = Monday) -> windows of local time. `holidays` and `workdays` are the
    county's own; the country's are known anyway, and the county's win over them."""

    hours: Mapping[int, Windows] = field(default_factory=lambda: DEFAULT_HOURS)
    extra: Mapping[int, Windows] = field(default_factory=dict)
    holidays: frozenset[dt.date] = frozenset()
    workdays: frozenset[dt.date] = frozenset()
    seasons: tuple[Season, ...] = ()

    def check(self) -> None:
        """Raises InvalidInput as `WorkCalendar`: no working time, windows that overlap, a day in both sets."""
        WorkCalendar(self._windows(), self.holidays, self.workdays, BEIJING)

    def calendar(self, public_free: Collection[dt.date], public_worked: Collection[dt.date]) -> WorkCalendar:
        """With the country's holidays and the weekend days worked instead."""
        return WorkCalendar(
            self._windows(),
            (frozenset(public_free) | self.holidays) - self.workdays,
            (frozenset(public_worked) | self.workdays) - self.holidays,
            BEIJING,
        )

    def _windows(self) -> dict[int, Windows]:
        return {day: (*self.hours.get(day, ()), *self.extra.get(day, ())) for day in range(7)}


def office_time(settings: Mapping[str, Any]) -> OfficeTime:
    """What the settings say; the usual office hours where they say nothing of hours."""
    return OfficeTime(
        _hours(settings["hours"]) if "hours" in settings else DEFAULT_HOURS,
        _hours(settings.get("extra_hours", {})),
        _days(settings.get("holidays", ())), _days(settings.get("workdays", ())),
        tuple(season_from_json(row) for row in settings.get("seasons", ())),
    )


def office_settings(office: OfficeTime) -> dict[str, Any]:
    """The same as JSON, to be laid over the county's other settings."""
    return {
        "hours": {str(day): [list(one) for one in windows] for day, windows in office.hours.items()},
        "extra_hours": {str(day): [list(one) for one in windows] for day, windows in office.extra.items()},
        "holidays": sorted(day.isoformat() for day in office.holidays),
        "workdays": sorted(day.isoformat() for day in office.workdays),
        "seasons": [season_to_json(one) for one in office.seasons],
    }


def _hours(raw: Mapping[str, Any]) -> dict[int, Windows]:
    return {int(day): tuple((opens, closes) for opens, closes in windows) for day, windows in raw.items()}


def _days(raw: Collection[str]) -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(day) for day in raw)
