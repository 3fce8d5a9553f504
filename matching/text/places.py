"""Place names in a text: towns and villages by division code, as candidates until the town or the asker decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matching.text.normalise import normalise
from matching.text.types import Shares

TOWN_DIGITS, VILLAGE_DIGITS = 9, 12
SURE, LIKELY = 0.95, 0.85
SPREAD_OVER_TOWN = 0.6  # share of the town where several of its villages are named beside it
_SUFFIX = re.compile(
    r"(?:民族|蒙古族)?"
    r"(?:村民委员会|居民委员会|嘎查委员会|村委会|居委会|街道|苏木|嘎查|社区|种畜繁育中心|牧场|农场|镇|乡|村)$"
)
# A short form of two characters is often an ordinary word (胜利, 红旗): villages then need their 村 or 嘎查, the
# number of a group behind them (红旗三社), or another village beside them (宏丰和大圣两个村).
SHORTEST_VILLAGE = 3
_GROUP = r"(?=[一二三四五六七八九十\d]+[社队组]|[和、].{2,6}村)"
_WHERE = re.compile(r"(?:地|田|草场|棚|园子|羊|牛)?(?:在|搁)$")


class PlaceNames:
    """Names of towns and villages of one or more counties. Names are not unique, codes are."""

    def __init__(self, places: Iterable[tuple[str, str]]) -> None:
        """places: (code, name) with 9 or 12 digits; other levels are left out."""
        self._codes: dict[str, tuple[str, ...]] = {}
        patterns: dict[str, str] = {}
        for code, name in sorted(places):
            if len(code) in (TOWN_DIGITS, VILLAGE_DIGITS):
                for form, pattern in _forms(code, normalise(name)).items():
                    self._codes[form] = tuple(dict.fromkeys((*self._codes.get(form, ()), code)))
                    patterns[form] = min(pattern, patterns.get(form, pattern), key=len)
        longest_first = sorted(patterns, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(patterns[name] for name in longest_first)) if patterns else None

    def find(self, text: str) -> Shares:
        """(code, share) of the place the problem is in, best first; empty if none is named. A name that several
        places bear, and several villages named, stay candidates of equal share; a town named beside several of its
        own villages comes before them."""
        names = self._named(normalise(text))
        if not names:
            return ()
        towns = list(dict.fromkeys(code for name in names for code in self._codes[name] if len(code) == TOWN_DIGITS))
        villages = [name for name in names if all(len(code) == VILLAGE_DIGITS for code in self._codes[name])]
        if not villages:
            return _equal(towns, SURE)
        found = [self._inside(name, towns) for name in villages]
        codes = [code for one in found for code in one]
        if len(villages) > 1 and len(towns) == 1 and all(code.startswith(towns[0]) for code in codes):
            return ((towns[0], SPREAD_OVER_TOWN), *_equal(codes, LIKELY - SPREAD_OVER_TOWN))
        return _equal(codes, SURE if all(_SUFFIX.search(name) for name in villages) else LIKELY)

    def _named(self, text: str) -> list[str]:
        """Distinct names in order; only those behind "(the land) is in" where there are such."""
        if self._pattern is None:
            return []
        found = [(match.group(), bool(_WHERE.search(text[: match.start()]))) for match in self._pattern.finditer(text)]
        return list(dict.fromkeys(name for name, where in found if where)) or list(dict.fromkeys(n for n, _ in found))

    def _inside(self, name: str, towns: Sequence[str]) -> list[str]:
        codes = self._codes[name]
        return [code for code in codes if code[:TOWN_DIGITS] in towns] or list(codes)


def _forms(code: str, name: str) -> dict[str, str]:
    """Spoken forms of a name and the pattern each is found by."""
    short = _SUFFIX.sub("", name)
    forms = {name: re.escape(name)}
    if len(short) >= (2 if len(code) == TOWN_DIGITS else SHORTEST_VILLAGE):
        forms[short] = re.escape(short)
    elif len(short) == SHORTEST_VILLAGE - 1:
        forms[short] = re.escape(short) + _GROUP
    return forms


def _equal(codes: Sequence[str], share: float) -> Shares:
    distinct = sorted(set(codes))
    return tuple((code, round(share / len(distinct), 4)) for code in distinct)
