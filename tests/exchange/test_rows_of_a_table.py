"""No row lost and none invented: whatever stands between them, however the file is broken."""

import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.errors import Refused
from data.exchange.workbooks.checking import Report, check_bytes, check_sheets, setting_of
from data.exchange.workbooks.place_finder import load_finder
from data.exchange.workbooks.sheets import Sheet
from tests.exchange.made import FARM, csv, farm
from tests.exchange.zoo import ZOO

FILES = sorted(path for path in (Path(__file__).parent / "workbooks").iterdir() if path.suffix != ".json")
KINDS = {"b": "problems", "e": "experts", "f": "farms", "p": "people", "v": "visits"}
FARMS = setting_of("farms", load_finder("150824"), dt.date(2026, 11, 27))

# What stands between the rows of a farms' list and is no row.
BETWEEN = st.sampled_from(
    (
        [],
        [None] * 5,
        ["", " ", "\u200b", "", ""],
        list(FARM),
        ["合  计", None, None, None, 100],
        [None, "小计：5户", None, None, 9],
        ["其中：", "家庭农场", None, None, 3],
        ["一、德岭山镇"],
        ["（二）养殖业", "共5户"],
        ["温更镇"],
        ["填表人：李某", None, "电话：", "0478-1"],
        ["注：1.本表一式两份"],
        ["第1页 共2页"],
        ["2024年3月5日"],
        ["以下空白"],
        [None, None, "审核人：", None, None],
    )
)
CHANGED = st.sampled_from(
    ({}, {"phone": "12"}, {"area": "很多"}, {"village": "月亮村"}, {"name": None}, {"area": "#REF!"})
)


@st.composite
def tables(draw) -> tuple[list[list], list[int]]:
    """Lines of a table under its header, and Excel's numbers of those that are rows."""
    lines, rows = [list(FARM)], []
    for number in range(draw(st.integers(1, 8))):
        for between in draw(st.lists(BETWEEN, max_size=2)):
            lines.append(list(between))
        changed = draw(CHANGED)
        lines.append(farm(number + 1, **changed))
        rows.append(len(lines))
    return lines, rows


def rows_of(report: Report) -> list[int]:
    kept = [row.row for row in report.accepted] + [waiting.row.row for waiting in report.waiting]
    return sorted(kept + list({fault.row for fault in report.rejections}))


@given(tables())
def test_the_rows_are_the_rows(table: tuple[list[list], list[int]]):
    lines, rows = table
    report = check_sheets([Sheet("Sheet1", [list(line) for line in lines])], FARMS)
    assert rows_of(report) == rows
    assert report.read == len(rows)


@given(tables())
def test_a_text_file_gives_what_the_sheet_gives(table: tuple[list[list], list[int]]):
    lines, _rows = table
    sheet = check_sheets([Sheet("Sheet1", [list(line) for line in lines])], FARMS)
    for encoding, delimiter in (("utf-8", ","), ("gb18030", "\t"), ("utf-16", ";")):
        text = check_bytes("a.csv", csv(*lines, encoding=encoding, delimiter=delimiter), FARMS)
        assert [(row.row, row.values) for row in text.accepted] == [(row.row, row.values) for row in sheet.accepted]
        assert [(f.row, f.column, f.fault) for f in text.rejections] == [
            (f.row, f.column, f.fault) for f in sheet.rejections
        ]


@given(tables(), st.integers(0, 3), st.integers(0, 3))
def test_where_the_table_stands_does_not_matter(table: tuple[list[list], list[int]], down: int, right: int):
    lines, rows = table
    moved = [[]] * down + [[None] * right + line for line in lines]
    report = check_sheets([Sheet("Sheet1", [list(line) for line in moved])], FARMS)
    assert rows_of(report) == [row + down for row in rows]


@given(tables(), tables())
def test_the_same_file_twice_in_one_workbook_adds_nothing(
    table: tuple[list[list], list[int]], other: tuple[list[list], list[int]]
):
    lines, _rows = table
    once = check_sheets([Sheet("一", [list(line) for line in lines])], FARMS)
    twice = check_sheets([Sheet(name, [list(line) for line in lines]) for name in ("一", "二")], FARMS)
    assert [row.row for row in twice.accepted] == [row.row for row in once.accepted]
    assert twice.read == 2 * once.read


def broken(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, left out, put in or repeated."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 15))):
        at, length = chance.randrange(len(data)), chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if len(data) > 2 * length:
                del data[at : at + length]
            case 2:
                data[at:at] = chance.randbytes(length)
            case _:
                data[at:at] = data[at : at + length]
    return bytes(data)


def broken_inside(content: bytes, chance: random.Random) -> bytes:
    """A whole archive around one broken part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name.startswith("xl/") and "theme" not in name]
        victim = chance.choice(names)
        for name in old.namelist():
            new.writestr(name, broken(old.read(name), chance) if name == victim else old.read(name))
    return out.getvalue()


@settings(max_examples=40)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@given(seed=st.integers(0, 2**32))
def test_a_broken_file_is_read_or_refused(path: Path, seed: int):
    chance = random.Random(seed)
    content = path.read_bytes()
    content = broken_inside(content, chance) if path.suffix == ".xlsx" and seed % 4 else broken(content, chance)
    setting = setting_of(KINDS[path.name[0]], FARMS.places, FARMS.today)
    try:
        report = check_bytes(path.name, content, setting)
    except Refused as refusal:
        assert refusal.code.startswith("workbook_")
        return
    places = [(row.sheet, row.row) for row in (*report.accepted, *(waiting.row for waiting in report.waiting))]
    assert len(set(places)) == len(places)
    assert not set(places) & {(fault.sheet, fault.row) for fault in report.rejections}


@pytest.mark.parametrize(
    "animal", [animal for animal in ZOO if not animal.refused][:12], ids=lambda animal: animal.name
)
def test_a_file_cut_off_anywhere_is_read_or_refused(animal):
    content = animal.make()
    setting = setting_of(animal.kind, FARMS.places, FARMS.today)
    for cut in range(0, len(content), max(1, len(content) // 15)):
        try:
            check_bytes(animal.name, content[:cut], setting)
        except Refused as refusal:
            assert refusal.code.startswith("workbook_")
