"""Lists that were compared before somebody else changed what they were compared with."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict
from data.domain.imports import Decision
from data.models.person import Person
from data.models.problem import Problem
from data.models.visit import Visit
from data.queries.import_review import waiting_cards
from data.services.imports.deciding import decide
from tests.desk import PLUMS, Desk
from tests.lists import EXPERTS, OFFICER, PEOPLE, compare_again, merge_now, rows, stage, table, undo_now

KNOWN, NAMESAKE = "张大山,19912340011,宏伟村,1960-01-01", "张大山,19912340012,宏伟村,1980-01-01"
EXPERT = "李新来,19912340001,农艺师,果树,旗站"
SERVICE = "2025-03-05,贺海峰,巴仁宝勒格村,西梅剪枝,12"
QUESTION = f"韩喜莲,19900000001,巴仁宝勒格村,{PLUMS}"


def refused(desk: Desk, list_id: int) -> str:
    with pytest.raises(Conflict) as conflict:
        merge_now(desk, list_id)
    return conflict.value.code


def test_people_of_a_list_that_was_taken_back_are_compared_again(desk: Desk):
    first = stage(desk, "people", table(PEOPLE, KNOWN, "李桂花,,宏伟村,1961-01-01"))
    merge_now(desk, first)
    other = stage(desk, "people", table(PEOPLE, "无关的,19912340099,宏伟村,1999-09-09", f"{KNOWN} ", NAMESAKE))
    _new, known, asked = rows(desk, other)
    assert known.record_id and asked.like_id
    undo_now(desk, first)
    merge_now(desk, stage(desk, "people", table(PEOPLE, "占了号的,19912340088,宏伟村,1990-09-09")))
    with desk.reading(OFFICER) as ctx:
        (card,), _total = waiting_cards(ctx, other)
    assert card.is_gone
    assert refused(desk, other) == "import_record_gone"
    compare_again(desk, other)
    with desk.writing(OFFICER) as ctx:
        decide(ctx, other, [row.id for row in rows(desk, other)], Decision.DIFFERENT)
    assert merge_now(desk, other).made == 3
    with desk.reading(OFFICER) as ctx:
        assert ctx.session.scalar(select(func.count()).where(Person.name == "张大山")) == 2


def test_a_decision_about_somebody_who_is_gone_is_not_written(desk: Desk):
    first = stage(desk, "people", table(PEOPLE, KNOWN))
    merge_now(desk, first)
    other = stage(desk, "people", table(PEOPLE, NAMESAKE))
    with desk.writing(OFFICER) as ctx:
        decide(ctx, other, [row.id for row in rows(desk, other)], Decision.SAME)
    undo_now(desk, first)
    assert refused(desk, other) == "import_record_gone"
    with desk.reading(OFFICER) as ctx:
        (card,), _total = waiting_cards(ctx, other, undecided=False)
    assert card.is_gone
    compare_again(desk, other)
    assert merge_now(desk, other).made == 1


def test_a_repeated_row_of_a_record_out_of_use_is_compared_again(desk: Desk):
    first = stage(desk, "experts", table(EXPERTS, EXPERT))
    merge_now(desk, first)
    other = stage(desk, "experts", table(EXPERTS, EXPERT, "赵又来,19912340002,兽医师,羊病,旗站"))
    assert rows(desk, other)[0].likeness["is_repeat"]
    undo_now(desk, first)
    assert refused(desk, other) == "import_record_gone"
    compare_again(desk, other)
    assert merge_now(desk, other).made == 2


@pytest.mark.parametrize(("kind", "headings", "row", "model"), [
    ("visits", "服务日期,专家,村,服务内容,服务人数", SERVICE, Visit),
    ("problems", "反映人,联系电话,嘎查村,问题描述", QUESTION, Problem),
    ("people", "姓名,村", "没电话的,宏伟村", Person),
])
def test_what_two_lists_bring_counts_once(desk: Desk, kind: str, headings: str, row: str, model: type):
    def count() -> int:
        with desk.reading(OFFICER) as ctx:
            return ctx.session.scalar(select(func.count()).select_from(model)) or 0

    before = count()
    one, other = (stage(desk, kind, table(headings, row, more)) for more in ("", "\n"))
    assert one != other
    merge_now(desk, one)
    assert refused(desk, other) == "import_register_changed"
    compare_again(desk, other)
    merge_now(desk, other)
    assert count() == before + 1


def test_the_same_service_in_other_words_is_asked_about_once_more(desk: Desk):
    one, other = (
        stage(desk, "visits", table("服务日期,专家,村,服务内容,服务人数", f"2025-03-05,贺海峰,巴仁宝勒格村,{words},12"))
        for words in ("西梅剪枝", "剪枝示范")
    )
    merge_now(desk, one)
    assert refused(desk, other) == "import_register_changed"
    compare_again(desk, other)
    with desk.writing(OFFICER) as ctx:
        decide(ctx, other, [row.id for row in rows(desk, other)], Decision.DIFFERENT)
    assert merge_now(desk, other).made == 1
