"""Place names in a text: towns and villages by division code, as candidates until the town or the asker decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matching.text.normalise import normalise
from matching.text.types import Shares

TOWN_DIGITS, VILLAGE_DIGITS = 9, 12
SURE, LIKELY = 0.95, 0.85
_SUFFIX = re.compile(
    r"(?:民族|蒙古族)?"
    r"(?:村民委员会|居民委员会|嘎查委员会|村委会|居委会|街道|苏木|嘎查|社区|牧场|农场|镇|乡|村)$"
)
# A short form of two characters is often an ordinary word (胜利, 红旗): villages then need their 村 or 嘎查.
SHORTEST_VILLAGE = 3


class PlaceNames:
    """Names of towns and villages of one or more counties. Names are not unique, codes are."""

    def __init__(self, places: Iterable[tuple[str, str]]) -> None:
        """places: (code, name) with 9 or 12 digits; other levels are left out."""
        self._codes: dict[str, tuple[str, ...]] = {}
        for code, name in sorted(places):
            if len(code) in (TOWN_DIGITS, VILLAGE_DIGITS):
                for form in _forms(code, normalise(name)):
                    self._codes[form] = (*self._codes.get(form, ()), code)
        names = sorted(self._codes, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def find(self, text: str) -> Shares:
        """(code, share) of the place the problem is in, best first; empty if none is named."""
        if self._pattern is None:
            return ()
        names = self._pattern.findall(normalise(text))
        towns = [code for name in names for code in self._codes[name] if len(code) == TOWN_DIGITS]
        for name in names:
            villages = [code for code in self._codes[name] if len(code) == VILLAGE_DIGITS]
            inside = [code for code in villages if code[:TOWN_DIGITS] in towns]
            if villages and len(villages) == len(self._codes[name]):
                return _equal(inside or villages, SURE if _SUFFIX.search(name) else LIKELY)
        return _equal(towns[:1], SURE)


def _forms(code: str, name: str) -> set[str]:
    short = _SUFFIX.sub("", name)
    least = 2 if len(code) == TOWN_DIGITS else SHORTEST_VILLAGE
    return {name, short} if len(short) >= least else {name}


def _equal(codes: Sequence[str], share: float) -> Shares:
    return tuple((code, round(share / len(codes), 4)) for code in sorted(set(codes)))
