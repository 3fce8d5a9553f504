"""Lists of people for a training, a project, a village: the names end up there, and come off when it is undone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.name_list import WrittenLine
from data.models.person import Person
from data.models.visit import Visit, VisitPerson
from data.queries.import_targets import import_targets, project_roster
from data.services.imports.deciding import choose
from data.services.imports.receiving import NewList, receive
from data.services.name_lists import NamesOfList, add_names
from data.services.visit_events import disagreements
from tests.desk import MACHINE_VILLAGE, PLUM_VILLAGE, Desk, on_sqlite
from tests.lists import OFFICER, merge_now, read_now, report, rows, stage, table, undo_now, version
from tests.services.test_works import project

NAMES = table("姓名,手机号", "张大山,19912340011", "李桂花,19912340012", "韩喜莲,19900000001")
HEADS = 2


@pytest.fixture
def training(desk: Desk) -> int:
    listed = stage(desk, "visits", table(
        "服务日期,专家,服务方式,村,服务内容,服务人数", f"2026-04-01,贺海峰,培训,巴仁宝勒格村,西梅修剪,{HEADS}",
    ))
    merge_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        return ctx.session.scalars(select(Visit.id)).one()


def brought_for(desk: Desk, **target: object) -> int:
    """A list without places, staged for a target."""
    with desk.writing(OFFICER) as ctx:
        listed = receive(ctx, NewList("people", "名单.csv", NAMES)).list_id
    with desk.writing(OFFICER) as ctx:
        assert choose(ctx, listed, version(desk, listed), {"姓名": "name", "手机号": "phone"}, target)
    read_now(desk, "people", NAMES, listed)
    return listed


def present(desk: Desk, visit_id: int) -> tuple[set[str], int]:
    """The names on a visit and its heads; the events say the same."""
    with desk.reading(OFFICER) as ctx:
        assert disagreements(ctx) == []
        names = ctx.session.scalars(select(Person.name).join(VisitPerson).where(VisitPerson.visit_id == visit_id))
        return set(names), ctx.session.get_one(Visit, visit_id).head_count


def test_a_trainings_list_puts_its_names_there_and_takes_them_off(desk: Desk, training: int):
    listed = brought_for(desk, visit=training)
    assert {row.values["village_code"] for row in rows(desk, listed)} == {PLUM_VILLAGE}
    merge_now(desk, listed)
    assert present(desk, training) == ({"张大山", "李桂花", "韩喜莲"}, 3), "unnamed heads are named now"
    undo_now(desk, listed)
    assert present(desk, training) == (set(), HEADS)
    with desk.reading(OFFICER) as ctx:
        gone = select(func.count()).where(Person.name.in_(("张大山", "李桂花")))
        assert ctx.session.scalar(gone) == 0, "韩喜莲 was known before"


@on_sqlite
def test_names_that_were_signed_for_since_stay(desk: Desk, training: int):
    listed = brought_for(desk, visit=training)
    merge_now(desk, listed)
    with desk.writing(OFFICER) as ctx:
        visit = ctx.session.get_one(Visit, training)
        signed = NamesOfList((WrittenLine(1, "韩喜莲", "19900000001"),), {}, b"%PDF-1.4\n%%EOF")
        add_names(ctx, training, visit.version, signed)
    with pytest.raises(Conflict) as refused:
        undo_now(desk, listed)
    assert refused.value.code == "import_built_on"


def test_a_projects_list_counts_nobody_as_reached(desk: Desk):
    project_id, known = project(desk), table("姓名,手机号,村", "张大山,19912340011,宏伟村")
    merge_now(desk, stage(desk, "people", known))
    content = known + "\n王二河,19912340013,宏伟村".encode()
    listed = stage(desk, "people", content)
    columns = {"姓名": "name", "手机号": "phone", "村": "village"}
    with desk.writing(OFFICER) as ctx:
        choose(ctx, listed, version(desk, listed), columns, {"project": project_id})
    read_now(desk, "people", content, listed)
    merge_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        assert sorted(project_roster(ctx, project_id).names.values()) == ["张**", "王**"]
    undo_now(desk, listed)
    with desk.reading(OFFICER) as ctx:
        assert project_roster(ctx, project_id).people == 0


@on_sqlite
def test_only_what_is_within_reach_can_be_chosen(desk: Desk, training: int):
    with desk.reading(OFFICER) as ctx:
        targets = import_targets(ctx)
    assert training in targets.visits and MACHINE_VILLAGE in targets.villages
    with pytest.raises(Refused, match="missing_column"):
        report("people", NAMES)
    with desk.writing(OFFICER) as ctx:
        listed = receive(ctx, NewList("people", "名单.csv", NAMES)).list_id
    columns = {"姓名": "name", "手机号": "phone"}
    for target, error in (
        ({"visit": 999}, NotFound), ({"place_code": "110101001001"}, NotFound), ({"visit": None}, InvalidInput),
        ({"visit": training, "project": 1}, InvalidInput), ({"somewhere": 1}, InvalidInput),
    ):
        with desk.writing(OFFICER) as ctx, pytest.raises(error):
            choose(ctx, listed, version(desk, listed), columns, target)
