"""Seasons in which help must come sooner: lambing, sowing, frost, locusts, harvest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.domain.errors import InvalidInput
from data.domain.problem import Gate, Urgency

DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)")
LEAP_YEAR = 2024
PERCENT_LEAST, PERCENT_MOST = 10, 95


class SeasonKind(StrEnum):
    LAMBING = "lambing"
    SOWING = "sowing"
    FROST = "frost"
    LOCUSTS = "locusts"
    HARVEST = "harvest"


@dataclass(frozen=True)
class Matter:
    """What a promise depends on. `industry` and `types` are codes, `crop` the crop's or animal's name."""

    urgency: Urgency
    gate: Gate | None = None
    industry: str | None = None
    crop: str | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Season:
    """From `first` to `last` ("MM-DD", both included; it may run over New Year) `percent` of the usual time is promised
    for questions of these industries or crops (none named: of all) and of these types (none named: of all)."""

    kind: SeasonKind
    first: str
    last: str
    percent: int
    industries: tuple[str, ...] = ()
    crops: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def runs_on(self, day: dt.date) -> bool:
        today = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= today <= self.last
        return today >= self.first or today <= self.last

    def concerns(self, matter: Matter) -> bool:
        is_subject = matter.industry in self.industries or matter.crop in self.crops
        is_type = not set(self.types).isdisjoint(matter.types)
        return (is_subject or not (self.industries or self.crops)) and (is_type or not self.types)


def season_of(seasons: Iterable[Season], matter: Matter, day: dt.date) -> Season | None:
    """Of the seasons that run and concern the matter the one that shortens most; the first of equals."""
    running = (one for one in seasons if one.runs_on(day) and one.concerns(matter))
    return min(running, key=lambda one: one.percent, default=None)


def checked_season(season: Season) -> Season:
    """The season itself. Raises InvalidInput season_day (field first or last), season_percent."""
    for field in ("first", "last"):
        value = getattr(season, field)
        if not _is_day(value):
            raise InvalidInput("season_day", field=field, value=value)
    if not PERCENT_LEAST <= season.percent <= PERCENT_MOST:
        raise InvalidInput("season_percent", field="percent", least=PERCENT_LEAST, most=PERCENT_MOST)
    return season


def season_to_json(season: Season) -> dict[str, Any]:
    return {
        "kind": season.kind.value, "first": season.first, "last": season.last, "percent": season.percent,
        "industries": list(season.industries), "crops": list(season.crops), "types": list(season.types),
    }


def season_from_json(row: Mapping[str, Any]) -> Season:
    return Season(
        SeasonKind(row["kind"]), row["first"], row["last"], row["percent"],
        tuple(row["industries"]), tuple(row["crops"]), tuple(row["types"]),
    )


def _is_day(text: str) -> bool:
    """29 February is a day too."""
    found = DAY_OF_YEAR.fullmatch(text)
    try:
        return found is not None and bool(dt.date(LEAP_YEAR, int(found[1]), int(found[2])))
    except ValueError:
        return False
