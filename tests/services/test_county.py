"""Installing a county: from its files, again without harm, and any other county of the same layout."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import AppError
from data.exchange.county_files import places_folder
from data.models.place import County, Place
from data.models.taxonomy import Discipline, Industry, ProblemType
from data.runtime import Runtime
from data.services.county import install_county
from tests.desk import COUNTY, PLUM_VILLAGE, TOWN

NEIGHBOUR = "150821"


def install(runtime: Runtime, code: str = COUNTY, demonstration: bool = False) -> None:
    with runtime.writing(None) as ctx:
        install_county(ctx.session, places_folder(code), code, demonstration)


def counts(runtime: Runtime) -> list[int]:
    with runtime.reading(None) as ctx:
        return [
            ctx.session.scalar(select(func.count()).select_from(model))
            for model in (Place, County, Industry, ProblemType, Discipline)
        ]


def test_places_code_lists_and_settings_are_there(runtime: Runtime):
    install(runtime, demonstration=True)
    with runtime.reading(None) as ctx:
        village, town = ctx.session.get_one(Place, PLUM_VILLAGE), ctx.session.get_one(Place, TOWN)
        county = ctx.session.get_one(County, COUNTY)
        assert (village.name, village.parent_code, village.county_code) == ("巴仁宝勒格村", TOWN, COUNTY)
        assert (town.tile_row, town.longitude is not None) == (2, True)
        assert county.is_demonstration
        assert county.settings["hours"]["0"] == [["08:30", "12:00"], ["14:30", "18:00"]]
        assert ctx.session.scalar(select(func.count()).select_from(ProblemType)) == 26
        assert ctx.session.scalar(select(Industry.is_proposal).where(Industry.code == "I4"))


def test_installing_again_brings_names_up_to_date_and_keeps_what_officers_set(runtime: Runtime):
    install(runtime)
    before = counts(runtime)
    with runtime.writing(None) as ctx:
        ctx.session.get_one(Place, PLUM_VILLAGE).name = "旧名字"
        county = ctx.session.get_one(County, COUNTY)
        county.office_phone, county.data_version = "04785912345", 7
        county.settings = {**county.settings, "holidays": ["2026-07-11"], "duty_phone": "04785900000"}
    install(runtime)
    assert counts(runtime) == before
    with runtime.reading(None) as ctx:
        county = ctx.session.get_one(County, COUNTY)
        assert ctx.session.get_one(Place, PLUM_VILLAGE).name == "巴仁宝勒格村"
        assert (county.office_phone, county.data_version) == ("04785912345", 7)
        assert (county.settings["holidays"], county.settings["duty_phone"]) == (["2026-07-11"], "04785900000")


def test_hours_and_seasons_come_from_the_file_until_somebody_sets_them(runtime: Runtime):
    install(runtime)
    with runtime.writing(None) as ctx:
        county = ctx.session.get_one(County, COUNTY)
        assert {row["kind"] for row in county.settings["seasons"]} == {"lambing", "sowing", "frost", "locusts"}
        county.settings = {**county.settings, "hours": {"0": [["09:00", "10:00"]]}}
    install(runtime)
    with runtime.writing(None) as ctx:
        county = ctx.session.get_one(County, COUNTY)
        assert len(county.settings["hours"]) == 5
        own = {"hours": {"0": [["09:00", "10:00"]]}, "seasons": [], "office_set": True}
        county.settings = {**county.settings, **own}
    install(runtime)
    with runtime.reading(None) as ctx:
        settings = ctx.session.get_one(County, COUNTY).settings
        assert {name: settings[name] for name in own} == own


def test_another_county_needs_only_its_places(runtime: Runtime):
    install(runtime, NEIGHBOUR)
    with runtime.reading(None) as ctx:
        tiles = ctx.session.execute(
            select(Place.tile_row, Place.tile_column).where(Place.parent_code == NEIGHBOUR)
        ).all()
    assert len(tiles) == len(set(tiles)) > 3
    assert all(row and column for row, column in tiles)


def test_an_unknown_county_leaves_nothing(runtime: Runtime):
    with pytest.raises(AppError):
        install(runtime, "150899")
    assert counts(runtime) == [0, 0, 0, 0, 0]
