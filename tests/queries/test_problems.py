"""Lists and pages of problems: counts, order, search, neighbours, and who sees what."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import NotAllowed, NotFound
from data.domain.problem import Ball, ProblemEventKind, ProblemStatus, Urgency
from data.models.problem import Problem
from data.models.recommendation import AssignmentState
from data.queries.experts import expert_choices
from data.queries.my_work import my_work
from data.queries.places import place_names, towns, villages
from data.queries.problem_page import problem_page
from data.queries.problem_rows import PAGE_SIZE, Bucket, ProblemFilter
from data.queries.problems import count_to_assign, my_problems, problem_cards, today
from data.queries.receipts import receipt
from data.queries.recommendations import recommendation_view
from data.queries.taxonomy import code_names, industries, problem_types
from data.services.dispatch import assign, decline
from data.services.events import append_event
from data.services.fact_requests import ask_for_facts
from data.services.problems import hand_over
from tests.desk import LAMBS, LAND, MACHINE_VILLAGE, NOW, PLUM_VILLAGE, PLUMS, TOWN, Desk, on_sqlite

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def numbers(desk: Desk, who: str = "王敏", page: int = 1, **wanted) -> list[str]:
    with desk.reading(who) as ctx:
        return [card.number for card in problem_cards(ctx, ProblemFilter(**wanted), page).rows]


# -- today -------------------------------------------------------------------------------------------------


def test_today_counts_and_orders(desk: Desk):
    older = desk.ask(now=NOW - 3 * DAY)
    late, now_due, fresh = desk.ask(now=NOW - 2 * DAY), desk.ask(now=NOW - DAY), desk.ask(text=LAMBS)
    desk.assign_first(desk.ask().problem_id, NOW - HOUR)
    desk.accept(desk.assign_first(desk.ask().problem_id)[0])
    with desk.reading("王敏") as ctx:
        day = today(ctx)
    assert ([card.number for card in day.epidemics], day.emergencies) == ([fresh.number], ())
    assert [card.number for card in day.cards] == [older.number, late.number, now_due.number]
    assert day.counts == {
        Bucket.TO_ASSIGN: 4, Bucket.ASKED: 0, Bucket.OFFERED: 1, Bucket.IN_PROGRESS: 1, Bucket.TO_CONFIRM: 0,
    }
    assert (day.overdue, day.due_today, day.unclaimed) == (2, 2, 0)
    assert day.cards[0].is_overdue
    assert day.last_assigned_at == NOW


def test_what_the_asker_is_to_add_to_is_not_the_bureaus_turn(desk: Desk):
    asked, mine = desk.ask().problem_id, desk.ask()
    with desk.writing("王敏") as ctx:
        ask_for_facts(ctx, asked, ctx.session.get_one(Problem, asked).version, (), "拍张照片")
    with desk.reading("王敏") as ctx:
        day = today(ctx)
        assert (day.counts[Bucket.TO_ASSIGN], day.counts[Bucket.ASKED], count_to_assign(ctx)) == (1, 1, 1)
    assert [card.number for card in day.cards] == [mine.number] == numbers(desk, bucket=Bucket.TO_ASSIGN)
    assert len(numbers(desk, bucket=Bucket.ASKED)) == 1


def test_today_names_what_nobody_can_answer(desk: Desk):
    desk.ask(text="骆驼怀不上羔，配了两回都没怀", problem_types=("P14",), industry="I7")
    with desk.reading("王敏") as ctx:
        assert today(ctx).unclaimed == 1


def test_an_empty_day(desk: Desk):
    with desk.reading("王敏") as ctx:
        day = today(ctx)
    assert (day.cards, day.emergencies, day.last_assigned_at, day.follow_ups) == ((), (), None, ())
    assert set(day.counts.values()) == {0}


def test_the_day_knows_what_is_late_elsewhere_and_which_promise_ends_next(desk: Desk):
    late, next_one = desk.ask().problem_id, desk.ask(text=LAND).problem_id
    desk.assign_first(late)
    with desk.reading("王敏") as ctx:
        assert (today(ctx).late_elsewhere, today(ctx).next_clock.due_at) == (0, min(
            ctx.session.get_one(Problem, id_).due_at for id_ in (late, next_one)
        ))
    with desk.reading("王敏", NOW + dt.timedelta(days=20)) as ctx:
        assert (today(ctx).late_elsewhere, today(ctx).next_clock) == (1, None)
        assert [card.id for card in problem_cards(ctx, ProblemFilter(Bucket.LATE)).rows] == [late]


def test_a_town_officer_counts_the_own_town_only(desk: Desk):
    desk.ask()
    here = desk.ask("宏伟", place_code=MACHINE_VILLAGE)
    with desk.reading("镇干部") as ctx:
        assert [card.number for card in today(ctx).cards] == [here.number]


@pytest.mark.parametrize("who", ["喜莲", "贺海峰", "赵书记", "管理员"])
@on_sqlite
def test_today_is_the_officer_s(desk: Desk, who: str):
    with desk.reading(who) as ctx, pytest.raises(NotAllowed):
        today(ctx)


# -- list and search ---------------------------------------------------------------------------------------


def test_search_finds_number_words_place_people_and_pinyin(desk: Desk):
    plum = desk.ask().number
    lamb = desk.ask("宏伟", text=LAMBS, place_code=MACHINE_VILLAGE).number
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, 1)
        assign(ctx, 1, problem.version, desk.experts["贺海峰"], 1, override_reason="asked")
    for words, found in (
        ("西梅", [plum]), ("剪枝", [plum]), ("0002", [lamb]), ("2026-0001", [plum]), ("宏伟村", [lamb]),
        ("乌加河", [lamb]), ("hongwei", [lamb]), ("HXL", [plum]), ("韩喜莲", [plum]), ("贺海峰", [plum]),
        ("hehaifeng", [plum]), ("西梅 海流图", [plum]), ("西梅 乌加河", []), ("%", []), ("_", []), ("没有的词", []),
    ):
        assert numbers(desk, search=words) == found, words


def test_the_leader_cannot_search_by_people(desk: Desk):
    plum = desk.ask().number
    assert numbers(desk, "赵书记", search="西梅") == [plum]
    assert numbers(desk, "赵书记", search="韩喜莲") == []


def test_filters(desk: Desk):
    plum, lamb = desk.ask(now=NOW - HOUR).number, desk.ask(text=LAMBS, now=NOW).number
    assert numbers(desk, industry="I4") == [plum]
    assert numbers(desk, urgent_only=True) == [lamb]
    assert numbers(desk, due_only=True) == [lamb]
    assert numbers(desk, bucket=Bucket.OFFERED) == []
    assert numbers(desk, bucket=Bucket.TO_ASSIGN) == [lamb, plum]


def test_pages_of_25_and_a_page_too_far_is_the_last(desk: Desk):
    for _ in range(PAGE_SIZE + 2):
        desk.ask()
    with desk.reading("王敏") as ctx:
        first, second, far = (problem_cards(ctx, ProblemFilter(), page) for page in (1, 2, 9))
    assert (len(first.rows), len(second.rows), first.total, first.pages) == (25, 2, 27, 2)
    assert {card.number for card in first.rows}.isdisjoint(card.number for card in second.rows)
    assert far == second


def test_closed_ones_come_newest_first(desk: Desk):
    first, second = desk.ask(text=LAND), desk.ask(text=LAND)
    for filed in (first, second):
        with desk.writing("王敏") as ctx:
            hand_over(ctx, filed.problem_id, ctx.session.get_one(Problem, filed.problem_id).version, "司法所", "去问")
    assert numbers(desk, bucket=Bucket.CLOSED) == [second.number, first.number]
    assert numbers(desk) == []


def test_everybody_lists_only_what_is_theirs(desk: Desk):
    plum, machine = desk.ask().number, desk.ask("宏伟", place_code=MACHINE_VILLAGE).number
    desk.assign_first(1)
    assert numbers(desk, "王敏") == [plum, machine] or numbers(desk, "王敏") == [machine, plum]
    assert numbers(desk, "喜莲") == [plum]
    assert numbers(desk, "贺海峰") == [plum]
    assert numbers(desk, "苏日娜") == []
    with desk.reading("管理员") as ctx, pytest.raises(NotAllowed):
        problem_cards(ctx, ProblemFilter())


def test_own_questions_those_that_wait_for_the_asker_first_and_closed_ones_last(desk: Desk):
    closed, waiting, asked = desk.ask(text=LAND), desk.ask(), desk.ask(text="番茄叶子黄了")
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, closed.problem_id)
        hand_over(ctx, problem.id, problem.version, "司法所", "归他们管")
        problem = ctx.session.get_one(Problem, asked.problem_id)
        ask_for_facts(ctx, problem.id, problem.version, (), "拍张照片")
    with desk.reading("喜莲") as ctx:
        assert [card.number for card in my_problems(ctx)] == [asked.number, waiting.number, closed.number]
    with desk.reading("王敏") as ctx, pytest.raises(NotAllowed):
        my_problems(ctx)


# -- the page ----------------------------------------------------------------------------------------------


def test_the_officer_s_page(desk: Desk):
    before, here, after = (desk.ask(now=NOW + n * HOUR) for n in range(3))
    with desk.reading("王敏") as ctx:
        page = problem_page(ctx, here.problem_id)
    assert (page.number, page.words, page.place) == (here.number, PLUMS, "海流图镇 巴仁宝勒格村")
    assert (page.asker, page.phone, page.filed_by, page.farm) == ("韩喜莲", "19900000001", None, "喜莲果业合作社")
    assert (page.understood.industry, page.understood.crop) == ("林果", "西梅")
    assert page.understood.types[0] == ("P08", "整形修剪")
    assert (page.ball, page.status, page.is_overdue) == (Ball.BUREAU, ProblemStatus.WAITING, False)
    assert (page.previous_id, page.next_id, page.waiting) == (before.problem_id, after.problem_id, 3)
    assert [entry.kind for entry in page.timeline] == [ProblemEventKind.SUBMITTED, ProblemEventKind.RECOMMENDED]
    assert (page.may.assign, page.may.hand_over, page.may.answer, page.may.confirm) == (True, True, False, False)


def test_the_first_has_nobody_before_it_and_the_last_nobody_after(desk: Desk):
    only = desk.ask()
    with desk.reading("王敏") as ctx:
        page = problem_page(ctx, only.problem_id)
    assert (page.previous_id, page.next_id) == (None, None)


def test_the_same_page_for_the_asker_the_expert_and_the_leader(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id, _ = desk.assign_first(problem_id)
    pages = {}
    for who in ("喜莲", "贺海峰", "赵书记"):
        with desk.reading(who) as ctx:
            pages[who] = problem_page(ctx, problem_id)
    assert (pages["喜莲"].phone, pages["贺海峰"].phone, pages["赵书记"].phone) == (
        "19900000001", "19900000001", "199****0001",
    )
    assert (pages["赵书记"].asker, pages["赵书记"].assignment.phone) == ("韩**", "199****1000")
    assert pages["喜莲"].assignment.phone == "19900001000"
    assert ProblemEventKind.RECOMMENDED not in {entry.kind for entry in pages["喜莲"].timeline}
    may = pages["贺海峰"].may
    assert (may.answer, may.log_visit, may.assign) == (True, False, False)
    assert pages["赵书记"].may.see_recommendation
    assert not pages["喜莲"].may.see_recommendation
    assert pages["贺海峰"].assignment.id == assignment_id


def test_an_offer_can_be_withdrawn_for_ten_minutes(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id, _ = desk.assign_first(problem_id)
    with desk.reading("王敏", NOW + dt.timedelta(minutes=9)) as ctx:
        assert problem_page(ctx, problem_id).assignment.can_withdraw_until == NOW + dt.timedelta(minutes=10)
    with desk.reading("王敏", NOW + dt.timedelta(minutes=11)) as ctx:
        assert problem_page(ctx, problem_id).assignment.can_withdraw_until is None
    desk.accept(assignment_id)
    with desk.reading("王敏") as ctx:
        view = problem_page(ctx, problem_id).assignment
    assert (view.can_withdraw_until, view.state, view.assigned_by) == (None, AssignmentState.ACCEPTED, "王敏")


@on_sqlite
def test_filed_for_a_caller_shows_both_names(desk: Desk):
    problem_id = desk.ask("王敏", asker_name="韩二", asker_phone="19900000009").problem_id
    with desk.reading("李明") as ctx:
        page = problem_page(ctx, problem_id)
    assert (page.asker, page.filed_by) == ("韩二", "王敏")


@on_sqlite
def test_a_household_s_name_is_a_person_s_name(desk: Desk):
    problem_id = desk.ask("王敏", asker_name="韩二", asker_phone="19900000009").problem_id
    with desk.reading("赵书记") as ctx:
        assert problem_page(ctx, problem_id).farm == "韩*"


def test_a_stranger_s_page_does_not_exist(desk: Desk):
    problem_id = desk.ask().problem_id
    for who in ("宏伟", "苏日娜", "镇干部"):
        with desk.reading(who) as ctx, pytest.raises(NotFound):
            problem_page(ctx, problem_id)
        with desk.reading(who) as ctx, pytest.raises(NotFound):
            receipt(ctx, problem_id)


def test_a_declined_offer_is_told_inside_only(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id, _ = desk.assign_first(problem_id)
    with desk.writing("贺海峰") as ctx:
        decline(ctx, assignment_id, "no_time")
    with desk.reading("王敏") as ctx:
        inside = [entry for entry in problem_page(ctx, problem_id).timeline if entry.kind is ProblemEventKind.DECLINED]
    with desk.reading("喜莲") as ctx:
        outside = [entry for entry in problem_page(ctx, problem_id).timeline if entry.kind is ProblemEventKind.DECLINED]
    assert inside[0].details["reason"] == "no_time"
    assert outside[0].details == {}


def test_the_asker_is_told_who_has_it_now(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        hand_over(ctx, problem_id, problem_page(ctx, problem_id).version, "政策服务窗口", "带上身份证去问")
    with desk.reading("喜莲") as ctx:
        told = problem_page(ctx, problem_id).timeline[-1].details
    assert told == {"to_whom": "政策服务窗口", "name": None, "words": "带上身份证去问"}


# -- receipt, recommendation, work -------------------------------------------------------------------------


def test_the_receipt_names_the_expert_once_there_is_one(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("喜莲") as ctx:
        assert receipt(ctx, problem_id).expert is None
    desk.assign_first(problem_id)
    with desk.reading("喜莲") as ctx:
        held = receipt(ctx, problem_id)
    assert (held.expert, held.expert_phone, held.number) == ("贺海峰", "19900001000", "2026-0001")


def test_three_candidates_are_shown_and_the_runner_up_is_named(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        view = recommendation_view(ctx, problem_id)
    assert [one.rank for one in view.candidates] == [1, 2, 3]
    assert view.candidates[0].name == "贺海峰"
    assert sum(view.weights.values()) == pytest.approx(1)
    assert view.qualified == 4
    assert view.runner_up_name in desk.experts
    assert view.runner_up_name not in {one.name for one in view.candidates}
    by_subject = {one.name: one.by_subject for one in view.exclusions}
    assert (by_subject["田桂芳"], by_subject["离岗的"]) == (True, False)


def test_the_recommendation_is_for_those_who_oversee(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.assign_first(problem_id)
    with desk.reading("赵书记") as ctx:
        assert recommendation_view(ctx, problem_id) is not None
    for who in ("喜莲", "贺海峰"):
        with desk.reading(who) as ctx, pytest.raises(NotAllowed):
            recommendation_view(ctx, problem_id)


def test_the_expert_s_work_by_what_it_waits_for(desk: Desk):
    offered, taken, done = (desk.ask().problem_id for _ in range(3))
    for problem_id in (taken, done):
        desk.accept(desk.assign_first(problem_id)[0])
    with desk.writing("王敏") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, done), ProblemEventKind.FINISHED)
        problem = ctx.session.get_one(Problem, offered)
        assign(ctx, offered, problem.version, desk.experts["贺海峰"], offered, note="先打个电话")
    with desk.reading("贺海峰") as ctx:
        work = my_work(ctx)
    assert [[card.problem.id for card in cards] for cards in (work.offers, work.in_progress, work.to_confirm)] == [
        [offered], [taken], [done],
    ]
    assert (work.open, work.max_open, work.month.visits) == (2, 5, 0)
    first = work.offers[0]
    assert (first.note, first.minutes, first.phone) == ("先打个电话", 25, "19900000001")
    assert {reason.kind for reason in first.reasons} == {"plus"}
    for who in ("王敏", "喜莲", "赵书记", "管理员"):
        with desk.reading(who) as ctx, pytest.raises(NotAllowed):
            my_work(ctx)


# -- names -------------------------------------------------------------------------------------------------


@on_sqlite
def test_places_to_choose_from_and_their_names(desk: Desk):
    with desk.reading("喜莲") as ctx:
        assert len(towns(ctx)) == 12
        assert PLUM_VILLAGE in {choice.code for choice in villages(ctx, TOWN)}
        assert place_names(ctx, [PLUM_VILLAGE, TOWN, "999"]) == {
            PLUM_VILLAGE: "海流图镇 巴仁宝勒格村", TOWN: "海流图镇",
        }
        assert place_names(ctx, []) == {}
    with desk.reading("喜莲", lang="en") as ctx:
        assert place_names(ctx, [PLUM_VILLAGE]) == {PLUM_VILLAGE: "Barenbaolege village, Hailiutu town"}


@on_sqlite
def test_code_lists_in_both_languages(desk: Desk):
    with desk.reading("王敏") as ctx:
        zh = code_names(ctx)
        assert (len(problem_types(ctx)), industries(ctx)[3].short_name) == (26, "林果")
    with desk.reading("王敏", lang="en") as ctx:
        en = code_names(ctx)
        assert (problem_types(ctx)[0].name, industries(ctx)[3].short_name) == ("Plant disease", "Fruit")
    assert zh.keys() == en.keys()
    assert (zh["problem_type", "P08"], zh["place", TOWN]) == ("整形修剪", "海流图镇")
    assert zh["expert", str(desk.experts["贺海峰"])] == "贺海峰"


@on_sqlite
def test_experts_to_choose_from_by_pinyin(desk: Desk):
    with desk.reading("镇干部") as ctx:
        found = expert_choices(ctx)
    assert {one.name for one in found} == set(desk.experts)
    assert [one.pinyin for one in found] == sorted(one.pinyin for one in found)
    assert next(one.pinyin for one in found if one.name == "贺海峰") == "hehaifeng hhf"
    with desk.reading("贺海峰") as ctx:
        assert [one.name for one in expert_choices(ctx)] == ["贺海峰"]
    with desk.reading("喜莲") as ctx, pytest.raises(NotAllowed):
        expert_choices(ctx)


def test_urgent_ones_stand_above_all(desk: Desk):
    desk.ask(now=NOW - 5 * DAY)
    lamb = desk.ask(text=LAMBS)
    with desk.reading("王敏") as ctx:
        first = problem_cards(ctx, ProblemFilter()).rows[0]
    assert (first.number, first.urgency) == (lamb.number, Urgency.CRITICAL)
