"""A hotline's log: what is still open becomes questions of the desk."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.problem import Gate, ProblemStatus
from data.models.farm import Farm
from data.models.person import Household, Person
from data.models.problem import Problem
from tests.desk import LAMBS, PLUMS, Desk, on_sqlite
from tests.lists import compare_again, merge_now, rows, stage, table, undo_now

LOG = "登记时间,反映人,联系电话,嘎查村,问题描述,办理状态,答复"
OPEN = f"2026-04-07,韩喜莲,19900000001,巴仁宝勒格村,{PLUMS},办理中,"


@on_sqlite
def test_open_questions_come_in_and_are_closed_again(desk: Desk):
    listed = stage(desk, "problems", table(
        LOG, OPEN, "2026-04-04,史荣,19900722465,宏伟村,蚂蚱多,已办结,注意观察",
        "2026-04-01,,19900346336,宏伟村,玉米发红,办理中,",
    ))
    assert [fault["code"] for row in rows(desk, listed) for fault in row.faults] == [
        "import_question_closed", "import_missing",
    ]
    assert merge_now(desk, listed).made == 1
    with desk.reading("王敏") as ctx:
        problem = ctx.session.scalars(select(Problem)).one()
        assert (problem.text, problem.status, problem.farm_id) == (
            PLUMS, ProblemStatus.WAITING, desk.farms["喜莲果业合作社"],
        )
        problem_id = problem.id
    undo_now(desk, listed)
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.HANDED_OVER
    compare_again(desk, listed)
    assert merge_now(desk, listed).made == 1
    with desk.reading("王敏") as ctx:
        waiting = ctx.session.scalars(select(Problem.id).where(Problem.status == ProblemStatus.WAITING)).one()
    desk.assign_first(waiting)
    with pytest.raises(Conflict) as refused:
        undo_now(desk, listed)
    assert refused.value.code == "import_built_on"


@on_sqlite
def test_a_question_that_was_asked_already_is_not_asked_again(desk: Desk):
    desk.ask()
    listed = stage(desk, "problems", table(LOG, OPEN))
    assert rows(desk, listed)[0].record_id is not None
    assert merge_now(desk, listed).made == 0


def test_what_may_be_an_epidemic_is_taken_back_too(desk: Desk):
    listed = stage(desk, "problems", table(LOG, f"2026-04-07,史荣,19900722465,宏伟村,{LAMBS},办理中,"))
    merge_now(desk, listed)
    undo_now(desk, listed)
    with desk.reading("王敏") as ctx:
        problem = ctx.session.scalars(select(Problem)).one()
        assert (problem.gate, problem.status) == (Gate.ANIMAL_EPIDEMIC, ProblemStatus.HANDED_OVER)


def callers(desk: Desk) -> list:
    """Units in use, people and households."""
    with desk.reading("王敏") as ctx:
        return [
            ctx.session.scalars(select(Farm.name).where(Farm.is_active).order_by(Farm.id)).all(),
            ctx.session.scalars(select(Person.name).order_by(Person.id)).all(),
            ctx.session.scalars(select(Household.head_name).order_by(Household.id)).all(),
        ]


def test_callers_who_were_new_go_with_their_questions_unless_something_uses_them(desk: Desk):
    before = callers(desk)
    new = (f"2026-04-07,{name},1990072246{n},宏伟村,{PLUMS}{name},办理中," for n, name in enumerate(("史荣", "钱多")))
    listed = stage(desk, "problems", table(LOG, OPEN, *new))
    merge_now(desk, listed)
    assert [len(names) for names in callers(desk)] == [len(names) + 2 for names in before]
    undo_now(desk, listed)
    assert callers(desk) == before
    compare_again(desk, listed)
    merge_now(desk, listed)
    with desk.reading("王敏") as ctx:
        used = ctx.session.scalars(select(Farm.id).where(Farm.name == "钱多", Farm.is_active)).one()
    desk.ask("王敏", "玉米发红", farm_id=used)
    undo_now(desk, listed)
    assert callers(desk) == [[*names, "钱多"] for names in before]
