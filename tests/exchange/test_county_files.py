"""Places and county settings: the shipped files, another county, and every fault a person can make."""

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import AppError
from data.domain.places import PlaceKind, PlaceLevel
from data.exchange.county_files import (
    CountyRow,
    PlaceRow,
    load_county,
    load_places,
    places_folder,
)
from data.exchange.entries import Fault
from data.i18n.errors import sentence

BAYANNUR = places_folder("150824")
HEADER = "code,parent_code,level,name,official_name,kind,name_en\n"
SMALL = HEADER + (
    "9901,,city,甲市,甲市,city,Jia city\n"
    "990101,9901,county,乙县,乙县,county,Yi county\n"
    "990101100,990101,town,丙镇,丙镇,town,Bing town\n"
    "990101101,990101,town,丁镇,丁镇,town,Ding town\n"
    "990101100201,990101100,village,东村,东村村民委员会,village,Dong village\n"
)
SETTINGS = """code = "990101"
name = "乙县"
seat = "990101100"
duty_phone = "0478-1234567"

[working_hours]
weekdays = [1, 6]
spans = [["09:00", "12:30"]]
checked = true

[[towns]]
code = "990101100"
row = 1
column = 2
longitude = 108
latitude = 41.5
checked = true

[[towns]]
code = "990101101"
label = "丁口"
row = 2
column = 1
checked = false

[[neighbours]]
code = "990102"
name = "戊县"
name_en = "Wu county"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a tiny second county."""
    (tmp_path / "places.csv").write_text(SMALL, encoding="utf-8")
    (tmp_path / "990101.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def fault(small: Path) -> Callable[[str, str, str], AppError]:
    """Change one spot of a file of the tiny county, load it, return the error."""

    def load(file: str, old: str, new: str) -> AppError:
        text = (small / file).read_text(encoding="utf-8")
        assert old in text
        (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(AppError) as caught:
            load_county(small, "990101")
        return caught.value

    return load


def places_of(county: str) -> list[PlaceRow]:
    return [place for place in load_places(BAYANNUR) if place.code.startswith(county)]


def tiles(county: CountyRow) -> dict[tuple[int, int], str]:
    return {(tile.row, tile.column): tile.label for tile in county.tiles}


def test_the_city_is_whole():
    levels = Counter(place.level for place in load_places(BAYANNUR))
    assert levels == {"city": 1, "county": 7, "town": 89, "village": 956}


def test_the_banner_has_its_towns_and_villages():
    kinds = Counter(place.kind for place in places_of("150824"))
    assert kinds == {
        "banner": 1, "town": 6, "sumu": 4, "farm": 2, "gacha": 63, "village": 24, "community": 11, "settlement": 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name", "name_en"),
    [
        ("150824", "乌拉特中旗", "Urad Middle Banner"),
        ("150824100", "海流图镇", "Hailiutu town"),
        ("150824100001", "乌兰大街社区", "Wulan Street community"),
        ("150824100201", "巴仁宝勒格村", "Barenbaolege village"),
        ("150824101206", "宏伟村", "Hongwei village"),
        ("150824200201", "温更嘎查", "Wengeng gacha"),
        ("150824400", "牧洋海牧场", "Muyanghai ranch"),
    ],
)
def test_names_of_known_places(code: str, name: str, name_en: str):
    place = next(place for place in load_places(BAYANNUR) if place.code == code)
    assert (place.name, place.name_en) == (name, name_en)


def test_every_place_follows_its_parent_in_the_list_and_by_code():
    seen: set[str | None] = {None}
    for place in load_places(BAYANNUR):
        assert place.parent_code in seen
        assert place.code.startswith(place.parent_code or "")
        seen.add(place.code)


def test_codes_are_unique_and_names_are_not():
    villages = [place for place in places_of("150824") if place.level is PlaceLevel.VILLAGE]
    assert len({place.code for place in villages}) == len(villages)
    assert sum(place.name == "哈拉图嘎查" for place in villages) == 2


def test_english_names_are_latin_letters():
    assert all(re.fullmatch(r"[A-Z][a-zA-Zü0-9', .]+", place.name_en) for place in load_places(BAYANNUR))


def test_the_tile_map_is_the_one_of_the_design():
    assert tiles(load_county(BAYANNUR, "150824")) == {
        (1, 1): "甘其毛都", (1, 2): "川井", (1, 3): "巴音乌兰",
        (2, 2): "温更", (2, 3): "海流图", (2, 4): "新忽热", (2, 5): "同和太",
        (3, 1): "牧洋海", (3, 2): "乌加河", (3, 3): "呼勒斯太", (3, 4): "德岭山", (3, 5): "石哈河",
    }  # fmt: skip


def test_the_banner_settings():
    county = load_county(BAYANNUR, "150824")
    assert county.seat == "150824100"
    assert county.line is not None
    assert (county.line.after_row, county.line.name) == (2, "阴山")
    assert county.hours.spans == ((dt.time(8, 30), dt.time(12)), (dt.time(14, 30), dt.time(18)))
    assert (county.duty_phone, county.office_phone) == (None, None)
    assert {"150802", "150825"} <= {neighbour.code for neighbour in county.neighbours}


def test_what_no_officer_has_checked_says_so():
    county = load_county(BAYANNUR, "150824")
    assert not any(tile.checked for tile in county.tiles)
    assert not county.hours.checked


def test_town_centres_lie_where_the_tiles_say():
    """Rough coordinates, but the north of the sketch is north, and within a row west comes first."""
    by_row: dict[int, list[tuple[float, float]]] = {}
    for tile in load_county(BAYANNUR, "150824").tiles:
        assert tile.longitude is not None and tile.latitude is not None
        by_row.setdefault(tile.row, []).append((tile.longitude, tile.latitude))
    assert all([lon for lon, _ in row] == sorted(lon for lon, _ in row) for row in by_row.values())
    assert min(lat for _, lat in by_row[1]) > max(lat for _, lat in by_row[2])
    assert min(lat for _, lat in by_row[2]) > max(lat for _, lat in by_row[3])


@pytest.mark.parametrize("code", ["150802", "150821", "150822", "150823", "150825", "150826"])
def test_a_county_without_settings_gets_an_alphabetical_grid(code: str):
    county = load_county(BAYANNUR, code)
    names = {place.code: place.name_en.casefold() for place in places_of(code)}
    assert not county.has_file
    assert [names[tile.code] for tile in county.tiles] == sorted(names[tile.code] for tile in county.tiles)
    assert [(tile.row - 1) * 5 + tile.column for tile in county.tiles] == list(range(1, len(county.tiles) + 1))


def test_a_grid_label_drops_the_kind():
    assert tiles(load_county(BAYANNUR, "150825"))[1, 2] == "巴音前达门"


def test_a_second_county_loads_from_the_same_layout(small: Path):
    county = load_county(small, "990101")
    assert tiles(county) == {(1, 2): "丙", (2, 1): "丁口"}
    assert county.has_file and county.seat == "990101100" and county.duty_phone == "04781234567"
    assert county.line is None
    assert county.hours.weekdays == (1, 6)
    assert county.neighbours[0].name == "戊县"
    assert county.tiles[1].longitude is None


def test_hours_left_out_are_the_default(small: Path):
    text = re.sub(r"\[working_hours\].*?\n\n", "", SETTINGS, flags=re.DOTALL)
    (small / "990101.toml").write_text(text, encoding="utf-8")
    assert load_county(small, "990101").hours.weekdays == (1, 2, 3, 4, 5)


def test_a_file_saved_by_a_spreadsheet_loads(small: Path):
    (small / "places.csv").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    (small / "990101.toml").write_bytes(b"\xef\xbb\xbf" + SETTINGS.replace("\n", "\r\n").encode())
    assert len(load_county(small, "990101").tiles) == 2


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(AppError) as caught:
        load_places(tmp_path)
    assert caught.value.code == "county_file_missing"
    assert caught.value.params == {"file": "places.csv", "folder": tmp_path.name}


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("level,", "", "column_missing", 1, "level"),
        ("level,", "code,", "duplicate", 1, "code"),
        ("9901,,city", "99O1,,city", "digits", 2, "code"),
        ("990101100201,", "99010110020,", "digits", 6, "code"),
        ("990101101,990101", "990101100,990101", "duplicate", 5, "code"),
        ("990101101,990101", "990201101,990201", "unknown_parent", 5, "parent_code"),
        ("990101101,990101", "990101101,9901", "parent_mismatch", 5, "parent_code"),
        ("9901,,city", "9901,99,city", "parent_mismatch", 2, "parent_code"),
        ("丁镇,town,", "丁镇,shire,", "unknown_word", 5, "kind"),
        ("丁镇,town,", "丁镇,gacha,", "level_mismatch", 5, "kind"),
        ("990101101,990101,town", "990101101,990101,village", "level_mismatch", 5, "level"),
        ("990101101,990101,town", "990101101,990101,parish", "unknown_word", 5, "level"),
        ("丁镇,丁镇", "丁镇,", "empty", 5, "official_name"),
        ("丁镇,丁镇", "丁镇 ,丁镇", "blanks", 5, "name"),
        ("丁镇,丁镇", "丁\t镇,丁镇", "wrong_form", 5, "name"),
        ("丁镇,丁镇", "丁" * 81 + ",丁镇", "too_long", 5, "name"),
        ("丁镇,丁镇", "丁镇,丁镇,丁镇", "cell_count", 5, ""),
        ("丁镇,丁镇,", "丁镇,", "cell_count", 5, ""),
        ("丁镇,丁镇", '"丁"镇,丁镇', "not_readable", 5, ""),
    ],
)
def test_a_fault_in_places_names_row_and_column(fault, old: str, new: str, code: str, row: int, column: str):
    error = fault("places.csv", old, new)
    assert error.code == f"county_file_{code}"
    assert (error.params["file"], error.params["row"], error.params["column"]) == ("places.csv", row, column)


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ('code = "990101"', 'code = "990102"', "other_county", 1, "code"),
        ('name = "乙县"', 'name = "已县"', "other_county", 2, "name"),
        ('name = "乙县"', "name = 乙县", "not_readable", 2, ""),
        ('name = "乙县"', "name = 3", "wrong_form", 2, "name"),
        ('seat = "990101100"', 'seat = "990101109"', "unknown_town", 3, "seat"),
        ('seat = "990101100"', 'seet = "990101100"', "column_unknown", 3, "seet"),
        ('seat = "990101100"\n', "", "empty", 1, "seat"),
        ("0478-1234567", "12345", "phone", 4, "duty_phone"),
        ("[1, 6]", "[1, 8]", "wrong_form", 7, "weekdays"),
        ("[1, 6]", "[[1], true]", "wrong_form", 7, "weekdays"),
        ("[1, 6]", "[6, 1]", "out_of_range", 7, "weekdays"),
        ("[1, 6]", "[]", "out_of_range", 7, "weekdays"),
        ('["09:00", "12:30"]', '["9", "12:30"]', "wrong_form", 8, "spans"),
        ('["09:00", "12:30"]', '["09:00", "25:30"]', "wrong_form", 8, "spans"),
        ('["09:00", "12:30"]', '["09:00"]', "wrong_form", 8, "spans"),
        ('["09:00", "12:30"]', "3", "wrong_form", 8, "spans"),
        ('["09:00", "12:30"]', '["13:00", "12:30"]', "out_of_range", 8, "spans"),
        ("checked = true", "checked = 1", "unknown_word", 9, "checked"),
        ('code = "990101101"', 'code = "990101100"', "duplicate", 20, "code"),
        ('code = "990101101"', 'code = "990101102"', "unknown_town", 20, "code"),
        ('code = "990101101"', 'code = "990101"', "digits", 20, "code"),
        ("row = 2\ncolumn = 1", "row = 1\ncolumn = 2", "tile_clash", 23, "column"),
        ("row = 2", "row = 0", "out_of_range", 22, "row"),
        ("row = 2", "row = 2.0", "wrong_form", 22, "row"),
        ("row = 2", "row = true", "wrong_form", 22, "row"),
        ("longitude = 108", "longitude = 41", "out_of_range", 15, "longitude"),
        ("latitude = 41.5", "latitude = nan", "out_of_range", 16, "latitude"),
        ("checked = false", "cheked = false", "column_unknown", 24, "cheked"),
        ('code = "990102"', 'code = "9901"', "digits", 27, "code"),
        ("[[neighbours]]", "[neighbours]", "wrong_form", 1, "neighbours"),
    ],
)
def test_a_fault_in_the_settings_names_row_and_key(fault, old: str, new: str, code: str, row: int, column: str):
    error = fault("990101.toml", old, new)
    assert error.code == f"county_file_{code}"
    assert (error.params["file"], error.params["row"], error.params["column"]) == ("990101.toml", row, column)


def test_a_town_without_a_tile_is_named(small: Path):
    text = re.sub(r'\[\[towns\]\]\ncode = "990101101".*?\n\n', "", SETTINGS, flags=re.DOTALL)
    (small / "990101.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AppError) as caught:
        load_county(small, "990101")
    assert (caught.value.code, caught.value.params["value"]) == ("county_file_town_without_tile", "990101101")


@pytest.mark.parametrize("code", ["990102", "9901", "990101100", "../990101"])
def test_a_county_that_is_not_in_the_places_is_refused(small: Path, code: str):
    with pytest.raises(AppError) as caught:
        load_county(small, code)
    assert caught.value.code == "county_file_unknown_county"


@pytest.mark.parametrize("file", ["places.csv", "990101.toml"])
def test_another_encoding_is_refused_with_its_line(small: Path, file: str):
    text = (small / file).read_text(encoding="utf-8")
    (small / file).write_bytes(text.encode("gb18030"))
    with pytest.raises(AppError) as caught:
        load_county(small, "990101")
    assert (caught.value.code, caught.value.params["row"]) == ("county_file_not_readable", 2)


@pytest.mark.parametrize("fault", [*Fault, "missing"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fault_has_a_sentence_that_names_the_file(fault: str, lang: str):
    error = AppError(f"county_file_{fault}", file="F.csv", folder="D", row=7, column="C", value="V")
    words = sentence(error, lang)
    assert "F.csv" in words
    assert words.isascii() == (lang == "en")


names = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=80
) | st.sampled_from(['"', "a,b", "'=+-@", "草;木", "一 二"])
part = st.integers(0, 999).map("{:03}".format)


@st.composite
def countries(draw: st.DrawFn) -> list[PlaceRow]:
    """A city with a county, towns and villages, in any order."""
    towns = draw(st.sets(part, min_size=1, max_size=6))
    codes = ["9901", "990101", *(f"990101{t}" for t in towns)]
    codes += [f"990101{t}{v}" for t in sorted(towns) for v in draw(st.sets(part, max_size=4))]
    return [make_place(code, draw(names), draw(names)) for code in draw(st.permutations(codes))]


def make_place(code: str, name: str, name_en: str) -> PlaceRow:
    level, cut, kind = {4: ("city", 0, "city"), 6: ("county", 4, "banner"), 9: ("town", 6, "sumu")}.get(
        len(code), ("village", 9, "gacha")
    )
    return PlaceRow(code, code[:cut] or None, PlaceLevel(level), name, name[::-1], PlaceKind(kind), name_en)


def write_places(folder: Path, places: list[PlaceRow]) -> None:
    fields = list(PlaceRow.__dataclass_fields__)
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        writer.writerows([getattr(place, field) for field in fields] for place in places)


@given(countries())
def test_places_survive_a_round_trip(tmp_path_factory, places: list[PlaceRow]):
    folder = tmp_path_factory.mktemp("round")
    write_places(folder, places)
    assert load_places(folder) == sorted(places, key=lambda place: (len(place.code), place.code))


@given(countries(), st.randoms(use_true_random=False))
def test_a_tile_map_survives_a_round_trip(tmp_path_factory, places: list[PlaceRow], random):
    folder = tmp_path_factory.mktemp("tiles")
    towns = [place.code for place in places if place.level is PlaceLevel.TOWN]
    spots = random.sample([(row, column) for row in range(1, 4) for column in range(1, 4)], len(towns))
    write_places(folder, places)
    blocks = [
        f'[[towns]]\ncode = "{code}"\nlabel = "甲"\nrow = {row}\ncolumn = {column}\nchecked = true\n'
        for code, (row, column) in zip(towns, spots, strict=True)
    ]
    county = next(place for place in places if place.code == "990101")
    name = "".join(f"\\U{ord(c):08x}" for c in county.name)
    head = f'code = "990101"\nname = "{name}"\nseat = "{towns[0]}"\n'
    (folder / "990101.toml").write_text(head + "".join(blocks), encoding="utf-8")
    loaded = load_county(folder, "990101")
    assert {tile.code: (tile.row, tile.column) for tile in loaded.tiles} == dict(zip(towns, spots, strict=True))


def test_in_which_columns_services_are_handed_on_is_data(tmp_path: Path):
    (tmp_path / "places.csv").write_text(SMALL, encoding="utf-8")
    columns = '\n[exchange]\n"日期" = "date"\n"凭证" = "voucher"\n'
    (tmp_path / "990101.toml").write_text(SETTINGS + columns, encoding="utf-8")
    assert [tuple(one) for one in load_county(tmp_path, "990101").exchange] == [("日期", "date"), ("凭证", "voucher")]
    assert load_county(BAYANNUR, "150824").exchange[0].heading == "服务对象"
    (tmp_path / "990101.toml").write_text(f'{SETTINGS}\n[exchange]\n"日期" = "when"\n', encoding="utf-8")
    with pytest.raises(AppError, match=Fault.UNKNOWN_WORD):
        load_county(tmp_path, "990101")
SEASON = """
[[seasons]]
kind = "lambing"
first = "12-20"
last = "04-30"
percent = 50
industries = "I5;I6"
types = "P15"
"""


def test_seasons_load(small: Path):
    (small / "990101.toml").write_text(SETTINGS + SEASON, encoding="utf-8")
    season = load_county(small, "990101").seasons[0]
    assert (season.kind, season.industries, season.crops, season.types) == ("lambing", ("I5", "I6"), (), ("P15",))


@pytest.mark.parametrize(("old", "new", "code", "line"), [
    ("12-20", "12-32", "wrong_form", 4), ("percent = 50", "percent = 100", "out_of_range", 6),
    ('"lambing"', '"rain"', "unknown_word", 3), ("types", "tipes", "column_unknown", 8),
])
def test_a_faulty_season_names_its_line(small: Path, fault, old: str, new: str, code: str, line: int):
    (small / "990101.toml").write_text(SETTINGS + SEASON, encoding="utf-8")
    error = fault("990101.toml", old, new)
    assert (error.code, error.params["row"]) == (f"county_file_{code}", SETTINGS.count("\n") + line)
