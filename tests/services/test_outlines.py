"""Outlines are the county's own, bear their approval number, and follow mergers of towns."""

from __future__ import annotations

import json

import pytest

from data.domain.errors import InvalidInput, NotAllowed
from data.models.place import Place
from data.queries.outlines import Outlines, has_outlines, outlines
from data.services.outlines import drop_outlines, keep_outlines
from tests.village import OTHER_TOWN, TOWN, Village

NUMBER = "蒙S（2023）012号"
RING = [[108.0, 41.0], [108.5, 41.0], [108.5, 41.5], [108.0, 41.0]]


def geojson(*towns: str) -> bytes:
    shape = {"type": "Polygon", "coordinates": [RING]}
    return json.dumps({"features": [{"properties": {"code": town}, "geometry": shape} for town in towns]}).encode()


def keep(village: Village, *towns: str, who: str = "admin", number: str = NUMBER) -> int:
    with village.writing(who) as ctx:
        return keep_outlines(ctx, "旗.geojson", geojson(*towns), number)


def kept(village: Village, who: str = "leader") -> Outlines | None:
    with village.reading(who) as ctx:
        assert has_outlines(ctx) is (outlines(ctx) is not None)
        return outlines(ctx)


def test_they_are_kept_replaced_and_taken_away(village: Village):
    assert kept(village) is None
    assert keep(village, TOWN) == 1
    found = kept(village)
    assert found and (found.approval_number, found.shapes, len(found.lacking)) == (NUMBER, {TOWN: [RING]}, 1)
    assert keep(village, TOWN, OTHER_TOWN, number="审图号：GS(2019)1822号") == 2
    found = kept(village)
    assert found and (found.approval_number, found.lacking) == ("GS(2019)1822号", ())
    with village.writing("admin") as ctx:
        drop_outlines(ctx)
    assert kept(village) is None


def test_a_town_that_took_in_another_has_its_outline_too(village: Village):
    keep(village, TOWN, OTHER_TOWN)
    with village.writing("admin") as ctx:
        gone = ctx.session.get_one(Place, OTHER_TOWN)
        gone.current_code, gone.valid_to = TOWN, ctx.today
    found = kept(village)
    assert found and (found.shapes, found.lacking) == ({TOWN: [RING, RING]}, ())


@pytest.mark.parametrize("number", ["没有号", "2023012", "蒙S2023012号", "蒙S（23）1号"])
def test_without_an_approval_number_no_map(village: Village, number: str):
    with pytest.raises(InvalidInput, match="outline_number"):
        keep(village, TOWN, number=number)
    assert kept(village) is None


def test_only_who_administers_the_county_uploads(village: Village):
    for who in ("officer", "leader", "far_officer"):
        with pytest.raises(NotAllowed):
            keep(village, TOWN, who=who)
    with pytest.raises(NotAllowed), village.reading("cooperative") as ctx:
        outlines(ctx)
