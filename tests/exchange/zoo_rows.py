"""Tables as people lay them out, and cells as they fill them."""

from __future__ import annotations

import datetime as dt
import re

import openpyxl

from tests.exchange.animals import EXPERTS, Animal, plain
from tests.exchange.made import (
    FARM,
    PEOPLE,
    PERSON,
    PROBLEM,
    VISIT,
    calculated,
    credit_code,
    farm,
    fill,
    id_number,
    part,
    person,
    rezipped,
    saved,
    xls,
    xlsx,
)

GOOD_ID = id_number("15082419640427930")


def with_hidden_rows() -> bytes:
    book = openpyxl.Workbook()
    fill(book.active, EXPERTS)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    return saved(book)


def with_hidden_sheet() -> bytes:
    book = openpyxl.Workbook()
    fill(book.active, EXPERTS)
    old = book.create_sheet("旧名单")
    fill(old, (PERSON, person(8), person(9)))
    old.sheet_state = "hidden"
    return saved(book)


def merged_rows() -> bytes:
    book = openpyxl.Workbook()
    rows = [FARM, farm(1), farm(2, town=None, village=None), farm(3), farm(4, town=None), [None] * 5]
    fill(book.active, rows)
    for cells in ("C2:C3", "D2:D3", "C4:C6"):
        book.active.merge_cells(cells)
    return saved(book)


def wide_sections() -> bytes:
    book = openpyxl.Workbook()
    rows = [
        FARM, ["种植业主体"], farm(1), ["养殖业主体"], farm(2, town=None, village="哈拉图嘎查"),
        ["三、川井苏木"], farm(3, town=None, village="哈拉图嘎查"),
    ]  # fmt: skip
    fill(book.active, rows)
    for cells in ("A2:E2", "A4:E4", "A6:E6"):
        book.active.merge_cells(cells)
    return saved(book)


def dates_of_1904() -> bytes:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    fill(
        book.active,
        [VISIT, [dt.datetime(2024, 3, 5), "王强", "电话", "四义堂村", 1], [43529, "王强", "电话", "四义堂村", 2]],
    )
    return saved(book)


def without_references() -> bytes:
    """As some programs write: neither rows nor cells say where they are."""
    content = xlsx(FARM, farm(1), farm(2, area="#REF!"))
    xml = part(content, "xl/worksheets/sheet1.xml").decode()
    cell = xml[xml.index('<c r="E3"') : xml.index("</c></row></sheetData>")]
    xml = xml.replace(cell, "<c t='e'><v>#REF!</v>")
    return rezipped(content, xl__worksheets__sheet1_dot_xml=re.sub(r' r="[A-Z]*[0-9]+"', "", xml).encode())


def household_groups() -> bytes:
    group = ("序号", "户主", None, "成员", None, "住址", None)
    under = (None, "姓名", "电话", "姓名", "身份证号", "苏木镇", "嘎查村")
    return xlsx(group, under, (1, "王强", "19900000001", "王小强", GOOD_ID, "德岭山镇", "四义堂村"))


VISIT_ROW = [dt.datetime(2024, 3, 5), "王强", "现场", "四义堂村"]


def visits(*changes: tuple[int, object]) -> bytes:
    """A header and one row for each change (column, value) of a good row; the heads differ from row to row."""
    rows = [[*VISIT_ROW, number] for number in range(1, len(changes) + 1)]
    for row, (column, value) in zip(rows, changes, strict=True):
        row[column] = value
    return xlsx(VISIT, *rows)


def people(*changes: tuple[int, object]) -> bytes:
    rows = []
    for number, (column, value) in enumerate(changes):
        row = [f"李{chr(0x4E00 + number)}", None, f"199000000{number:02}", "德岭山镇", "四义堂村"]
        row[column] = value
        rows.append(row)
    return xlsx(PEOPLE, *rows)


ROWS = (
    Animal("plain", "experts", plain, (3, 0, 0)),
    Animal("old.xls", "experts", lambda: xls(*EXPERTS), (3, 0, 0)),
    Animal("old_named_new.xlsx", "experts", lambda: xls(*EXPERTS), (3, 0, 0)),
    Animal("new_named_old.xls", "experts", plain, (3, 0, 0)),
    Animal("hidden_rows.xlsx", "experts", with_hidden_rows, (3, 0, 0)),
    Animal("hidden_sheet.xlsx", "experts", with_hidden_sheet, (3, 0, 0)),
    Animal(
        "merged_rows.xlsx",
        "farms",
        merged_rows,
        (4, 0, 0),
        golden={3: {"town": "德岭山镇", "village": "四义堂村"}, 5: {"town": "德岭山镇"}},
    ),
    Animal(
        "wide_sections.xlsx",
        "farms",
        wide_sections,
        (2, 1, 0),
        ((5, "嘎查村", "ambiguous_place"),),
        golden={7: {"town": "川井苏木"}},
    ),
    Animal(
        "never_calculated.xlsx",
        "farms",
        lambda: xlsx(FARM, farm(1), farm(2, area="=F:1+1")),
        (1, 1, 0),
        ((3, "面积（亩）", "formula_no_value"),),
    ),
    Animal(
        "all_never_calculated.xlsx",
        "farms",
        lambda: xlsx(FARM, farm(1, area="=F:1+1"), farm(2, area="=F:1+1")),
        refused="formula_no_value",
    ),
    Animal(
        "totals_of_a_time_and_seals.xlsx",
        "visits",
        lambda: xlsx(
            VISIT, ["三月小计", None, None, None, 12], ["2024年3月6日", "王强", "现场", "四义堂村（一社）", 3],
            ["2024年总计", None, None, None, 15], ["以上情况属实"], ["本表一式三份"], ["科技局（盖章）", "2024年4月"],
        ),
        (1, 0, 0),
        golden={3: {"village": "四义堂村"}},
    ),
    Animal(
        "second_table_in_another_order.xlsx",
        "people",
        lambda: xlsx(
            ("【姓名】", "手机号", "村"), ["王强", "19900000211", "四义堂村"], [None], ["海流图镇名单"],
            ["村", "【姓名】", "手机号"], ["巴仁宝勒格村", "李四", "19900000212"],
        ),
        (2, 0, 0),
        golden={6: {"name": "李四", "phone": "19900000212", "village": "巴仁宝勒格村"}},
    ),
    Animal(
        "born.csv",
        "people",
        lambda: "姓名,出生年月,村\n王强,1975年3月5日生,四义堂村\n李四,1976.4出生,四义堂村".encode(),
        (2, 0, 0),
        golden={2: {"birth_date": "1975-03-05"}, 3: {"birth_date": "1976-04"}},
    ),
    Animal(
        "questions_like_notes.xlsx",
        "problems",
        lambda: xlsx(
            ("问题", "乡镇"),
            ["要求：来看看羊", "德岭山"],
            ["1.玉米倒了", "德岭山"],
            ["说明：电话登记", None],
            ["羊病了", None],
        ),
        (2, 1, 0),
        ((5, "乡镇", "missing_required"),),
    ),
    Animal(
        "date_alone.xlsx",
        "visits",
        lambda: xlsx(VISIT, [dt.datetime(2024, 3, 5), "王强"], [dt.datetime(2024, 3, 6)], ["2024年3月31日"]),
        (1, 1, 0),
        ((3, "专家姓名", "missing_required"),),
    ),
    Animal(
        "cells_without_references.xlsx",
        "farms",
        without_references,
        (1, 1, 0),
        ((3, "面积（亩）", "error_cell"),),
    ),
    Animal(
        "beside_the_table.xlsx",
        "experts",
        lambda: xlsx(PERSON, [*person(1), None, "已核实"], [None] * 4 + ["另附一份"], person(2)),
        (2, 0, 0),
    ),
    Animal(
        "calculated.xlsx",
        "farms",
        lambda: calculated("=1+1", 2, [FARM, farm(1), farm(2)], (2, 4)),
        (2, 0, 0),
        golden={3: {"area_mu": 2}},
    ),
    Animal(
        "dates_of_1904.xlsx",
        "visits",
        dates_of_1904,
        (2, 0, 0),
        golden={2: {"date": "2024-03-05"}, 3: {"date": "2023-03-06"}},
    ),
    Animal(
        "dates.xlsx",
        "visits",
        lambda: visits(
            (0, "二〇二四年三月十五日"), (0, "99/3/5"), (0, "3/5/2024"), (0, "2099-01-01"), (0, "2024.2.31")
        ),
        (2, 3, 0),
        ((4, "服务日期", "bad_date"), (5, "服务日期", "bad_date"), (6, "服务日期", "bad_date")),
        golden={2: {"date": "2024-03-15"}, 3: {"date": "1999-03-05"}},
    ),
    Animal(
        "ways.xlsx",
        "visits",
        lambda: visits((2, "入户指导"), (2, "微信"), (2, "集中培训"), (2, "飞行")),
        (3, 1, 0),
        ((5, "服务方式", "unknown_kind"),),
        golden={2: {"kind": "现场"}, 3: {"kind": "远程"}, 4: {"kind": "培训"}},
    ),
    Animal(
        "same_visit_again.xlsx",
        "visits",
        lambda: visits((4, 3), (4, 3), (4, 4)),
        (2, 1, 0),
        ((3, "服务日期", "duplicate_in_file"),),
    ),
    Animal(
        "village_forms.xlsx",
        "visits",
        lambda: visits(
            (3, "四义堂"),
            (3, "德岭山镇四义堂村三社"),
            (3, "乌拉特中旗德岭山镇四义堂村村民委员会"),
            (3, "哈拉图"),
            (3, "月亮村"),
        ),
        (3, 2, 0),
        ((5, "嘎查村", "ambiguous_place"), (6, "嘎查村", "unknown_place")),
    ),
    Animal(
        "identity_numbers.xlsx",
        "people",
        lambda: people((1, GOOD_ID), (1, GOOD_ID), (1, float(GOOD_ID)), (1, "无"), (1, GOOD_ID[:17])),
        (2, 3, 0),
        ((3, "身份证号", "duplicate_in_file"), (4, "身份证号", "ruined_id"), (6, "身份证号", "bad_id")),
    ),
    Animal(
        "two_header_groups.xlsx",
        "people",
        household_groups,
        (1, 0, 0),
        golden={3: {"household_head": "王强", "name": "王小强"}},
    ),
    Animal(
        "example_and_blank_below.xlsx",
        "experts",
        lambda: xlsx(PERSON, ["1", "2", "3"], ["示例", "19900000000", "站"], person(1), ["以下空白"]),
        (1, 0, 0),
    ),
    Animal(
        "signed_below.xlsx",
        "experts",
        lambda: xlsx(
            PERSON,
            person(1),
            ["填表人", "李某", None],
            ["审核：", None, None],
            [None, "第1页 共2页", None],
            ["注：1.手机必填"],
        ),
        (1, 0, 0),
    ),
    Animal(
        "running_numbers_only.xlsx", "experts", lambda: xlsx(("序号", *PERSON), [1, *person(1)], [2], [3]), (1, 0, 0)
    ),
    Animal(
        "name_only.xlsx",
        "experts",
        lambda: xlsx(PERSON, person(1), ["王强", None, None]),
        (1, 1, 0),
        ((3, "手机号", "missing_required"),),
    ),
    Animal(
        "same_person.xlsx",
        "experts",
        lambda: xlsx(PERSON, person(1), person(1), person(1, unit="别处")),
        (1, 1, 1),
        ((3, "姓名", "duplicate_in_file"),),
    ),
    Animal(
        "credit_codes.xlsx",
        "farms",
        lambda: xlsx(
            ("名称", "统一社会信用代码", "村"),
            ["甲", credit_code("91150824MA0N00001"), "四义堂村"],
            ["乙", "91150824MA0N00001A", "四义堂村"],
            ["丙", 9.1150824e17, "四义堂村"],
            ["丁", "911508", "四义堂村"],
        ),
        (1, 3, 0),
        (
            (3, "统一社会信用代码", "bad_checksum"),
            (4, "统一社会信用代码", "ruined_id"),
            (5, "统一社会信用代码", "bad_id"),
        ),
    ),
    Animal(
        "units_in_headings.xlsx",
        "farms",
        lambda: xlsx(
            ("名称", "村", "面积（公顷）", "年收入（元）"),
            ["甲", "四义堂村", 2, 35000],
            ["乙", "四义堂村", "2亩", "3.5万"],
        ),
        (2, 0, 0),
        golden={2: {"area_mu": 30, "income_wan": 3.5}, 3: {"area_mu": 2, "income_wan": 3.5}},
    ),
    Animal(
        "questions.xlsx",
        "problems",
        lambda: xlsx(
            PROBLEM,
            ["2024/3/5", "王强", "19900000001", "德岭山", "羊不吃草"],
            ["2024/3/5", None, None, "德岭山", None],
            ["2024/3/6", None, None, None, "玉米倒了"],
        ),
        (1, 2, 0),
        ((3, "问题描述", "missing_required"), (4, "苏木镇", "missing_required")),
    ),
)
