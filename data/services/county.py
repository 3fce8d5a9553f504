"""Installing a county from its files: places, settings, code lists. Doing it again brings names up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.domain.places import COUNTY, county_of
from data.domain.seasons import season_to_json
from data.exchange.code_lists import load_disciplines, load_industries, load_problem_types
from data.exchange.county_files import CountyRow, PlaceRow, TileRow, load_county, load_places
from data.exchange.working_hours import WorkingHours
from data.models.account import AuditEvent
from data.models.base import Base
from data.models.place import County, Place
from data.models.place_change import PlaceChangeRow
from data.models.taxonomy import Discipline, Industry, ProblemType
from data.services.names import pinyin_of
from data.services.office_hours import OFFICE, OFFICE_SET
from data.services.places import PLACE_EDITED


def install_county(session: Session, folder: Path, county_code: str, demonstration: bool) -> None:
    """Write the places of `folder` (a city's), the county's settings and tiles, and the code lists.

    Rows already there are updated, none is removed, and what an officer may have set stays: places
    edited or changed, working hours, days and seasons set on the screen, and telephone numbers that the files leave
    empty.
    Raises AppError('county_file_row' or 'county_file_missing') for faulty files, then nothing is written.
    """
    county, places = load_county(folder, county_code), load_places(folder)
    _install_places(session, places, county.tiles)
    _install_code_lists(session, county_code)
    _install_settings(session, county, demonstration)
    session.flush()


def _install_places(session: Session, places: Iterable[PlaceRow], tiles: Iterable[TileRow]) -> None:
    kept = _kept_by_officers(session)
    for row in (row for row in places if row.code not in kept):
        _put(session, Place(
            code=row.code, parent_code=row.parent_code,
            county_code=county_of(row.code) if len(row.code) >= COUNTY else None,
            level=row.level, kind=row.kind.value, name=row.name, pinyin=pinyin_of(row.name),
            official_name=row.official_name, name_en=row.name_en,
        ))
    session.flush()
    for tile in (tile for tile in tiles if tile.code not in kept):
        place = session.get_one(Place, tile.code)
        place.tile_row, place.tile_column = tile.row, tile.column
        place.longitude, place.latitude = tile.longitude, tile.latitude


def _kept_by_officers(session: Session) -> set[str]:
    """Places that an officer has edited, renamed, merged, split or moved: the files do not know better."""
    edited = select(AuditEvent.subject_id).where(AuditEvent.action == PLACE_EDITED)
    changed = select(PlaceChangeRow.old_code).union(select(PlaceChangeRow.new_code), edited)
    return set(session.scalars(changed))


def _install_code_lists(session: Session, county_code: str) -> None:
    for one in load_disciplines():
        _put(session, Discipline(code=one.code, edition=one.edition, name=one.zh, name_en=one.en))
    for kind in load_problem_types():
        _put(session, ProblemType(
            code=kind.code, name=kind.zh, name_en=kind.en, short_name=kind.short_zh,
            disciplines=list(kind.disciplines), urgency=kind.urgency, gate=kind.gate,
        ))
    _install_industries(session, county_code)


def _install_industries(session: Session, county_code: str) -> None:
    """Those the county does not have yet: its own list is kept in the register."""
    known = set(session.scalars(select(Industry.code).where(Industry.county_code == county_code)))
    session.add_all(
        Industry(
            county_code=county_code, code=one.code, name=one.zh, pinyin=pinyin_of(one.zh), name_en=one.en,
            short_name=one.short_zh, short_name_en=one.short_en, crops=list(one.crops), is_proposal=one.proposal,
        )
        for one in load_industries() if one.code not in known
    )


def _install_settings(session: Session, county: CountyRow, demonstration: bool) -> None:
    row = session.get(County, county.code)
    if row is None:
        row = County(code=county.code, settings={}, data_version=0)
        session.add(row)
    row.is_demonstration = demonstration
    row.office_phone = county.office_phone or row.office_phone
    duty_phone = county.duty_phone or row.settings.get("duty_phone")
    kept = {name: row.settings[name] for name in OFFICE if row.settings.get(OFFICE_SET) and name in row.settings}
    row.settings = {**row.settings, **_settings(county), **kept, "duty_phone": duty_phone}


def _settings(county: CountyRow) -> dict:
    """As JSON: see docs/county-files.md for what each means."""
    return {
        "seat": county.seat,
        "rotation_years": county.rotation_years,
        "exchange": [[column.heading, column.fact.value] for column in county.exchange],
        "hours": _hours(county.hours),
        "hours_checked": county.hours.checked,
        "seasons": [season_to_json(one) for one in county.seasons],
        "labels": {tile.code: [tile.label, tile.label_en] for tile in county.tiles},
        "tiles_checked": all(tile.checked for tile in county.tiles),
        "line": county.line and {
            "after_row": county.line.after_row, "name": county.line.name, "name_en": county.line.name_en,
        },
        "neighbours": [{"code": n.code, "name": n.name, "name_en": n.name_en} for n in county.neighbours],
    }


def _hours(hours: WorkingHours) -> dict[str, list[list[str]]]:
    """As `WorkCalendar` wants them: weekdays from 0, clocks in words."""
    spans = [[_clock(opens), _clock(closes)] for opens, closes in hours.spans]
    return {str(weekday - 1): spans for weekday in hours.weekdays}


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M}"


def _put(session: Session, row: Base) -> None:
    """Insert or update by primary key; columns that `row` does not set stay as they are."""
    session.merge(row)
