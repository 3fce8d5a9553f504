"""Which village or town of a county is meant: by full name, official name or short form. Asked, never guessed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.domain.places import PlaceLevel, county_of, town_of
from data.exchange.county_files import PlaceRow, load_places, places_folder
from data.exchange.entries import Fault, row_error
from data.exchange.workbooks.sheets import RowFault, squeezed
from data.exchange.workbooks.values.faults import CellFault

COMMITTEE = re.compile(r"(?:村民委员会|村委会|居民委员会|居委会|嘎查委员会|嘎查委|委员会)$")
VILLAGE_ENDINGS = ("嘎查", "社区", "分场", "村")
TOWN_ENDINGS = ("街道", "苏木", "牧场", "农场", "镇", "乡")
GROUP = re.compile(r"[(]?第?[0-9一二三四五六七八九十]+(?:村民)?(?:小组|组|社|队)[)]?$")
MARKS = re.compile(r"[\s/\\\-—_·,，、.。>→|]+")
REGIONS = ("内蒙古自治区", "内蒙古", "内蒙")
BETWEEN = re.compile(r"[、,，;；/\n和及]+")
WHOLE = frozenset(("全旗", "全县", "全区", "本旗", "本县"))
SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """A town, or a village with its town. Names as the register has them."""

    town_code: str
    town: str
    village_code: str | None = None
    village: str | None = None


def load_finder(county: str) -> PlaceFinder:
    """The finder for a county whose places are shipped. Raises AppError county_file_… for one that is not."""
    rows = load_places(places_folder(county))
    if all(row.code != county for row in rows):
        raise row_error("places.csv", 1, "code", county, Fault.UNKNOWN_COUNTY)
    return PlaceFinder(rows, county)


class PlaceFinder:
    """The towns and villages of one county under every form of their names."""

    def __init__(self, rows: Iterable[PlaceRow], county: str):
        rows = list(rows)
        inside = [row for row in rows if county_of(row.code) == county]
        self.names = {row.code: row.name for row in inside}
        self.towns = forms((row for row in inside if row.level is PlaceLevel.TOWN), TOWN_ENDINGS)
        self.villages = forms((row for row in inside if row.level is PlaceLevel.VILLAGE), VILLAGE_ENDINGS)
        self.above = above_forms(rows, county)
        self.town_forms = sorted(self.towns, key=len, reverse=True)

    def find(self, town: str, village: str, context: str | None = None) -> Found | None:
        """The place that the two cells name; None if neither names one.

        `context`: the code of the town that the sheet or a section line names. It settles a village that two towns have
        and never overrules a cell. Raises CellFault: unknown_place, ambiguous_place, place_mismatch.
        """
        town_code, rest = self.read_town(town)
        village = squeezed(village) or rest
        if not self.below_county(village):
            return self.found(town_code) if town_code else None
        return self.find_village(village, town_code, context)

    def find_town(self, text: str) -> str | None:
        """The code of the one town that `text` is the name of; None for anything else."""
        codes = self.towns.get(self.below_county(text), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def town_within(self, text: str) -> str | None:
        """The code of the only town whose full name occurs in `text`, such as a title."""
        text = squeezed(text)
        codes = {code for code, name in self.names.items() if town_of(code) == code and name in text}
        return codes.pop() if len(codes) == 1 else None

    def read_towns(self, text: str) -> list[Found]:
        """Every town of a cell that lists them, or none where it names the county as a whole. Raises CellFault."""
        if text and not self.below_county(text):
            return []
        return [self.one_town(part) for part in BETWEEN.split(text) if squeezed(part)]

    def one_town(self, text: str) -> Found:
        place = self.find(text, "")
        if place is None:
            raise CellFault(RowFault.UNKNOWN_PLACE, field="town", close=self.suggestion(text))
        return place

    def read_town(self, text: str) -> tuple[str | None, str]:
        """(code of the town, what follows its name in the cell)."""
        key = self.below_county(text)
        if not key:
            return None, ""
        if (code := self.find_town(key)) is not None:
            return code, ""
        if (split := self.split_town(key)) is not None:
            return split
        raise CellFault(RowFault.UNKNOWN_PLACE, field="town", close=self.suggestion(key))

    def split_town(self, key: str) -> tuple[str, str] | None:
        """石哈河镇二十四份村 -> its town and 二十四份村, if that town has such a village."""
        for form in self.town_forms:
            rest = key.removeprefix(form)
            for code in self.towns[form] if rest != key and rest else ():
                if any(town_of(village) == code for village in self.codes_of(rest)):
                    return code, rest
        return None

    def find_village(self, text: str, town: str | None, context: str | None) -> Found:
        key = self.below_county(text)
        codes = self.codes_of(key)
        if not codes and (split := self.split_town(key)) is not None:
            return self.in_town(self.codes_of(split[1]), split[0], town)
        if not codes and (named := self.find_town(key)) is not None:
            return self.in_town(set(), named, town)
        if not codes:
            raise CellFault(RowFault.UNKNOWN_PLACE, field="village", close=self.suggestion(key))
        if town is not None:
            return self.in_town(codes, town, town)
        return self.only_one(codes, context)

    def in_town(self, codes: set[str], town: str, wanted: str | None) -> Found:
        """The village among `codes` that lies in `town`, which must be the `wanted` one if there is one."""
        inside = {code for code in codes if town_of(code) == town}
        if wanted not in (None, town) or (codes and not inside):
            others = self.list_towns(codes or {town})
            raise CellFault(RowFault.PLACE_MISMATCH, field="village", towns=others)
        return self.only_one(inside, None) if inside else self.found(town)

    def only_one(self, codes: set[str], context: str | None) -> Found:
        if len(codes) > 1:
            codes = {code for code in codes if town_of(code) == context} or codes
        if len(codes) > 1:
            raise CellFault(RowFault.AMBIGUOUS_PLACE, field="village", towns=self.list_towns(codes))
        return self.found(next(iter(codes)))

    def found(self, code: str) -> Found:
        town = town_of(code) or code
        place = Found(town, self.names[town])
        return place if code == town else replace(place, village_code=code, village=self.names[code])

    def nearest(self, code: str) -> Found | None:
        """The place of this code, else its town, else nothing."""
        known = next((one for one in (code, town_of(code)) if one and one in self.names and town_of(one)), None)
        return self.found(known) if known else None

    def codes_of(self, key: str) -> set[str]:
        """Villages by the name as written, else without 村委会, else without the group (三社)."""
        without_group = GROUP.sub("", key)
        for form in (key, COMMITTEE.sub("", key), without_group, COMMITTEE.sub("", without_group)):
            if form in self.villages:
                return self.villages[form]
        return set()

    def below_county(self, text: str) -> str:
        """The cell's name without marks and without region, city and county before it."""
        key = bare(text)
        if key in self.villages or key in self.towns:
            return key
        for form in self.above:
            key = key.removeprefix(form)
        return "" if key in WHOLE else key

    def suggestion(self, key: str) -> str:
        """A name that is spelled much like `key`, for the question to the sender; '' if there is none."""
        close = difflib.get_close_matches(bare(key), [*self.villages, *self.towns], n=1, cutoff=0.6)
        codes = (self.villages.get(close[0]) or self.towns[close[0]]) if close else set()
        return self.names[next(iter(codes))] if len(codes) == 1 else ""

    def list_towns(self, codes: set[str]) -> str:
        return "、".join(sorted({self.names[town_of(code) or code] for code in codes}))


def forms(rows: Iterable[PlaceRow], endings: tuple[str, ...]) -> dict[str, set[str]]:
    """Codes by full name, official name and short form. A short form never hides another place's full name."""
    full: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row.name, row.official_name, COMMITTEE.sub("", row.official_name)):
            full[bare(name)].add(row.code)
        ending = next((ending for ending in endings if row.name.endswith(ending)), "")
        if ending and len(row.name) - len(ending) >= SHORTEST:
            short[bare(row.name.removesuffix(ending))].add(row.code)
    return {**short, **full}


def above_forms(rows: Iterable[PlaceRow], county: str) -> tuple[str, ...]:
    """What may stand before a town's name: region, city, county, in this order."""
    above = [row for row in rows if row.code in (county[:4], county)]
    ordered = sorted(above, key=lambda row: row.code)
    return (*REGIONS, *(bare(form) for row in ordered for form in (row.name, row.name.removesuffix("市"))))


def bare(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", squeezed(text)))
