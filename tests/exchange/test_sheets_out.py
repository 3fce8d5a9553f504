"""What leaves as a file comes back as it was: opened by two other readers, text never a formula."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exchange.sheets_out import CELL_MAX, Column, ColumnKind, guarded, shown_width, write_csv, write_workbook

NAME, PHONE = Column("姓名"), Column("手机号")
ALL = (
    NAME, Column("人次", ColumnKind.WHOLE), Column("面积（亩）", ColumnKind.NUMBER), Column("占比", ColumnKind.PERCENT),
    Column("日期", ColumnKind.DATE), Column("时间", ColumnKind.MOMENT),
)  # fmt: skip
DAY, MOMENT = dt.date(2024, 3, 5), dt.datetime(2024, 3, 5, 8, 30, tzinfo=dt.UTC)
# What XML can carry: no control characters, no half surrogates.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_each_kind_is_a_cell_of_its_type():
    page = opened(write_workbook(ALL, [["王强", 1200, 15.5, 0.25, DAY, MOMENT]]))
    assert [cell.value for cell in page[2]] == [
        "王强", 1200, 15.5, 0.25, dt.datetime(2024, 3, 5), dt.datetime(2024, 3, 5, 16, 30),
    ]  # fmt: skip
    assert [cell.number_format for cell in page[2]] == [
        "@", "#,##0", "#,##0.##", "0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm",
    ]  # fmt: skip


def test_the_header_stays_in_sight_and_can_be_filtered():
    page = opened(write_workbook(ALL, [["王强", 1, 1, 1, DAY, MOMENT]], sheet="专家/2024"))
    assert page.title == "专家 2024"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F2"
    assert page["A1"].font.bold


def test_no_rows_is_still_a_list_with_its_headings():
    assert [cell.value for cell in opened(write_workbook(ALL, []))[1]] == [column.heading for column in ALL]


def test_none_leaves_the_cell_empty():
    assert [cell.value for cell in opened(write_workbook(ALL, [[None] * 6, ["王强", *[None] * 5]]))[2]] == [None] * 6


@given(st.lists(st.tuples(WORDS, st.sampled_from("=+-@'0123456789")), max_size=5))
def test_text_comes_back_as_text(cells: list[tuple[str, str]]):
    rows = [[first + words, words] for words, first in cells]
    page = opened(write_workbook([NAME, PHONE], rows))
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == rows
    assert all(cell.data_type == "s" for row in page.iter_rows(min_row=2) for cell in row)


def test_a_text_too_long_for_a_cell_says_so():
    written = opened(write_workbook([NAME], [["长" * 40_000]]))["A2"].value
    assert len(written) == CELL_MAX
    assert written.endswith("…（原文共40000字，表格的一格装不下）")


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_a_cell_of_another_kind_is_an_error(kind: ColumnKind):
    for value in ({"a": 1}, True, b"x"):
        with pytest.raises(TypeError, match="数"):
            write_workbook([Column("数", kind)], [[value]])


def test_a_row_of_another_length_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        write_workbook([NAME, PHONE], [["王强"]])


@pytest.mark.parametrize(("text", "width"), [("", 0), ("ab", 2), ("姓名", 4), ("长\n更长的", 6), ("Ａ", 2)])
def test_a_chinese_character_is_two_wide(text: str, width: int):
    assert shown_width(text) == width


def test_widths_fit_what_stands_in_the_column():
    page = opened(write_workbook([NAME, Column("备注")], [["王强", "一" * 15], ["王强", "二" * 100]]))
    assert page.column_dimensions["A"].width < page.column_dimensions["B"].width < 50


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+86", "'+86"), ("-5", "'-5"), ("@all", "'@all"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
        ("04785900123", "'04785900123"), ("150824196404279306", "'150824196404279306"),
        ("19900554607", "19900554607"), ("王强", "王强"), ("a=1", "a=1"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_csv_file_could_run_or_round_is_guarded_in_sight(text: str, written: str):
    assert guarded(text) == written


@given(st.lists(WORDS, max_size=5))
def test_csv_comes_back_but_for_the_guard(words: list[str]):
    content = write_csv([NAME], [[text] for text in words])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1:] == [[guarded(text)] for text in words]


def test_csv_types():
    line = write_csv(ALL, [["王强", 1200, -15.5, 0.25, DAY, MOMENT]]).decode("utf-8-sig").splitlines()[1]
    assert line == "王强,1200,-15.5,0.25,2024-03-05,2024-03-05 16:30"
