"""Villages and towns by any of their names; asked about where two towns have one, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import AppError
from data.domain.places import PlaceLevel, town_of
from data.exchange.county_files import load_places, places_folder
from data.exchange.workbooks.place_finder import load_finder
from data.exchange.workbooks.sheets import RowFault
from data.exchange.workbooks.values.faults import CellFault

FINDER = load_finder("150824")
INSIDE = [place for place in load_places(places_folder("150824")) if place.code.startswith("150824")]
VILLAGES = [place for place in INSIDE if place.level is PlaceLevel.VILLAGE]
TOWNS = {place.code: place for place in INSIDE if place.level is PlaceLevel.TOWN}
SIYITANG, DELINGSHAN, CHUANJING = "150824102207", "150824102", "150824201"


@given(
    st.sampled_from(VILLAGES),
    st.sampled_from(("name", "official_name")),
    st.sampled_from(("", "乌拉特中旗", "内蒙古巴彦淖尔市乌拉特中旗")),
)
def test_every_village_is_found_with_its_town(village, form: str, before: str):
    town, name = TOWNS[town_of(village.code)], getattr(village, form)
    for cells in (
        (before + town.name, name),
        ("", before + town.name + name),
        (before + town.name + name, ""),
        (town.name, town.name + name),
    ):
        assert FINDER.find(*cells).village_code == village.code


@given(st.sampled_from(VILLAGES))
def test_without_its_town_a_village_is_found_or_asked_about(village):
    namesakes = [other for other in VILLAGES if village.name in (other.name, other.official_name)]
    if len(namesakes) == 1:
        assert FINDER.find("", village.name).village_code == village.code
        return
    with pytest.raises(CellFault) as caught:
        FINDER.find("", village.name)
    assert caught.value.fault is RowFault.AMBIGUOUS_PLACE
    assert set(caught.value.about["towns"].split("、")) == {TOWNS[town_of(other.code)].name for other in namesakes}
    assert FINDER.find("", village.name, town_of(village.code)).village_code == village.code


@pytest.mark.parametrize(
    ("town", "village"),
    [
        ("德岭山", "四义堂"),
        ("", "四义堂村村委会"),
        ("", "四义堂村三社"),
        ("", "四义堂村委会第3村民小组"),
        ("德岭山镇四义堂村", ""),
        ("", "德岭山/四义堂村"),
        (" 德岭山 镇", "四义堂\u200b村"),
        ("德岭山镇", "德岭山镇 四义堂村"),
    ],
)
def test_forms_of_one_village(town: str, village: str):
    assert FINDER.find(town, village).village_code == SIYITANG


@pytest.mark.parametrize(
    ("town", "village", "fault", "field"),
    [
        ("太阳岛镇", "双荣村", RowFault.UNKNOWN_PLACE, "town"),
        ("", "幸福新村", RowFault.UNKNOWN_PLACE, "village"),
        ("温更镇", "四义堂村", RowFault.PLACE_MISMATCH, "village"),
        ("", "哈拉图", RowFault.AMBIGUOUS_PLACE, "village"),
        ("临河区狼山镇", "", RowFault.UNKNOWN_PLACE, "town"),
        ("温更镇", "德岭山镇", RowFault.PLACE_MISMATCH, "village"),
        ("", "临河区团结街道", RowFault.UNKNOWN_PLACE, "village"),
        ("四义堂村", "", RowFault.UNKNOWN_PLACE, "town"),
    ],
)
def test_what_is_sent_back(town: str, village: str, fault: RowFault, field: str):
    with pytest.raises(CellFault) as caught:
        FINDER.find(town, village)
    assert (caught.value.fault, caught.value.field) == (fault, field)


def test_the_message_names_what_is_spelled_alike():
    with pytest.raises(CellFault) as caught:
        FINDER.find("温更镇", "哈日楚鲁嘎查")
    assert caught.value.about["close"] == "哈日朝鲁嘎查"


def test_a_town_is_enough_and_the_county_says_nothing():
    assert FINDER.find("海流图", "").village_code is None
    assert FINDER.find("乌拉特中旗", "四义堂村").village_code == SIYITANG
    assert FINDER.find("乌拉特中旗", "") is None
    assert FINDER.find("", "川井苏木").town_code == CHUANJING


def test_the_context_settles_and_never_overrules():
    assert FINDER.find("", "哈拉图", CHUANJING).town_code == CHUANJING
    assert FINDER.find("", "四义堂村", CHUANJING).town_code == DELINGSHAN
    assert FINDER.find("呼勒斯太苏木", "哈拉图", CHUANJING).town == "呼勒斯太苏木"


def test_several_towns_of_an_expert():
    assert [place.town for place in FINDER.read_towns("海流图镇、川井，温更镇")] == ["海流图镇", "川井苏木", "温更镇"]
    assert FINDER.read_towns("全旗") == []
    with pytest.raises(CellFault):
        FINDER.read_towns("海流图镇、月亮镇")


def test_a_title_names_a_town_or_several():
    assert FINDER.town_within("2024年德岭山镇经营主体统计表") == DELINGSHAN
    assert FINDER.town_within("德岭山镇和温更镇统计表") is None


def test_a_county_that_is_not_shipped():
    with pytest.raises(AppError, match="unknown_county"):
        load_finder("150899")
