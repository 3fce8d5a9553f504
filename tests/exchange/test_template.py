"""The empty list that leaves: what is filled into it comes back and is understood."""

import datetime as dt
import io

import openpyxl
import pytest

from data.domain.errors import Refused
from data.exchange.template import write_template
from data.exchange.workbooks.checking import check_bytes, setting_of
from data.exchange.workbooks.kinds import KINDS
from data.exchange.workbooks.place_finder import load_finder
from tests.exchange.made import saved

FINDER = load_finder("150824")
FILLED = {
    "experts": {"姓名*": "王强", "手机号*": "19900000001", "类型": "团队", "出生日期": "1975-03-05"},
    "farms": {"名称*": "甲合作社", "嘎查村": "四义堂村", "主体类型": "合作社"},
    "people": {"姓名*": "王强", "苏木镇": "德岭山镇"},
    "visits": {"服务日期*": "2024-03-05", "专家*": "王强", "服务方式": "远程"},
    "problems": {"问题*": "羊不吃草", "乡镇": "德岭山镇"},
    "projects": {"项目名称*": "西梅提质", "负责人": "王强"},
    "signed_list": {"姓名*": "王强", "手机号": "19900000001"},
}


def template(kind: str, **lists: list[str]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_template(kind, lists)))


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_filled_in_comes_back(kind: str):
    book = template(kind)
    columns = {cell.value.strip("*"): cell.column for cell in book["Sheet1"][1]}
    for heading, value in FILLED[kind].items():
        names = KINDS[kind].fields
        wanted = next(f.headings[0] for f in names if heading.strip("*") in f.headings)
        book["Sheet1"].cell(2, columns[wanted], value)
    report = check_bytes("a.xlsx", saved(book), setting_of(kind, FINDER, dt.date(2026, 11, 27)))
    assert (report.read, len(report.accepted)) == (1, 1)
    assert None not in report.columns.values()
    assert {why for _sheet, why in report.skipped} <= {"hidden"}


def test_empty_it_has_no_rows():
    with pytest.raises(Refused, match="no_rows"):
        check_bytes("a.xlsx", write_template("farms"), setting_of("farms", FINDER, dt.date(2026, 11, 27)))


def test_drop_downs_point_to_the_lists():
    villages = [f"第{number}村" for number in range(100)]
    book = template("farms", village=villages)
    page, lists = book["Sheet1"], book["选项"]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    kind, village = page["B1"], page["H1"]
    assert (kind.value, village.value) == ("主体类型", "村")
    assert rules["B2:B1001"].formula1 == "选项!$B$1:$B$5"
    assert rules["H2:H1001"].formula1 == "选项!$H$1:$H$100"
    assert [cell.value for cell in lists["H"]] == villages
    assert lists.sheet_state == "hidden"
    assert page.column_dimensions["H"].width >= 12
