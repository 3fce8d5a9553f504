"""The board: offers stay, places run out, marks hold, everything goes out together and comes back as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.board import Mark, RowState
from data.domain.errors import Conflict, NotAllowed, NotFound, Refused
from data.domain.problem import ProblemStatus
from data.models.board import BoardPlan
from data.models.expert import Expert, ExpertAbsence
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.queries.board import BoardView, RowView, latest_board, stored_alternates, way_back
from data.queries.board_news import board_news, latest_news
from data.services.board_dispatch import dispatch_board, undo_board
from data.services.boards import (
    mark,
    open_board,
    price_of_again,
    price_of_next,
    repair,
    repaired_beforehand,
    solve_again,
    unmark,
)
from data.services.dispatch import decline
from data.services.events import differing_problems, stored_state
from tests.desk import COUNTY, LAMBS, LAND, NOW, PLUMS, Desk, on_sqlite

LATER = NOW + dt.timedelta(minutes=11)
GRAPES = "葡萄架上头一年剪枝，不会剪，叶子边上也黄"
PRUNERS = ("贺海峰", "苏日娜", "刘文涛", "乔志远", "市里老师")


def board(desk: Desk, who: str = "王敏", now: dt.datetime = NOW) -> BoardView:
    with desk.writing(who, now) as ctx:
        open_board(ctx)
    return seen(desk, who, now)


def seen(desk: Desk, who: str = "王敏", now: dt.datetime = NOW) -> BoardView:
    with desk.reading(who, now) as ctx:
        view = latest_board(ctx)
    assert view is not None
    return view


def row(view: BoardView, problem_id: int) -> RowView:
    return next(one for one in view.rows if one.card.id == problem_id)


def states(desk: Desk) -> dict[int, tuple]:
    with desk.reading("王敏") as ctx:
        return {one.id: stored_state(one) for one in ctx.session.scalars(select(Problem))}


def offers(desk: Desk) -> dict[int, set[int]]:
    """Problem -> experts with an offer in force."""
    with desk.reading("王敏") as ctx:
        rows = ctx.session.scalars(select(Assignment).where(Assignment.state == AssignmentState.OFFERED))
        found: dict[int, set[int]] = {}
        for one in rows:
            found.setdefault(one.problem_id, set()).add(one.expert_id)
        return found


def limit(desk: Desk, places: dict[str, int]) -> None:
    with desk.runtime.writing(None) as ctx:
        for expert in ctx.session.scalars(select(Expert)):
            expert.max_open = places.get(expert.name, expert.max_open)


def fall_ill(desk: Desk, name: str) -> None:
    with desk.runtime.writing(None) as ctx:
        ctx.session.add(ExpertAbsence(
            expert_id=desk.experts[name], first_day=NOW.date(), last_day=NOW.date() + dt.timedelta(days=4), reason="病",
        ))


def plums(desk: Desk, count: int) -> list[int]:
    return [desk.ask(text=f"{PLUMS}，第{n}回问").problem_id for n in range(count)]


# -- the proposal ----------------------------------------------------------------------------------------------


def test_offers_stay_and_only_the_ill_experts_moves(desk: Desk):
    ids = plums(desk, 3)
    _, expert = desk.assign_first(ids[0])
    desk.assign_first(ids[1])
    name = next(name for name, id_ in desk.experts.items() if id_ == expert)
    before = board(desk)
    assert row(before, ids[0]).state is RowState.KEPT
    fall_ill(desk, name)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, before.id, before.version)
    after = seen(desk)
    moved = row(after, ids[0])
    assert moved.state is RowState.MOVED
    assert (moved.offered_to, moved.expert == name) == (name, False)
    assert moved.gone[0].code == "AWAY"
    kept = [one for one in after.rows if one.state is RowState.KEPT]
    assert all(one.expert == one.offered_to for one in kept)
    assert row(after, ids[2]).state is RowState.NEW


def test_three_questions_two_places_and_the_cheapest_repairs(desk: Desk):
    limit(desk, {"贺海峰": 2})
    for name in PRUNERS[1:]:
        fall_ill(desk, name)
    ids = plums(desk, 3)
    view = board(desk)
    assert [row(view, id_).state for id_ in ids].count(RowState.SHORT) == 1
    (shortage,) = view.shortages
    assert {card.id for card in shortage.problems} == set(ids)
    assert shortage.experts == (("贺海峰", 2),)
    assert [(change.cost, change.places, len(change.later)) for change in shortage.repairs] == [
        (1, (("贺海峰", 1),), 0), (1, (), 1),
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_each_repair_alone_makes_room(desk: Desk, which: int):
    limit(desk, {"贺海峰": 2})
    for name in PRUNERS[1:]:
        fall_ill(desk, name)
    plums(desk, 3)
    view = board(desk)
    with desk.reading("王敏") as ctx:
        beforehand = repaired_beforehand(ctx, view.id, 0, which)
    with desk.writing("王敏") as ctx:
        repair(ctx, view.id, view.version, 0, which, beforehand=beforehand)
    after = seen(desk)
    with desk.reading("王敏") as ctx:
        assert price_of_again(ctx, view.id) == (0, 0)
    assert after.shortages == ()
    assert len(after.going) == (3 if which == 0 else 2)
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Expert, desk.experts["贺海峰"]).max_open == (3 if which == 0 else 2)


def test_an_emergency_keeps_its_place_and_goes_alone_and_a_dispute_goes_elsewhere(desk: Desk):
    lambs = desk.ask(text=LAMBS).problem_id
    land = desk.ask(text=LAND).problem_id
    view = board(desk)
    assert row(view, lambs).state is RowState.ALONE
    assert row(view, lambs).expert == "巴图"
    assert row(view, land).state is RowState.ELSEWHERE
    with pytest.raises(Conflict, match="board_empty"), desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)


def test_solving_again_gives_the_same(desk: Desk):
    plums(desk, 4)
    desk.ask(text=GRAPES)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, view.id, view.version)
    again = seen(desk)
    assert again.rows == view.rows
    assert again.shortages == view.shortages
    with desk.reading("王敏") as ctx:
        assert price_of_again(ctx, view.id) == (0, 0)


# -- marks -----------------------------------------------------------------------------------------------------


def test_locks_and_bans_hold_in_the_next_draft(desk: Desk):
    ids = plums(desk, 2)
    view = board(desk)
    first, second = (row(view, id_) for id_ in ids)
    other = desk.experts[first.alternates[0]]
    with desk.writing("王敏") as ctx:
        mark(ctx, view.id, view.version, Mark.LOCKED, ids[0], other)
    view = seen(desk)
    assert view.to_solve
    with pytest.raises(Conflict, match="board_to_solve"), desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
    with desk.writing("王敏") as ctx:
        mark(ctx, view.id, view.version, Mark.FORBIDDEN, ids[1], second.expert_id)
    view = seen(desk)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, view.id, view.version)
    after = seen(desk)
    assert row(after, ids[0]).expert_id == other
    assert row(after, ids[1]).expert_id != second.expert_id
    assert row(after, ids[1]).before == second.expert
    assert not after.to_solve


def test_two_locks_on_one_place(desk: Desk):
    limit(desk, {"贺海峰": 1})
    ids = plums(desk, 2)
    view = board(desk)
    for id_ in ids:
        with desk.writing("王敏") as ctx:
            mark(ctx, view.id, seen(desk).version, Mark.LOCKED, id_, desk.experts["贺海峰"])
    with desk.writing("王敏") as ctx:
        solve_again(ctx, view.id, ctx.session.get_one(BoardPlan, view.id).version)
    after = seen(desk)
    assert [row(after, id_).expert for id_ in ids] == ["贺海峰", None]
    assert not after.to_solve
    (shortage,) = after.shortages
    assert [(card.id, name) for card, name in shortage.repairs[0].unlock] == [(ids[1], "贺海峰")]
    with desk.writing("王敏") as ctx:
        repair(ctx, after.id, after.version, 0, 0)
    assert row(seen(desk), ids[1]).state is RowState.NEW


@on_sqlite
def test_a_lock_on_somebody_who_fell_ill_is_over(desk: Desk):
    (problem_id,) = plums(desk, 1)
    view = board(desk)
    held = row(view, problem_id)
    with desk.writing("王敏") as ctx:
        mark(ctx, view.id, view.version, Mark.LOCKED, problem_id, held.expert_id)
    fall_ill(desk, held.expert)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, view.id, seen(desk).version)
    after = row(seen(desk), problem_id)
    assert (after.lock, after.state) == (None, RowState.NEW)
    assert after.expert not in (None, held.expert)


def test_a_problem_may_wait_and_be_taken_in_again(desk: Desk):
    (problem_id,) = plums(desk, 1)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        mark(ctx, view.id, view.version, Mark.LATER, problem_id)
    view = seen(desk)
    with desk.writing("王敏") as ctx:
        solve_again(ctx, view.id, view.version)
    view = seen(desk)
    waiting = row(view, problem_id)
    assert (waiting.state, waiting.expert) == (RowState.LATER, None)
    with desk.writing("王敏") as ctx:
        unmark(ctx, view.id, view.version, waiting.later.id)
        solve_again(ctx, view.id, ctx.session.get_one(BoardPlan, view.id).version)
    assert row(seen(desk), problem_id).state is RowState.NEW


@on_sqlite
def test_what_nobody_may_be_given_is_named_with_the_bans(desk: Desk):
    (problem_id,) = plums(desk, 1)
    view = board(desk)
    able = {row(view, problem_id).expert, *row(view, problem_id).alternates}
    while row(view, problem_id).state is RowState.NEW:
        with desk.writing("王敏") as ctx:
            mark(ctx, view.id, view.version, Mark.FORBIDDEN, problem_id, row(view, problem_id).expert_id)
            solve_again(ctx, view.id, ctx.session.get_one(BoardPlan, view.id).version)
        view = seen(desk)
    (shortage,) = view.shortages
    assert {name for _, name in shortage.forbidden} == able
    assert all(len(change.unforbid) == 1 for change in shortage.repairs if change.unforbid)


# -- dispatch and undo -----------------------------------------------------------------------------------------


def test_the_whole_board_goes_out_and_comes_back_as_it_was(desk: Desk):
    ids = plums(desk, 4)
    _, expert = desk.assign_first(ids[0])
    fall_ill(desk, next(name for name, id_ in desk.experts.items() if id_ == expert))
    before, offered = states(desk), offers(desk)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        assert dispatch_board(ctx, view.id, view.version) == len(view.going) == 4
    sent = states(desk)
    assert {sent[id_].expert_id for id_ in ids} == {one.expert_id for one in view.going}
    assert all(one.status is ProblemStatus.OFFERED for one in sent.values())
    with desk.writing("李明", NOW + dt.timedelta(minutes=9)) as ctx:
        assert undo_board(ctx, view.id) == (4, 0)
    assert states(desk) == before
    assert offers(desk) == offered
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == []
    again = seen(desk)
    with desk.writing("王敏") as ctx:
        assert dispatch_board(ctx, again.id, again.version) == 4


def test_undo_leaves_what_an_expert_has_answered(desk: Desk):
    ids = plums(desk, 2)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
        chosen = ctx.session.scalar(select(Assignment.id).where(Assignment.problem_id == ids[0]))
    desk.accept(chosen)
    with desk.writing("王敏") as ctx:
        assert undo_board(ctx, view.id) == (1, 1)
    assert [states(desk)[id_].status for id_ in ids] == [ProblemStatus.IN_PROGRESS, ProblemStatus.WAITING]


@on_sqlite
def test_undo_is_open_for_ten_minutes(desk: Desk):
    plums(desk, 1)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
    with pytest.raises(Refused, match="board_undo_late"), desk.writing("王敏", LATER) as ctx:
        undo_board(ctx, view.id)


def test_the_next_board_leaves_the_way_back_open_and_the_older_one_dispatched(desk: Desk):
    ids = plums(desk, 2)
    before, sent = states(desk), board(desk)
    with desk.writing("王敏") as ctx:
        dispatch_board(ctx, sent.id, sent.version)
    after = board(desk)
    assert after.id != sent.id and {one.state for one in after.rows} == {RowState.KEPT}
    with desk.reading("李明") as ctx:
        way = way_back(ctx)
        assert (way.plan_id, way.by, way.sent, way.until) == (sent.id, "王敏", 2, NOW + dt.timedelta(minutes=10))
    with desk.reading("王敏", LATER) as ctx:
        assert way_back(ctx) is None
    with desk.writing("王敏") as ctx:
        assert undo_board(ctx, sent.id) == (2, 0)
    assert states(desk) == before
    with desk.reading("王敏") as ctx:
        assert way_back(ctx) is None
        assert ctx.session.get_one(BoardPlan, sent.id).dispatched_at == NOW
        assert len(board_news(ctx, after.id).back) == 2
    assert board(desk).id == after.id
    with desk.writing("王敏") as ctx:
        solve_again(ctx, after.id, seen(desk).version)
    assert {row(seen(desk), id_).state for id_ in ids} == {RowState.NEW}


@on_sqlite
def test_there_is_no_way_back_once_everybody_has_answered(desk: Desk):
    plums(desk, 1)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
        chosen = ctx.session.scalar(select(Assignment.id))
    desk.accept(chosen)
    with desk.reading("王敏") as ctx:
        assert way_back(ctx) is None


def test_nothing_goes_out_when_one_question_has_moved_on(desk: Desk):
    ids = plums(desk, 3)
    view = board(desk)
    desk.assign_first(ids[1])
    with pytest.raises(Conflict, match="board_row_changed"), desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
    assert set(offers(desk)) == {ids[1]}
    with desk.reading("王敏") as ctx:
        assert board_news(ctx, view.id).over != ()


# -- two officers, strangers ---------------------------------------------------------------------------------------


def test_the_second_officer_is_told_who_was_first(desk: Desk):
    (problem_id,) = plums(desk, 1)
    view = board(desk)
    with desk.writing("李明") as ctx:
        mark(ctx, view.id, view.version, Mark.LOCKED, problem_id, row(view, problem_id).expert_id)
    with pytest.raises(Conflict) as late, desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
    assert (late.value.code, late.value.params["who"]) == ("board_changed", "李明")
    view = seen(desk)
    with desk.writing("李明") as ctx:
        dispatch_board(ctx, view.id, view.version)
    with pytest.raises(Conflict) as late, desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
    assert (late.value.code, late.value.params["who"]) == ("board_dispatched", "李明")


def test_a_board_belongs_to_its_area_and_to_officers(desk: Desk):
    plums(desk, 1)
    view = board(desk)
    with desk.writing("镇干部") as ctx:
        with pytest.raises(NotFound, match="board_unknown"):
            solve_again(ctx, view.id, view.version)
        assert board_news(ctx, view.id).new == 0
    assert board(desk, "镇干部").rows == ()
    for who in ("赵书记", "喜莲", "贺海峰", "管理员"):
        with pytest.raises(NotAllowed), desk.writing(who) as ctx:
            open_board(ctx)


# -- since then ------------------------------------------------------------------------------------------------


def test_news_name_what_came_and_who_cannot_go(desk: Desk):
    (first,) = plums(desk, 1)
    view = board(desk)
    with desk.reading("王敏") as ctx:
        assert not board_news(ctx, view.id)
    fall_ill(desk, row(view, first).expert)
    desk.ask(text=LAMBS)
    with desk.reading("王敏") as ctx:
        news = board_news(ctx, view.id)
        assert (news.new, news.urgent) == (1, 1)
        assert [name for name, _ in news.absent] == [row(view, first).expert]
        assert price_of_again(ctx, view.id) == (1, 1)


def test_after_dispatch_a_decline_an_illness_and_an_urgent_question_are_news(desk: Desk):
    ids = plums(desk, 3)
    view = board(desk)
    with desk.writing("王敏") as ctx:
        dispatch_board(ctx, view.id, view.version)
        offers_made = dict(ctx.session.execute(select(Assignment.problem_id, Assignment.id)).all())
    with desk.reading("王敏") as ctx:
        assert not latest_news(ctx)
    with desk.writing(row(view, ids[0]).expert) as ctx:
        decline(ctx, offers_made[ids[0]], "no_time")
    with desk.reading("王敏") as ctx:
        assert (latest_news(ctx).back, latest_news(ctx).new) == ((row(view, ids[0]).card.number,), 0)
    desk.accept(offers_made[ids[1]])
    fall_ill(desk, row(view, ids[2]).expert)
    desk.ask(text=LAMBS)
    with desk.reading("王敏") as ctx:
        news = latest_news(ctx)
        assert (news.new, news.urgent, news.over) == (1, 1, ())
        assert [name for name, _ in news.absent] == [row(view, ids[2]).expert]
        assert news.is_pressing
        assert price_of_next(ctx) == (1, 1)
    again = board(desk)
    assert sorted(one.state for one in again.rows) == sorted([RowState.KEPT, RowState.MOVED, RowState.ALONE])
    with desk.reading("王敏") as ctx:
        assert not latest_news(ctx)
    with desk.reading("喜莲") as ctx, pytest.raises(NotAllowed):
        latest_news(ctx)


def test_alternates_are_kept_for_the_day_somebody_declines(desk: Desk):
    ids = plums(desk, 2)
    view = board(desk)
    with desk.reading("王敏") as ctx:
        for id_ in ids:
            stored = stored_alternates(ctx, id_)
            assert [desk.experts[name] for name in row(view, id_).alternates] == list(stored)
            assert row(view, id_).expert_id not in stored
            assert stored
        assert stored_alternates(ctx, 10_000) == ()
