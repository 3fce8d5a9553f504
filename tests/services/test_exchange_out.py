"""Services in the columns that another platform wants."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from data.domain.errors import NotAllowed
from data.models.place import County
from data.services.exchange_out import export_services
from tests.desk import COUNTY, Desk, on_sqlite
from tests.lists import OFFICER, merge_now, stage, table

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 4, 9)


@pytest.fixture
def served(desk: Desk) -> Desk:
    merge_now(desk, stage(desk, "visits", table(
        "服务日期,专家,服务方式,村,服务对象,服务内容,服务人数",
        "2026-04-01,贺海峰、苏日娜,现场,巴仁宝勒格村,喜莲果业合作社,修剪,2", "2026-04-02,巴图,培训,宏伟村,,羊病,30",
        "2025-01-01,巴图,培训,宏伟村,,早先的,30",
    )))
    return desk


def exported(desk: Desk, who: str = OFFICER) -> list[tuple]:
    with desk.writing(who) as ctx:
        book = openpyxl.load_workbook(io.BytesIO(export_services(ctx, FIRST, LAST)))
    return list(book.active.values)


def test_the_default_layout(served: Desk):
    head, *rows = exported(served)
    assert head == ("服务对象", "专家", "服务日期", "服务方式", "评价", "服务券号")
    assert [(*row[:2], row[2].date(), *row[3:]) for row in rows] == [
        ("喜莲果业合作社", "贺海峰、苏日娜", dt.date(2026, 4, 1), "现场", None, None),
        ("乌加河镇 宏伟村", "巴图", dt.date(2026, 4, 2), "培训", None, None),
    ]


@on_sqlite
def test_a_county_has_its_own_columns_and_strangers_get_nothing(served: Desk):
    with served.writing(OFFICER) as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, "exchange": [["日子", "date"], ["几个人", "heads"]]}
    assert [row[1] for row in exported(served)] == ["几个人", 2, 30]
    with pytest.raises(NotAllowed):
        exported(served, "贺海峰")
