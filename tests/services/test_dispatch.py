"""Assigning, taking back, answering; the second officer; rows that always equal their events."""

from __future__ import annotations

import datetime as dt
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, Refused
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.register import Unreachable
from data.models.expert import Expert, ExpertAbsence, ExpertSeason
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState, Candidate, Exclusion, Recommendation
from data.services.dispatch import accept, assign, decline, withdraw
from data.services.events import append_event, current_assignment, differing_problems
from data.services.problems import correct_understanding
from tests.desk import COUNTY, LAND, NOW, PLUM_VILLAGE, Desk, on_sqlite

MINUTE = dt.timedelta(minutes=1)


def state(desk: Desk, problem_id: int) -> tuple[ProblemStatus, int | None]:
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        return problem.status, problem.expert_id


def offer(desk: Desk, problem_id: int, name: str, who: str = "王敏", version: int | None = None, **more) -> int:
    """Assign by name on the latest recommendation."""
    with desk.writing(who) as ctx:
        version = version or ctx.session.get_one(Problem, problem_id).version
        latest = ctx.session.scalar(
            select(Recommendation.id).where(Recommendation.problem_id == problem_id)
            .order_by(Recommendation.id.desc()).limit(1)
        )
        return assign(ctx, problem_id, version, desk.experts[name], latest, **more)


# -- assigning ---------------------------------------------------------------------------------------------


def test_the_first_needs_no_reason(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id = offer(desk, problem_id, "贺海峰", note=" 带上剪子 ")
    assert state(desk, problem_id) == (ProblemStatus.OFFERED, desk.experts["贺海峰"])
    with desk.reading("王敏") as ctx:
        assignment = ctx.session.get_one(Assignment, assignment_id)
        event = ctx.session.scalars(select(ProblemEvent).order_by(ProblemEvent.sequence.desc()).limit(1)).one()
        assert (assignment.state, assignment.note) == (AssignmentState.OFFERED, "带上剪子")
        assert (assignment.override_reason, assignment.recommendation_id) == (None, 1)
        assert assignment.reply_by == ctx.session.get_one(Problem, problem_id).due_at
        assert assignment.reply_by == dt.datetime(2026, 4, 10, 3, tzinfo=dt.UTC)
        assert (event.kind, event.expert_id) == (ProblemEventKind.ASSIGNED, assignment.expert_id)
        assert event.details["assignment_id"] == assignment_id


@pytest.mark.parametrize(
    ("reason", "words", "code"),
    [
        (None, None, "reason_missing"), ("", None, "reason_missing"), ("because", None, "reason_unknown"),
        ("other", "  ", "text_missing"), ("asked", "字" * 201, "text_long"),
    ],
)
@on_sqlite
def test_anyone_else_needs_a_reason(desk: Desk, reason: str | None, words: str | None, code: str):
    problem_id = desk.ask().problem_id
    with pytest.raises(InvalidInput) as refused:
        offer(desk, problem_id, "苏日娜", override_reason=reason, override_words=words)
    assert refused.value.code == code
    assert state(desk, problem_id) == (ProblemStatus.WAITING, None)


@pytest.mark.parametrize("name", ["苏日娜", "田桂芳"])
def test_with_a_reason_anyone_whom_no_hard_rule_bars_may_go(desk: Desk, name: str):
    problem_id = desk.ask().problem_id
    assignment_id = offer(desk, problem_id, name, override_reason="other", override_words="农户认得")
    with desk.reading("王敏") as ctx:
        assignment = ctx.session.get_one(Assignment, assignment_id)
        assert (assignment.override_reason, assignment.override_words) == ("other", "农户认得")


def test_where_nobody_was_recommended_every_choice_needs_a_reason(desk: Desk):
    problem_id = desk.ask(text=LAND).problem_id
    with pytest.raises(InvalidInput):
        offer(desk, problem_id, "贺海峰")
    offer(desk, problem_id, "贺海峰", override_reason="asked")


def make_away(expert: Expert, ctx) -> None:
    expert.absences.append(ExpertAbsence(first_day=ctx.today, last_day=ctx.today, reason="培训"))


def make_inactive(expert: Expert, ctx) -> None:
    expert.is_active = False


def make_full(expert: Expert, ctx) -> None:
    expert.max_open = 0


def make_busy_season(expert: Expert, ctx) -> None:
    expert.seasons.append(ExpertSeason(first="04-01", last="04-30"))


def make_unreachable(expert: Expert, ctx) -> None:
    expert.unreachable = Unreachable.PHONE_DEAD


def make_month_full(expert: Expert, ctx) -> None:
    expert.month_days = 0


@pytest.mark.parametrize(("change", "rule"), [
    (make_away, "AWAY"), (make_busy_season, "AWAY"), (make_inactive, "INACTIVE"), (make_full, "AT_LIMIT"),
    (make_unreachable, "UNREACHABLE"), (make_month_full, "MONTH_FULL"),
])
@on_sqlite
def test_hard_rules_are_checked_again_when_assigning(desk: Desk, change, rule: str):
    problem_id = desk.ask().problem_id
    with desk.writing("管理员") as ctx:
        change(ctx.session.get_one(Expert, desk.experts["贺海峰"]), ctx)
    with pytest.raises(Conflict) as refused:
        offer(desk, problem_id, "贺海峰")
    assert (refused.value.code, refused.value.params) == ("expert_not_free", {"expert": "贺海峰", "rule": rule})
    assert state(desk, problem_id) == (ProblemStatus.WAITING, None)


def test_another_problem_s_recommendation_does_not_do(desk: Desk):
    first, second = desk.ask().problem_id, desk.ask().problem_id
    with pytest.raises(NotFound) as refused, desk.writing("王敏") as ctx:
        version = ctx.session.get_one(Problem, second).version
        assign(ctx, second, version, desk.experts["贺海峰"], recommendation_id=1)
    assert (refused.value.code, first) == ("recommendation_unknown", 1)


@pytest.mark.parametrize(
    ("who", "error"),
    [*((who, NotAllowed) for who in ("喜莲", "贺海峰", "赵书记", "管理员")), ("镇干部", NotFound)],
)
@on_sqlite
def test_only_officers_of_the_area_assign(desk: Desk, who: str, error: type[AppError]):
    problem_id = desk.ask().problem_id
    with pytest.raises(error):
        offer(desk, problem_id, "贺海峰", who=who)


# -- two officers ------------------------------------------------------------------------------------------


def test_the_second_officer_is_told_who_was_first(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("李明") as ctx:
        seen = ctx.session.get_one(Problem, problem_id).version
    offer(desk, problem_id, "贺海峰", who="王敏")
    with pytest.raises(Conflict) as refused:
        offer(desk, problem_id, "苏日娜", who="李明", version=seen, override_reason="asked")
    assert refused.value.code == "already_assigned"
    assert refused.value.params == {"who": "王敏", "expert": "贺海峰", "at": NOW}
    assert state(desk, problem_id) == (ProblemStatus.OFFERED, desk.experts["贺海峰"])


def test_of_two_officers_at_the_same_moment_one_is_first(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("王敏") as ctx:
        seen = ctx.session.get_one(Problem, problem_id).version

    def try_it(who: str, name: str):
        try:
            return offer(desk, problem_id, name, who=who, version=seen, override_reason="asked")
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(try_it, ("王敏", "李明"), ("贺海峰", "苏日娜")))
    won, lost = sorted(answers, key=lambda answer: isinstance(answer, Conflict))
    assert isinstance(won, int)
    assert isinstance(lost, Conflict)
    assert lost.code == "already_assigned"
    with desk.reading("王敏") as ctx:
        assignment = ctx.session.scalars(select(Assignment)).one()
        assert assignment.expert_id == ctx.session.get_one(Problem, problem_id).expert_id
        assert differing_problems(ctx, COUNTY) == []


def test_a_page_older_than_a_correction_cannot_assign(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.writing("李明") as ctx:
        seen = ctx.session.get_one(Problem, problem_id).version
        correct_understanding(ctx, problem_id, seen, "I4", "葡萄", ("P01",), PLUM_VILLAGE)
    with pytest.raises(Conflict) as refused:
        offer(desk, problem_id, "贺海峰", version=seen)
    assert refused.value.code == "problem_changed"


# -- taking back -------------------------------------------------------------------------------------------


def test_an_offer_can_be_taken_back_within_ten_minutes(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id = offer(desk, problem_id, "贺海峰")
    with pytest.raises(Refused) as refused, desk.writing("李明", NOW + 11 * MINUTE) as ctx:
        withdraw(ctx, assignment_id)
    assert (refused.value.code, refused.value.params) == ("withdraw_late", {"minutes": 10})
    with desk.writing("李明", NOW + 10 * MINUTE) as ctx:
        withdraw(ctx, assignment_id)
    assert state(desk, problem_id) == (ProblemStatus.WAITING, None)
    offer(desk, problem_id, "贺海峰")


def test_an_accepted_offer_stays(desk: Desk):
    assignment_id = offer(desk, desk.ask().problem_id, "贺海峰")
    desk.accept(assignment_id)
    with pytest.raises(Conflict) as refused, desk.writing("王敏") as ctx:
        withdraw(ctx, assignment_id)
    assert refused.value.code == "assignment_answered"


def test_only_the_bureau_takes_back(desk: Desk):
    assignment_id = offer(desk, desk.ask().problem_id, "贺海峰")
    for who, error in (("贺海峰", NotAllowed), ("喜莲", NotAllowed), ("镇干部", NotFound)):
        with pytest.raises(error), desk.writing(who) as ctx:
            withdraw(ctx, assignment_id)


# -- answering ---------------------------------------------------------------------------------------------


def test_accepting_starts_the_visit_s_clock(desk: Desk):
    problem_id = desk.ask().problem_id
    desk.accept(offer(desk, problem_id, "贺海峰"))
    assert state(desk, problem_id) == (ProblemStatus.IN_PROGRESS, desk.experts["贺海峰"])
    with desk.reading("王敏") as ctx:
        assignment = ctx.session.scalars(select(Assignment)).one()
        assert (assignment.state, assignment.answered_at) == (AssignmentState.ACCEPTED, NOW)
        assert ctx.session.get_one(Problem, problem_id).due_at > assignment.reply_by


def test_declining_offers_the_next_in_line_and_leaves_the_expert_out(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id = offer(desk, problem_id, "贺海峰")
    with desk.writing("贺海峰") as ctx:
        decline(ctx, assignment_id, "not_my_field", "我不懂西梅")
    status, owner = state(desk, problem_id)
    assert status is ProblemStatus.OFFERED and owner not in (None, desk.experts["贺海峰"])
    with desk.reading("王敏") as ctx:
        assignment = ctx.session.get_one(Assignment, assignment_id)
        assert (assignment.decline_reason, assignment.decline_words) == ("not_my_field", "我不懂西梅")
        again = ctx.session.scalars(select(Candidate.expert_id).where(Candidate.recommendation_id == 2)).all()
        barred = ctx.session.get_one(Exclusion, (2, desk.experts["贺海峰"]))
        assert desk.experts["苏日娜"] in again
        assert desk.experts["贺海峰"] not in again
        assert [reason["code"] for reason in barred.reasons] == ["DECLINED_BEFORE"]
    with desk.writing("王敏") as ctx:
        withdraw(ctx, current_assignment(ctx, ctx.session.get_one(Problem, problem_id)).id)
    with pytest.raises(Conflict) as refused:
        offer(desk, problem_id, "贺海峰", override_reason="asked")
    assert refused.value.params["rule"] == "DECLINED_BEFORE"


def test_declining_after_accepting_is_possible_and_needs_a_reason(desk: Desk):
    problem_id = desk.ask().problem_id
    assignment_id = offer(desk, problem_id, "贺海峰")
    desk.accept(assignment_id)
    for reason, words, code in (("", None, "reason_missing"), ("other", None, "text_missing")):
        with pytest.raises(InvalidInput) as refused, desk.writing("贺海峰") as ctx:
            decline(ctx, assignment_id, reason, words)
        assert refused.value.code == code
    with desk.writing("贺海峰") as ctx:
        decline(ctx, assignment_id, "no_time")
    status, owner = state(desk, problem_id)
    assert status is ProblemStatus.OFFERED and owner not in (None, desk.experts["贺海峰"])


@pytest.mark.parametrize("answer", [accept, lambda ctx, id_: decline(ctx, id_, "too_far")])
def test_an_offer_taken_back_needs_no_answer(desk: Desk, answer):
    assignment_id = offer(desk, desk.ask().problem_id, "贺海峰")
    with desk.writing("王敏") as ctx:
        withdraw(ctx, assignment_id)
    with pytest.raises(Conflict) as refused, desk.writing("贺海峰") as ctx:
        answer(ctx, assignment_id)
    assert refused.value.code == "assignment_over"


def test_answering_twice_is_told(desk: Desk):
    assignment_id = offer(desk, desk.ask().problem_id, "贺海峰")
    desk.accept(assignment_id)
    with pytest.raises(Conflict) as refused:
        desk.accept(assignment_id)
    assert refused.value.code == "assignment_answered"


def test_nobody_answers_for_another(desk: Desk):
    assignment_id = offer(desk, desk.ask().problem_id, "贺海峰")
    for who, error in (("苏日娜", NotFound), ("王敏", NotAllowed), ("喜莲", NotAllowed)):
        with pytest.raises(error), desk.writing(who) as ctx:
            accept(ctx, assignment_id)
    with pytest.raises(NotFound), desk.writing("贺海峰") as ctx:
        accept(ctx, 999)


# -- events are the truth ----------------------------------------------------------------------------------


def test_rows_equal_their_events_after_any_history(desk: Desk):
    chance = random.Random(8)
    for _ in range(4):
        problem_id = desk.ask().problem_id
        for step in range(6):
            _random_step(desk, problem_id, chance, NOW + step * MINUTE)
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == []
        assert len(ctx.session.scalars(select(ProblemEvent)).all()) > 20


def _random_step(desk: Desk, problem_id: int, chance: random.Random, now: dt.datetime) -> None:
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        status, owner = problem.status, problem.expert_id
        assignment_id = ctx.session.scalar(
            select(Assignment.id).where(Assignment.problem_id == problem_id).order_by(Assignment.id.desc()).limit(1)
        )
    if status in (ProblemStatus.WAITING, ProblemStatus.UNSOLVED):
        desk.assign_first(problem_id, now)
    elif status is ProblemStatus.OFFERED and chance.random() < 0.3:
        with desk.writing("李明", now) as ctx:
            withdraw(ctx, assignment_id)
    elif status is ProblemStatus.OFFERED and chance.random() < 0.7:
        desk.accept(assignment_id, now)
    elif status in (ProblemStatus.OFFERED, ProblemStatus.IN_PROGRESS) and chance.random() < 0.5:
        name = next(name for name, id_ in desk.experts.items() if id_ == owner)
        with desk.writing(name, now) as ctx:
            decline(ctx, assignment_id, "no_time")
    else:
        finished, not_solved = ProblemEventKind.FINISHED, ProblemEventKind.NOT_SOLVED
        with desk.writing("王敏", now) as ctx:
            kind = finished if status is ProblemStatus.IN_PROGRESS else not_solved
            append_event(ctx, ctx.session.get_one(Problem, problem_id), kind)


@pytest.mark.parametrize(
    "change",
    [{"status": ProblemStatus.SOLVED}, {"expert_id": 2}, {"due_at": NOW}, {"due_at": None}],
)
@on_sqlite
def test_the_rebuild_check_finds_a_row_that_was_changed_by_hand(desk: Desk, change: dict):
    receipt = desk.ask()
    with desk.writing("王敏") as ctx:
        ctx.session.execute(update(Problem).values(**change))
    with desk.reading("王敏") as ctx:
        assert [number for number, *_ in differing_problems(ctx, COUNTY)] == [receipt.number]
