"""Service records come in as visits: expert, place and unit are found by name, doubles are asked about."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.imports import Decision, RowState
from data.domain.visit import VisitKind, VisitStatus
from data.models.visit import Visit, VisitExpert
from data.services.imports.deciding import decide
from data.services.visit_events import disagreements
from data.services.visits import void
from tests.desk import MACHINE_VILLAGE, Desk, on_sqlite
from tests.lists import OFFICER, compare_again, merge_now, rows, stage, table, undo_now

SERVICES = "服务日期,专家,服务方式,村,服务对象,服务内容,服务人数"
PLUMS = "2025-03-05,贺海峰、苏日娜,现场,巴仁宝勒格村,喜莲果业合作社,西梅剪枝,12"


def counting(desk: Desk) -> list[Visit]:
    with desk.reading(OFFICER) as ctx:
        return list(ctx.session.execute(
            select(*Visit.__table__.columns).where(Visit.status != VisitStatus.VOIDED).order_by(Visit.id)
        ))


def test_a_service_record_becomes_visits_and_is_voided_again(desk: Desk):
    listed = stage(desk, "visits", table(
        SERVICES, PLUMS, "2025-03-06,田桂芳,培训,宏伟村,,大棚番茄,40", "2025-03-06,没这人,现场,宏伟村,,大棚,3",
        "2025-03-07,巴图,远程,,宏伟农机合作社,羊拉稀,1", "2025-03-07,巴图,远程,,,羊拉稀,1",
    ))
    assert [row.state for row in rows(desk, listed)] == [
        RowState.ACCEPTED, RowState.ACCEPTED, RowState.REJECTED, RowState.ACCEPTED, RowState.REJECTED,
    ]
    assert [fault["code"] for row in rows(desk, listed) for fault in row.faults] == [
        "import_expert_unknown", "import_place_missing",
    ]
    assert merge_now(desk, listed).made == 3
    plums, training, remote = counting(desk)
    assert (plums.number, plums.kind, plums.head_count) == ("L2025-0001", VisitKind.FIELD, 12)
    assert plums.farm_id == desk.farms["喜莲果业合作社"]
    assert (training.kind, remote.place_code) == (VisitKind.TRAINING, MACHINE_VILLAGE)
    with desk.reading(OFFICER) as ctx:
        made_by = set(ctx.session.scalars(select(VisitExpert.expert_id).where(VisitExpert.visit_id == plums.id)))
        assert made_by == {desk.experts["贺海峰"], desk.experts["苏日娜"]}
        assert disagreements(ctx) == []
    undo_now(desk, listed)
    assert counting(desk) == []
    compare_again(desk, listed)
    assert merge_now(desk, listed).made == 3
    assert len(counting(desk)) == 3


@on_sqlite
def test_the_same_service_is_asked_about_and_what_was_worked_on_stays(desk: Desk):
    first = stage(desk, "visits", table(SERVICES, PLUMS))
    merge_now(desk, first)
    other = stage(desk, "visits", table(SERVICES, "2025-03-05,贺海峰,现场,巴仁宝勒格村,,剪枝示范,30", PLUMS))
    asked, repeat = rows(desk, other)
    assert asked.state is RowState.WAITING and repeat.likeness["is_repeat"]
    with desk.writing(OFFICER) as ctx:
        decide(ctx, other, [asked.id], Decision.SAME)
    merged = merge_now(desk, other)
    assert (merged.made, merged.known) == (0, 2)
    undo_now(desk, other)
    (visit,) = counting(desk)
    with desk.writing(OFFICER) as ctx:
        void(ctx, visit.id, visit.version, "记错了")
    with pytest.raises(Conflict) as refused:
        undo_now(desk, first)
    assert refused.value.params["names"] == ("L2025-0001",)
