"""The shipped places follow from their official names by the rules of extract.py and the overrides beside them."""

import csv
from pathlib import Path

import pytest

from data.exchange.county_files import places_folder
from data.places.extract import english, kind, main, place, read_overrides, short_name

FOLDER = places_folder("1508")


def test_every_shipped_row_is_what_the_rules_make_of_it():
    overrides = read_overrides(FOLDER)
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [place(row["code"], row["official_name"], overrides.get(row["code"], {})) for row in rows] == rows


@pytest.mark.parametrize(
    ("official", "name", "what", "name_en"),
    [
        ("巴仁宝勒格村村民委员会", "巴仁宝勒格村", "village", "Barenbaolege village"),
        ("白音厂汗村民委员会", "白音厂汗村", "village", "Baiyinchanghan village"),
        ("三黄宝村村民委会", "三黄宝村", "village", "Sanhuangbao village"),
        ("丰乐村委会", "丰乐村", "village", "Fengle village"),
        ("温更嘎查委员会", "温更嘎查", "gacha", "Wengeng gacha"),
        ("太英格嘎查村", "太英格嘎查", "gacha", "Taiyingge gacha"),
        ("花园东路社区居民委员会", "花园东路社区", "community", "Huayuan East Road community"),
        ("东升居委会", "东升居委会", "community", "Dongsheng neighbourhood"),
        ("十一分场村生活区", "十一分场", "settlement", "Branch farm 11"),
        ("牧业分场生活区", "牧业分场", "settlement", "Muye branch farm"),
        ("二实验场村委会", "二实验场", "settlement", "Trial farm 2"),
    ],
)
def test_village_level_rules(official: str, name: str, what: str, name_en: str):
    code = "150824100201"
    assert (short_name(code, official), kind(code, official), english(name)) == (name, what, name_en)


@pytest.mark.parametrize(
    ("official", "name", "what", "name_en"),
    [
        ("海流图镇", "海流图镇", "town", "Hailiutu town"),
        ("额尔登布拉格苏木", "额尔登布拉格苏木", "sumu", "E'erdengbulage sumu"),
        ("巴彦淖尔市牧洋海牧场有限公司", "牧洋海牧场", "farm", "Muyanghai ranch"),
        ("磴口县农垦乌兰布和农场有限责任公司", "乌兰布和农场", "farm", "Wulanbuhe farm"),
    ],
)
def test_town_level_rules(official: str, name: str, what: str, name_en: str):
    code = "150824100"
    assert (short_name(code, official), kind(code, official), english(name)) == (name, what, name_en)


def test_a_name_without_a_rule_is_not_guessed():
    with pytest.raises(ValueError, match="VILLAGE_FORMS"):
        kind("150824100201", "某处")


def test_a_package_becomes_a_folder_of_one_city(tmp_path: Path):
    dist = tmp_path / "package" / "dist"
    dist.mkdir(parents=True)
    tables = {
        "cities": "1508,巴彦淖尔市\n1509,乌兰察布市\n",
        "areas": "150824,乌拉特中旗\n150921,卓资县\n",
        "streets": "150824100,海流图镇\n",
        "villages": "150824100202,巴彦塔拉村村民委员会\n150824100201,巴仁宝勒格村村民委员会\n",
    }
    for name, rows in tables.items():
        (dist / f"{name}.csv").write_text("code,name\n" + rows, encoding="utf-8")
    main(tmp_path / "package", "1508", tmp_path)
    lines = (tmp_path / "places.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [
        "1508", "150824", "150824100", "150824100201", "150824100202",
    ]  # fmt: skip
