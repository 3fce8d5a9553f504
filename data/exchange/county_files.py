"""A county's files: places and settings. Layout: docs/county-files.md; the code lists are in code_lists.py.

Reading only: frozen rows come back, services write them. The first fault of a malformed file raises an AppError whose
code is `county_file_` and a `Fault`; a missing file raises AppError('county_file_missing').
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.domain.contact import tidy_phone
from data.domain.errors import AppError
from data.domain.places import (
    CHINA_EAST,
    CHINA_NORTH,
    COUNTY,
    GRID_MAX,
    KINDS,
    TOWN,
    VILLAGE,
    PlaceKind,
    PlaceLevel,
)
from data.domain.seasons import Season
from data.domain.ties import ROTATION_YEARS
from data.exchange.county_seasons import seasons
from data.exchange.entries import Entry, Fault, TomlFile, read_csv, row_error, unique
from data.exchange.exchange_layout import DEFAULT_LAYOUT, ExchangeColumn, exchange_layout
from data.exchange.working_hours import USUAL_HOURS, WorkingHours, working_hours

PLACES = Path(__file__).parent.parent / "places"

CITY = 4
LEVELS = {CITY: PlaceLevel.CITY, COUNTY: PlaceLevel.COUNTY, TOWN: PlaceLevel.TOWN, VILLAGE: PlaceLevel.VILLAGE}
PARENT_LENGTHS = {CITY: 0, COUNTY: CITY, TOWN: COUNTY, VILLAGE: TOWN}
GRID_COLUMNS = 5
ROTATION_MAX = 20
LABEL_ENDINGS = ("街道", "办事处", "苏木", "农场", "牧场", "渔场", "镇", "乡")


@dataclass(frozen=True)
class PlaceRow:
    code: str
    parent_code: str | None
    level: PlaceLevel
    name: str
    official_name: str
    kind: PlaceKind
    name_en: str


@dataclass(frozen=True)
class TileRow:
    """A town on the tile map (row and column from 1). `checked`: an officer has confirmed it."""

    code: str
    label: str
    label_en: str
    row: int
    column: int
    longitude: float | None = None
    latitude: float | None = None
    checked: bool = False


@dataclass(frozen=True)
class DottedLine:
    """A landmark drawn below row `after_row` of the tile map."""

    after_row: int
    name: str
    name_en: str


@dataclass(frozen=True)
class Neighbour:
    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class CountyRow:
    """`has_file` is False when the folder holds no CODE.toml: then the tiles are an alphabetical grid."""

    code: str
    name: str
    name_en: str
    has_file: bool
    tiles: tuple[TileRow, ...]
    seat: str | None = None
    line: DottedLine | None = None
    hours: WorkingHours = USUAL_HOURS
    duty_phone: str | None = None
    office_phone: str | None = None
    neighbours: tuple[Neighbour, ...] = ()
    rotation_years: int = ROTATION_YEARS
    exchange: tuple[ExchangeColumn, ...] = DEFAULT_LAYOUT
    seasons: tuple[Season, ...] = ()


def places_folder(county_code: str) -> Path:
    """The shipped folder of the city a county lies in."""
    return PLACES / county_code[:CITY]


def load_places(folder: Path) -> list[PlaceRow]:
    """All places of `folder`/places.csv, parents before children, by code."""
    entries = read_csv(folder / "places.csv", PlaceRow.__dataclass_fields__)
    unique(entries, "code")
    codes = {entry.cells["code"] for entry in entries}
    rows = [place_row(entry, codes) for entry in entries]
    return sorted(rows, key=lambda place: (len(place.code), place.code))


def place_row(entry: Entry, codes: set[str]) -> PlaceRow:
    code = entry.place_code("code")
    level = entry.word("level", PlaceLevel)
    kind = entry.word("kind", PlaceKind)
    if level is not LEVELS[len(code)]:
        raise entry.error("level", Fault.LEVEL_MISMATCH)
    if kind not in KINDS[level]:
        raise entry.error("kind", Fault.LEVEL_MISMATCH)
    parent = checked_parent(entry, code, codes)
    return PlaceRow(code, parent, level, entry.text("name"), entry.text("official_name"), kind, entry.text("name_en"))


def checked_parent(entry: Entry, code: str, codes: set[str]) -> str | None:
    parent = entry.optional("parent_code")
    if parent != code[: PARENT_LENGTHS[len(code)]]:
        raise entry.error("parent_code", Fault.PARENT_MISMATCH)
    if parent and parent not in codes:
        raise entry.error("parent_code", Fault.UNKNOWN_PARENT)
    return parent or None


def load_county(folder: Path, code: str) -> CountyRow:
    """The county `code` of `folder`: from CODE.toml, else with an alphabetical tile grid and default hours."""
    places = load_places(folder)
    county = next((p for p in places if p.code == code and p.level is PlaceLevel.COUNTY), None)
    if county is None:
        raise row_error("places.csv", 1, "code", code, Fault.UNKNOWN_COUNTY)
    towns = [place for place in places if place.parent_code == code]
    path = folder / f"{code}.toml"
    if not path.is_file():
        return CountyRow(code, county.name, county.name_en, False, alphabetical_grid(towns))
    return county_row(TomlFile(path), county, towns)


def alphabetical_grid(towns: Iterable[PlaceRow]) -> tuple[TileRow, ...]:
    """Tiles by English name, five to a row."""
    ordered = sorted(towns, key=lambda town: (town.name_en.casefold(), town.code))
    return tuple(
        TileRow(town.code, label(town), label_en(town), 1 + i // GRID_COLUMNS, 1 + i % GRID_COLUMNS)
        for i, town in enumerate(ordered)
    )


def label(town: PlaceRow) -> str:
    """The name without what it is: 海流图镇 -> 海流图."""
    ending = next((e for e in LABEL_ENDINGS if town.name.endswith(e) and town.name != e), "")
    return town.name.removesuffix(ending)


def label_en(town: PlaceRow) -> str:
    return town.name_en.rsplit(" ", 1)[0]


def county_row(file: TomlFile, county: PlaceRow, towns: list[PlaceRow]) -> CountyRow:
    top = file.top()
    top.only(
        "code", "name", "seat", "duty_phone", "office_phone", "rotation_years", "working_hours", "line", "towns",
        "neighbours", "exchange", "seasons",
    )
    for column, expected in (("code", county.code), ("name", county.name)):
        if top.text(column) != expected:
            raise top.error(column, Fault.OTHER_COUNTY)
    if top.text("seat") not in {town.code for town in towns}:
        raise top.error("seat", Fault.UNKNOWN_TOWN)
    return CountyRow(
        code=county.code,
        name=county.name,
        name_en=county.name_en,
        has_file=True,
        tiles=tile_rows(file, towns),
        seat=top.text("seat"),
        line=dotted_line(file.table("line")),
        hours=working_hours(file.table("working_hours")),
        duty_phone=phone(top, "duty_phone"),
        office_phone=phone(top, "office_phone"),
        neighbours=neighbours(file.tables("neighbours")),
        rotation_years=rotation_years(top),
        exchange=exchange_layout(file.table("exchange")),
        seasons=seasons(file.tables("seasons")),
    )


def tile_rows(file: TomlFile, towns: list[PlaceRow]) -> tuple[TileRow, ...]:
    """One tile for each town of the county, no two on one spot."""
    entries = file.tables("towns")
    unique(entries, "code")
    by_code = {town.code: town for town in towns}
    tiles: dict[tuple[int, int], TileRow] = {}
    for entry in entries:
        tile = tile_row(entry, by_code)
        if (tile.row, tile.column) in tiles:
            raise entry.error("column", Fault.TILE_CLASH, f"{tile.row}, {tile.column}")
        tiles[tile.row, tile.column] = tile
    without = by_code.keys() - {tile.code for tile in tiles.values()}
    if without:
        raise file.top().error("towns", Fault.TOWN_WITHOUT_TILE, min(without))
    return tuple(tiles[spot] for spot in sorted(tiles))


def tile_row(entry: Entry, towns: dict[str, PlaceRow]) -> TileRow:
    entry.only("code", "label", "label_en", "row", "column", "longitude", "latitude", "checked")
    code = entry.place_code("code", TOWN)
    if code not in towns:
        raise entry.error("code", Fault.UNKNOWN_TOWN)
    return TileRow(
        code=code,
        label=entry.optional("label") or label(towns[code]),
        label_en=entry.optional("label_en") or label_en(towns[code]),
        row=entry.whole("row", GRID_MAX),
        column=entry.whole("column", GRID_MAX),
        longitude=coordinate(entry, "longitude", CHINA_EAST),
        latitude=coordinate(entry, "latitude", CHINA_NORTH),
        checked=entry.truth("checked"),
    )


def coordinate(entry: Entry, column: str, limits: tuple[float, float]) -> float | None:
    return float(entry.number(column, *limits)) if column in entry.cells else None


def dotted_line(entry: Entry | None) -> DottedLine | None:
    if entry is None:
        return None
    entry.only("after_row", "name", "name_en")
    return DottedLine(entry.whole("after_row", GRID_MAX), entry.text("name"), entry.text("name_en"))


def phone(entry: Entry, column: str) -> str | None:
    """Digits of a telephone number; None for an empty value: the county has not named one yet."""
    raw = entry.optional(column)
    try:
        return tidy_phone(raw) if raw else None
    except AppError:
        raise entry.error(column, Fault.PHONE) from None


def rotation_years(entry: Entry) -> int:
    return entry.whole("rotation_years", ROTATION_MAX, 0) if "rotation_years" in entry.cells else ROTATION_YEARS


def neighbours(entries: list[Entry]) -> tuple[Neighbour, ...]:
    unique(entries, "code")
    for entry in entries:
        entry.only("code", "name", "name_en")
    return tuple(Neighbour(e.place_code("code", COUNTY), e.text("name"), e.text("name_en")) for e in entries)
