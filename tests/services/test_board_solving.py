"""A proposal reckoned beforehand is written as it is, or refused with what has moved since."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import Conflict
from data.domain.register import UnitKind
from data.models.agreement import Agreement
from data.models.expert import Expert
from data.models.sending_unit import SendingUnit
from data.register.expert import EXPERT
from data.services import board_solving, register
from data.services.boards import open_board, solve_again, solved_beforehand
from data.services.conflicts import declare_conflict
from data.services.wishes import refuse_expert
from tests.desk import COUNTY, NOW, Desk, on_sqlite
from tests.services.test_boards import GRAPES, plums, seen


def a_farm_refuses(desk: Desk) -> None:
    problem_id = desk.ask(text=GRAPES, now=NOW - dt.timedelta(days=1)).problem_id
    with desk.writing("喜莲") as ctx:
        refuse_expert(ctx, problem_id, desk.experts["苏日娜"], "not_helped")


def an_expert_has_an_interest(desk: Desk) -> None:
    with desk.writing("王敏") as ctx:
        declare_conflict(ctx, desk.experts["苏日娜"], desk.farms["喜莲果业合作社"], "kin")


def an_expert_takes_leave(desk: Desk) -> None:
    with desk.writing("王敏") as ctx:
        expert = ctx.session.get_one(Expert, desk.experts["苏日娜"])
        days = [{"first_day": NOW.date().isoformat(), "last_day": NOW.date().isoformat(), "reason": "病"}]
        register.edit(ctx, EXPERT, expert.id, expert.version, {"absences": days})


def an_agreement_is_made(desk: Desk) -> None:
    with desk.runtime.writing(None) as ctx:
        unit = SendingUnit(county_code=COUNTY, name="农科院", pinyin="nky", kind=UnitKind.INSTITUTE)
        ctx.session.add(unit)
        ctx.session.flush()
        ctx.session.add(Agreement(
            county_code=COUNTY, name="三方协议", pinyin="sfxy", expert_id=desk.experts["苏日娜"],
            sending_unit_id=unit.id, farm_id=desk.farms["宏伟农机合作社"], first_day=NOW.date(), last_day=NOW.date(),
        ))


@pytest.mark.parametrize(
    ("happens", "named"),
    [
        (lambda desk: desk.ask(text=GRAPES), {"problems"}), (a_farm_refuses, {"problems", "wishes"}),
        (an_expert_has_an_interest, {"conflicts"}), (an_expert_takes_leave, {"experts"}),
        (an_agreement_is_made, {"agreements"}),
    ],
)
@on_sqlite
def test_what_was_solved_beforehand_is_taken_and_refused_if_something_moved(desk: Desk, happens, named, monkeypatch):
    ids = plums(desk, 2)
    with desk.reading("王敏") as ctx:
        beforehand = solved_beforehand(ctx)
    monkeypatch.setattr(board_solving, "draft", None)
    with desk.writing("王敏") as ctx:
        open_board(ctx, beforehand=beforehand)
    before = seen(desk)
    assert {one.card.id for one in before.rows} == set(ids)
    monkeypatch.undo()
    with desk.reading("王敏") as ctx:
        beforehand = solved_beforehand(ctx)
    happens(desk)
    with pytest.raises(Conflict) as moved, desk.writing("王敏") as ctx:
        solve_again(ctx, before.id, before.version, beforehand=beforehand)
    assert (moved.value.code, set(moved.value.params["moved"])) == ("board_moved", named)
    assert seen(desk) == before
    with desk.reading("王敏") as ctx:
        beforehand = solved_beforehand(ctx)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, before.id, before.version, beforehand=beforehand)
    assert {one.card.id for one in seen(desk).rows} >= set(ids)
