"""A station takes its part of the register along, changes it without network, and brings it back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlalchemy import select

from data.domain.imports import Decision, RowState
from data.domain.record_no import record_id_of, record_no
from data.models.farm import Farm
from data.queries.import_review import waiting_cards
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.services.imports.deciding import decide
from data.services.imports.rules import documents
from data.services.imports.station_books import station_book
from data.services.imports.templates import template_for
from data.services.register import edit
from tests.desk import COUNTY, TOWN, Desk, on_sqlite
from tests.exchange.made import saved
from tests.lists import OFFICER, merge_now, rows, stage, undo_now

SHEET = "Sheet1"


def taken(desk: Desk, kind: str) -> openpyxl.Workbook:
    with desk.writing(OFFICER) as ctx:
        return openpyxl.load_workbook(io.BytesIO(station_book(ctx, kind)))


def cell(book: openpyxl.Workbook, name: str, heading: str):
    page = book[SHEET]
    column = next(one.column for one in page[1] if one.value.strip("*") == heading)
    row = next(one.row for one in page["A"] if one.value == name)
    return page.cell(row, column)


def everything(desk: Desk) -> list:
    with desk.reading(OFFICER) as ctx:
        return [documents(ctx, FARM, desk.farms.values()), documents(ctx, EXPERT, desk.experts.values())]


@pytest.fixture
def described(desk: Desk) -> Desk:
    """A cooperative with something in every column."""
    with desk.writing(OFFICER) as ctx:
        farm = ctx.session.get_one(Farm, desk.farms["喜莲果业合作社"])
        edit(ctx, FARM, farm.id, farm.version, {
            "industries": ["I4", "I1"], "crops": ["西梅"], "need": "修剪没人会\n叶子卷", "demo_level": "city",
            "phone": "19912340001",
            "years": [{"year": year, "industry": "I4", "area_mu": year - 2000, "heads": None} for year in (2024, 2025)],
        })
    return desk


def test_unchanged_it_changes_nothing(described: Desk):
    before = everything(described)
    for kind in ("farms", "experts"):
        listed = stage(described, kind, saved(taken(described, kind)), name=f"{kind}.xlsx")
        kept = rows(described, listed)
        assert kept and {row.state for row in kept} == {RowState.ACCEPTED}
        assert all(row.record_id for row in kept)
        merged = merge_now(described, listed)
        assert (merged.made, merged.changed) == (0, 0)
    assert everything(described) == before


def test_what_both_sides_say_otherwise_is_shown_side_by_side(described: Desk):
    desk, book = described, taken(described, "farms")
    cell(book, "喜莲果业合作社", "手机号").value = "19912340077"
    book[SHEET].append(["新来的合作社", "合作社", None, None, None, "19912340078", None, "宏伟村"])
    before = everything(desk)
    listed = stage(desk, "farms", saved(book), name="带回来的.xlsx")
    waiting = [row for row in rows(desk, listed) if row.state is RowState.WAITING]
    assert [row.like_id for row in waiting] == [desk.farms["喜莲果业合作社"]]
    with desk.reading(OFFICER) as ctx:
        (card,), _total = waiting_cards(ctx, listed)
    assert [line.label for line in card.lines if line.is_clash] == ["手机或座机"] and not card.may_be_new
    with desk.writing(OFFICER) as ctx:
        decide(ctx, listed, [waiting[0].id], Decision.TAKEN)
    merged = merge_now(desk, listed)
    assert (merged.made, merged.changed) == (1, 1)
    with desk.reading(OFFICER) as ctx:
        assert ctx.session.get_one(Farm, desk.farms["喜莲果业合作社"]).phone == "19912340077"
        assert ctx.session.scalars(select(Farm).where(Farm.name == "新来的合作社")).one().phone == "19912340078"
    undo_now(desk, listed)
    assert everything(desk) == before


@on_sqlite
def test_numbers_that_are_none_of_ours_go_back(desk: Desk):
    book = taken(desk, "farms")
    cell(book, "喜莲果业合作社", "名册编号").value = "F77-0000"
    cell(book, "喜莲果业合作社", "名称").value = "谁也不认得的合作社"
    listed = stage(desk, "farms", saved(book), name="带回来的.xlsx")
    assert [fault["code"] for row in rows(desk, listed) for fault in row.faults] == ["record_no_unknown"]
    number = record_no("farms", COUNTY, 7)
    assert record_id_of("farms", COUNTY, number) == 7
    assert {record_id_of("experts", COUNTY, number), record_id_of("farms", TOWN[:6] + "1", number)} == {None}


@on_sqlite
def test_empty_lists_offer_the_experts_and_units_of_the_register(desk: Desk):
    with desk.reading(OFFICER) as ctx:
        book = openpyxl.load_workbook(io.BytesIO(template_for(ctx, "visits")))
    offered = {one.value for column in book["选项"].columns for one in column}
    assert {"贺海峰", "喜莲果业合作社", "巴仁宝勒格村"} <= offered and "离岗的" not in offered
