"""A county's outlines of its towns, from the bytes of a stranger's GeoJSON (RFC 7946) to rings that may be drawn."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NoReturn

from data.domain.errors import InvalidInput
from data.domain.places import CHINA_EAST, CHINA_NORTH, TOWN

MEGABYTES_MAX, POINTS_MAX, FEATURES_MAX = 4, 20_000, 200
DECIMALS = 4  # of a degree: about ten metres
CALLED = ("code", "adcode", "town_code", "代码", "name", "NAME", "名称", "乡镇", "苏木镇")
DEPTH = {"Polygon": 1, "MultiPolygon": 2}

Ring = list[list[float]]


def read_outlines(content: bytes, towns: Mapping[str, Collection[str]]) -> dict[str, list[Ring]]:
    """Town code -> its rings as [longitude, latitude] in degrees. `towns`: code -> what the town may be called.

    Raises InvalidInput outline_size(most), outline_unreadable, outline_town(name), outline_twice(name),
    outline_shape(name), outline_degrees(name), outline_fine(points, most).
    """
    if len(content) > MEGABYTES_MAX * 2**20:
        raise InvalidInput("outline_size", field="file", most=MEGABYTES_MAX)
    codes = {name: code for code, names in towns.items() for name in (code, *names)}
    found: dict[str, list[Ring]] = {}
    for feature in _features(content):
        code, name = _town(feature.get("properties"), codes)
        if code in found:
            raise InvalidInput("outline_twice", field="file", name=name)
        found[code] = [_ring(line, name) for line in _lines(feature.get("geometry"), name)]
    points = sum(len(ring) for rings in found.values() for ring in rings)
    if points > POINTS_MAX:
        raise InvalidInput("outline_fine", field="file", points=points, most=POINTS_MAX)
    return found


def _features(content: bytes) -> list[dict[str, Any]]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InvalidInput("outline_unreadable", field="file") from None
    features = document.get("features") if isinstance(document, dict) else None
    is_list = isinstance(features, list) and 0 < len(features) <= FEATURES_MAX
    if not is_list or not all(isinstance(one, dict) for one in features):
        raise InvalidInput("outline_unreadable", field="file")
    return features


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _town(properties: Any, codes: Mapping[str, str]) -> tuple[str, str]:
    """Code, and how the file calls it: by code (nine digits, or twelve that end in zeros) or by name."""
    told = [str(properties[key]).strip() for key in CALLED if key in properties] if isinstance(properties, dict) else []
    for word in told:
        is_long = len(word) > TOWN and word[TOWN:].strip("0") == ""
        code = codes.get(word[:TOWN] if is_long else word)
        if code is not None:
            return code, word
    raise InvalidInput("outline_town", field="file", name="、".join(told)[:40] or "–")


def _lines(geometry: Any, name: str) -> Iterator[Any]:
    """The rings of a polygon, or of each of several."""
    depth = DEPTH.get(str(geometry.get("type"))) if isinstance(geometry, dict) else None
    if depth is None:
        raise InvalidInput("outline_shape", field="file", name=name)
    level = [geometry.get("coordinates")]
    for _step in range(depth):
        if not all(isinstance(part, list) and part for part in level):
            raise InvalidInput("outline_shape", field="file", name=name)
        level = [inner for part in level for inner in part]
    yield from level


def _ring(line: Any, name: str) -> Ring:
    """Closed, of four points at least, each in degrees within the country."""
    if not isinstance(line, list) or len(line) < 4 or line[0] != line[-1]:
        raise InvalidInput("outline_shape", field="file", name=name)
    return [_point(one, name) for one in line]


def _point(one: Any, name: str) -> list[float]:
    is_pair = isinstance(one, list) and len(one) in (2, 3) and all(type(part) in (int, float) for part in one)
    if not is_pair:
        raise InvalidInput("outline_shape", field="file", name=name)
    (east, north), (west_end, east_end), (south_end, north_end) = one[:2], CHINA_EAST, CHINA_NORTH
    if not (west_end <= east <= east_end and south_end <= north <= north_end):
        raise InvalidInput("outline_degrees", field="file", name=name)
    return [round(float(east), DECIMALS), round(float(north), DECIMALS)]
