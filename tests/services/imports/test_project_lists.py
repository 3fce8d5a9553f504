"""Projects come in as records of the register, with their experts, places and money."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.imports import RowState
from data.models.project import Project
from data.register.concept import document_of
from data.register.project import PROJECT
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import PLUM_VILLAGE, Desk
from tests.lists import OFFICER, compare_again, merge_now, rows, stage, table, undo_now

PROJECTS = "项目名称,主要内容,开始日期,结束日期,负责人,参加人员,合作单位,村,经费（万元）,资金来源"
PLUMS = "西梅提质,剪枝施肥,2025-03-01,2026-12-31,贺海峰,苏日娜、刘文涛,市农科院,巴仁宝勒格村,12.5,自治区"


def test_projects_in_out_and_in_again(desk: Desk):
    listed = stage(desk, "projects", table(
        PROJECTS, PLUMS, "没人管,剪枝,2025-03-01,,没这人,,,,,", "没日子,剪枝,2025-03,,,,,,,",
    ))
    assert [row.state for row in rows(desk, listed)] == [RowState.ACCEPTED, RowState.REJECTED, RowState.REJECTED]
    assert [(fault["column"], fault["code"]) for row in rows(desk, listed) for fault in row.faults] == [
        ("负责人", "import_expert_unknown"), ("开始日期", "day_unreadable"),
    ]
    merge_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        made = ctx.session.scalars(select(Project)).one()
        document = document_of(PROJECT, made)
        assert document["leader_id"] == desk.experts["贺海峰"]
        assert document["expert_ids"] == sorted([desk.experts["苏日娜"], desk.experts["刘文涛"]])
        assert (document["place_codes"], document["partners"]) == ([PLUM_VILLAGE], ["市农科院"])
        assert document["funds"] == [{"year": 2025, "source": "自治区", "amount_yuan": 125_000}]
        assert replay(changes_of(ctx.session, PROJECT, made.id)) == stored_state(PROJECT, made)
    undo_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        assert not ctx.session.scalars(select(Project)).one().is_active
    compare_again(desk, listed)
    merge_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        assert document_of(PROJECT, ctx.session.scalars(select(Project).where(Project.is_active)).one()) == document
