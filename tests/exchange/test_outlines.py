"""Outlines from a stranger's file: what is right is taken as it is, what is wrong is named with what to do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.exchange.outlines import POINTS_MAX, read_outlines

TOWNS = {"150824100": ("海流图镇", "海流图"), "150824201": ("川井苏木", "川井")}
SQUARE = [[108.0, 41.0], [108.5, 41.0], [108.5, 41.5], [108.0, 41.0]]
FURTHER = [[107.0, 41.2, 900], [107.5, 41.2, 900], [107.5, 41.7, 900], [107.0, 41.2, 900]]


def town(properties: object, coordinates: object, kind: str = "Polygon") -> dict:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_towns_are_known_by_code_or_by_name_and_heights_are_left_out():
    content = collection(
        town({"code": "150824100000", "name": "随便"}, [SQUARE]),
        town({"NAME": "川井"}, [[SQUARE], [FURTHER]], "MultiPolygon"),
    )
    assert read_outlines(b"\xef\xbb\xbf" + content, TOWNS) == {
        "150824100": [SQUARE], "150824201": [SQUARE, [point[:2] for point in FURTHER]],
    }


GOOD = {"code": 150824100}


@pytest.mark.parametrize(("content", "code"), [
    (b"", "outline_unreadable"), (b"\xff\xfe", "outline_unreadable"), (b"[" * 100_000, "outline_unreadable"),
    (b"{}", "outline_unreadable"), (collection(), "outline_unreadable"), (collection("x"), "outline_unreadable"),
    (b'{"features": [NaN]}', "outline_unreadable"), (b" " * (4 * 2**20 + 1), "outline_size"),
    (collection(town(None, [SQUARE])), "outline_town"),
    (collection(town({"name": "别处镇"}, [SQUARE])), "outline_town"),
    (collection(town(GOOD, [SQUARE]), town({"name": "海流图镇"}, [SQUARE])), "outline_twice"),
    (collection({"properties": GOOD}), "outline_shape"), (collection(town(GOOD, SQUARE)), "outline_shape"),
    (collection(town(GOOD, [SQUARE], "LineString")), "outline_shape"),
    (collection(town(GOOD, [SQUARE[:3]])), "outline_shape"), (collection(town(GOOD, [])), "outline_shape"),
    (collection(town(GOOD, [[*SQUARE[:3], [1, 2]]])), "outline_shape"),
    (collection(town(GOOD, [[["x", 41], *SQUARE[1:], ["x", 41]]])), "outline_shape"),
    (collection(town(GOOD, [[[True, True]] * 4])), "outline_shape"),
    (collection(town(GOOD, [[[10**400, 41]] * 4])), "outline_degrees"),
    (collection(town(GOOD, [[[508000.0, 4540000.0]] * 4])), "outline_degrees"),
    (collection(town(GOOD, [[[41.0, 108.0]] * 4])), "outline_degrees"),
    (collection(town(GOOD, [[[108.0, 41.0]] * (POINTS_MAX + 1)])), "outline_fine"),
])
def test_what_is_wrong_is_named(content: bytes, code: str):
    with pytest.raises(InvalidInput, match=code):
        read_outlines(content, TOWNS)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.just(108.0),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["features", "properties", "geometry", "type", "coordinates", "code"]), inner, max_size=4,
    ), max_leaves=12,
)


@given(JSON, JSON)
def test_nothing_else_than_a_sentence_comes_of_any_json(anything, geometry):
    for document in (anything, {"features": [{"properties": GOOD, "geometry": geometry}]}):
        with pytest.raises(InvalidInput):
            read_outlines(json.dumps(document).encode(), TOWNS)
