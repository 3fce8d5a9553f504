"""A second opinion: proposed by rule, asked with one tap, each of the two written without sight of the other."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, NotAllowed, NotFound
from data.domain.ladder import Cause
from data.domain.notices import Audience, NoticeKind
from data.domain.problem import ProblemEventKind, Urgency
from data.domain.promises import PROMISED, Step
from data.domain.second_opinion import DEFAULT_RULES
from data.domain.visit import Outcome, VisitKind
from data.domain.visit_form import VisitForm
from data.models.expert import Expert
from data.models.notice import Notice
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Candidate, Recommendation
from data.models.visit import Visit
from data.queries.notices import to_call
from data.queries.problem_page import problem_page
from data.queries.public_pages import public_receipt
from data.queries.second_opinions import (
    late_seconds,
    opinions,
    second_cards,
    second_rules_here,
    second_wanted,
    standing_request,
)
from data.queries.visits import problem_visits, visit_page
from data.services.clocks import calendar_of
from data.services.confirmations import ConfirmationForm, record_call_back
from data.services.conflicts import declare_conflict
from data.services.dispatch import assign, decline
from data.services.events import differing_problems, stored_state
from data.services.fact_requests import ask_for_facts, give_facts
from data.services.files import open_file
from data.services.notices import differing_notices
from data.services.second_opinions import (
    SecondProposal,
    ask_second,
    decline_second,
    give_second,
    proposed_second,
    set_second_rules,
    stop_waiting,
)
from data.services.visits import log_visit
from tests.desk import COUNTY, NOW, Desk, on_sqlite
from tests.pictures import a_picture

MINUTE, WEEK = dt.timedelta(minutes=1), dt.timedelta(days=7)
FIRST_ADVICE, SECOND_ADVICE = "先浇透，再补铁。", "别急着浇，挖开看根。"
SECONDS = (ProblemEventKind.SECOND_ASKED, ProblemEventKind.SECOND_GIVEN, ProblemEventKind.SECOND_DECLINED)


def in_hand(desk: Desk, urgency: Urgency = Urgency.CRITICAL, problem_id: int = 0) -> tuple[int, str]:
    """An urgent question that its first expert took on, every expert with a unit of their own: (id, who has it)."""
    with desk.writing("管理员") as ctx:
        for expert in ctx.session.scalars(select(Expert)):
            expert.unit = f"{expert.name}的单位"
    problem_id = problem_id or desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        ctx.session.get_one(Problem, problem_id).urgency = urgency
    assignment_id, expert_id = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    return problem_id, name_of(desk, expert_id)


def name_of(desk: Desk, expert_id: int | None) -> str:
    return next(name for name, id_ in desk.experts.items() if id_ == expert_id)


def proposed(desk: Desk, problem_id: int) -> SecondProposal | None:
    with desk.reading("王敏") as ctx:
        return proposed_second(ctx, problem_id)


def asked(desk: Desk, problem_id: int) -> str:
    """The proposed one is asked: who."""
    expert = proposed(desk, problem_id)
    with desk.writing("王敏") as ctx:
        ask_second(ctx, problem_id, expert.expert_id)
    return expert.expert


def advise(desk: Desk, who: str, problem_id: int, *, finished: bool) -> None:
    form = VisitForm(
        problem_id, VisitKind.FIELD, NOW.date(), FIRST_ADVICE, unnamed_heads=1, finished=finished,
        follow_up_on=None if finished else NOW.date(),
    )
    with desk.writing(who) as ctx:
        log_visit(ctx, form, f"visit {finished}")


def code_of(desk: Desk, who: str, call) -> str:
    with desk.writing(who) as ctx, pytest.raises(AppError) as error:
        call(ctx)
    return error.value.code


def test_the_rule_proposes_the_best_of_another_unit_and_one_tap_asks(desk: Desk):
    problem_id, first = in_hand(desk)
    with desk.writing("王敏") as ctx:
        ranked = ctx.session.scalars(
            select(Candidate.expert_id).join(Recommendation, Recommendation.id == Candidate.recommendation_id)
            .where(Recommendation.problem_id == problem_id).order_by(Recommendation.id.desc(), Candidate.rank)
        ).all()
        colleague, barred, third = (name_of(desk, one) for one in ranked[1:4])
        ctx.session.get_one(Expert, desk.experts[colleague]).unit = f"{first}的单位"
        declare_conflict(ctx, desk.experts[barred], desk.farms["喜莲果业合作社"], "kin")
        before = stored_state(ctx.session.get_one(Problem, problem_id))
        assert [(one.problem_id, one.cause, one.count) for one in second_wanted(ctx)] == [(problem_id, Cause.LOSS, 1)]
    for unfit in (first, colleague, barred, "田桂芳"):
        assert code_of(desk, "王敏", lambda ctx, one=unfit: ask_second(ctx, problem_id, desk.experts[one])) \
            == "second_not_eligible"
    assert asked(desk, problem_id) == third
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert stored_state(problem) == before
        told = ctx.session.scalars(select(Notice).where(Notice.kind == NoticeKind.SECOND)).all()
        assert [one.expert_id for one in told] == [desk.experts[third]]
        assert second_wanted(ctx) == () and proposed_second(ctx, problem_id) is None
        assert [one.expert for one in opinions(ctx, problem_id)] == [third]
        assert differing_problems(ctx, COUNTY) == [] and differing_notices(ctx, COUNTY) == []
    assert code_of(desk, "王敏", lambda ctx: ask_second(ctx, problem_id, desk.experts[third])) == "second_not_wanted"
    for who in ("镇干部", first, "喜莲"):
        with desk.writing(who) as ctx, pytest.raises((NotAllowed, NotFound)):
            ask_second(ctx, problem_id, desk.experts[third])


def test_the_second_sees_nothing_of_the_first_before_writing(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "背面什么样？")
    with desk.writing("喜莲") as ctx:
        give_facts(ctx, problem_id, "背面有白粉", (a_picture(),))
    _problem, first = in_hand(desk, problem_id=problem_id)
    advise(desk, first, problem_id, finished=False)
    second = asked(desk, problem_id)
    with desk.reading(second) as ctx:
        (card,) = second_cards(ctx)
        (sha256,) = card.answer.photos
        assert (card.problem_id, card.answer.words, card.photos, card.firsts) == (problem_id, "背面有白粉", (), ())
        assert FIRST_ADVICE not in repr(card) and "喜莲" not in repr(card)
        assert open_file(ctx, sha256)[1] == "image/jpeg"
        visit_id = ctx.session.scalar(select(Visit.id))
        for closed in (problem_page, problem_visits, opinions):
            with pytest.raises(NotFound):
                closed(ctx, problem_id)
        with pytest.raises(NotFound):
            visit_page(ctx, visit_id)
    with desk.writing(second) as ctx:
        give_second(ctx, problem_id, "根腐", SECOND_ADVICE)
    with desk.reading(second) as ctx:
        (card,) = second_cards(ctx)
        assert [(one.experts, one.advice) for one in card.firsts] == [((first,), FIRST_ADVICE)]
    with desk.reading("田桂芳") as ctx:
        assert second_cards(ctx) == ()
        with pytest.raises(NotFound):
            open_file(ctx, sha256)


def test_the_first_sees_the_second_when_finished_the_asker_a_sentence_only(desk: Desk):
    problem_id, first = in_hand(desk)
    second = asked(desk, problem_id)
    with desk.writing(second) as ctx:
        give_second(ctx, problem_id, "根腐", SECOND_ADVICE)
    with desk.reading(first) as ctx:
        assert opinions(ctx, problem_id) == ()
        page = problem_page(ctx, problem_id)
        assert second not in repr(page) and SECOND_ADVICE not in repr(page)
    for who in ("王敏", "赵书记"):
        with desk.reading(who) as ctx:
            (one,) = opinions(ctx, problem_id)
            assert (one.expert, one.request.found, one.request.advice) == (second, "根腐", SECOND_ADVICE)
    advise(desk, first, problem_id, finished=True)
    with desk.reading(first) as ctx:
        assert [one.request.advice for one in opinions(ctx, problem_id)] == [SECOND_ADVICE]
    with desk.reading("白秀兰") as ctx:
        assert opinions(ctx, problem_id) == ()
    with desk.reading("喜莲") as ctx:
        assert opinions(ctx, problem_id) == ()
        page = problem_page(ctx, problem_id)
        seen = [one for one in page.timeline if one.kind in SECONDS]
        assert [(one.kind, one.who, one.expert, one.details) for one in seen] \
            == [(ProblemEventKind.SECOND_GIVEN, None, None, {})]
        assert second not in repr(page) and SECOND_ADVICE not in repr(page)
    with desk.runtime.reading(None, now=NOW) as ctx:
        told = public_receipt(ctx, ctx.session.get_one(Problem, problem_id))
        assert [one.kind for one in told.steps if one.kind in SECONDS] == [ProblemEventKind.SECOND_GIVEN]
        assert second not in repr(told) and SECOND_ADVICE not in repr(told)


@on_sqlite
def test_who_cannot_or_does_not_answer_makes_way_for_the_next(desk: Desk):
    problem_id, first = in_hand(desk)
    one = asked(desk, problem_id)
    assert code_of(desk, first, lambda ctx: give_second(ctx, problem_id, "原因", "办法")) == "not_allowed"
    with desk.writing(one) as ctx:
        decline_second(ctx, problem_id)
    assert code_of(desk, one, lambda ctx: give_second(ctx, problem_id, "原因", "办法")) == "second_over"
    other = asked(desk, problem_id)
    assert other not in (one, first)
    with desk.writing("王敏") as ctx:
        stop_waiting(ctx, problem_id)
    with desk.reading("王敏") as ctx:
        assert [row.problem_id for row in second_wanted(ctx)] == [problem_id] and opinions(ctx, problem_id) == ()
        assert differing_problems(ctx, COUNTY) == []
    assert code_of(desk, "王敏", lambda ctx: stop_waiting(ctx, problem_id)) == "second_over"
    with desk.reading(other) as ctx:
        assert second_cards(ctx) == ()


def test_whoever_is_asked_has_a_date_and_what_is_late_can_be_asked_of_another(desk: Desk):
    problem_id, _first = in_hand(desk)
    second = asked(desk, problem_id)
    with desk.reading(second) as ctx:
        (card,) = second_cards(ctx)
        due = card.request.due_at
        minutes = calendar_of(ctx, COUNTY).between(NOW, due)
        assert 0 < minutes <= PROMISED[Step.SECOND][Urgency.CRITICAL]
    with desk.reading("王敏", due - MINUTE) as ctx:
        assert late_seconds(ctx) == ()
        (told,) = to_call(ctx, Audience.EXPERT, problem_id=problem_id).rows
        assert told.kind is NoticeKind.SECOND and told.due_at == due
    with desk.reading("王敏", due) as ctx:
        (late,) = late_seconds(ctx)
        assert (late.problem_id, late.expert, late.due_at) == (problem_id, second, due)
    with desk.reading("镇干部", due) as ctx:  # of another town
        assert late_seconds(ctx) == ()
    with desk.writing("王敏", due) as ctx:
        stop_waiting(ctx, problem_id)
        assert late_seconds(ctx) == ()
        ask_second(ctx, problem_id, proposed_second(ctx, problem_id).expert_id)
        assert opinions(ctx, problem_id)[-1].request.due_at > due
    with desk.writing(name_of(desk, _waited_for(desk, problem_id)), due) as ctx:
        give_second(ctx, problem_id, "根腐", SECOND_ADVICE)
    with desk.reading("王敏", due + WEEK) as ctx:
        assert late_seconds(ctx) == () and differing_notices(ctx, COUNTY) == []


@on_sqlite
def test_an_opinion_is_whole_and_given_once(desk: Desk):
    problem_id, _first = in_hand(desk)
    second = asked(desk, problem_id)
    assert code_of(desk, second, lambda ctx: give_second(ctx, problem_id, " ", "办法")) == "text_missing"
    assert code_of(desk, second, lambda ctx: give_second(ctx, problem_id, "原因", "长" * 1001)) == "text_long"
    with desk.writing(second) as ctx:
        give_second(ctx, problem_id, "原因", "办法")
    assert code_of(desk, second, lambda ctx: give_second(ctx, problem_id, "原因", "又一个")) == "second_over"
    assert code_of(desk, second, lambda ctx: give_second(ctx, 999, "原因", "办法")) == "problem_unknown"
    assert proposed(desk, problem_id) is None


@on_sqlite
def test_whoever_gets_the_question_itself_is_no_second_any_more(desk: Desk):
    problem_id, first = in_hand(desk)
    second = asked(desk, problem_id)
    with desk.writing("王敏") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, "offers_by_rule": False}
    with desk.writing(first) as ctx:
        decline(ctx, _assignment(ctx, problem_id), "no_time")
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        made = ctx.session.scalar(select(Recommendation.id).order_by(Recommendation.id.desc()).limit(1))
        assign(ctx, problem_id, problem.version, desk.experts[second], made, "agreed")
    with desk.reading(second) as ctx:
        assert second_cards(ctx) == ()
    assert code_of(desk, second, lambda ctx: give_second(ctx, problem_id, "原因", "办法")) == "second_over"
    with desk.reading("王敏") as ctx:
        assert [one.problem_id for one in second_wanted(ctx)] == [problem_id]
    assert proposed(desk, problem_id).expert not in (first, second)


@on_sqlite
def test_not_solved_once_wants_one_unless_the_county_does_not(desk: Desk):
    problem_id, first = in_hand(desk, Urgency.NORMAL)
    assert proposed(desk, problem_id) is None
    advise(desk, first, problem_id, finished=True)
    with desk.writing("王敏") as ctx:
        record_call_back(ctx, problem_id, ConfirmationForm(Outcome.NOT_SOLVED, answered_by="本人"), "call-token")
    assert (proposed(desk, problem_id).cause, proposed(desk, problem_id).count) == (Cause.REPEAT, 1)
    with desk.writing("管理员") as ctx:
        assert second_rules_here(ctx) == DEFAULT_RULES
        set_second_rules(ctx, True, 2)
    assert proposed(desk, problem_id) is None
    with desk.writing("王敏") as ctx:
        set_second_rules(ctx, False, 0)
        assert second_rules_here(ctx) == {} and second_wanted(ctx) == ()
    with desk.writing("镇干部") as ctx, pytest.raises(NotAllowed):
        set_second_rules(ctx, True, 1)


@on_sqlite
def test_where_all_are_of_one_unit_the_rule_names_nobody(desk: Desk):
    problem_id, _first = in_hand(desk)
    with desk.writing("管理员") as ctx:
        for expert in ctx.session.scalars(select(Expert)):
            expert.unit = "一个单位"
    assert proposed(desk, problem_id) == SecondProposal(Cause.LOSS, 1)


def _waited_for(desk: Desk, problem_id: int) -> int:
    with desk.reading("王敏") as ctx:
        return standing_request(ctx, problem_id).expert_id


def _assignment(ctx, problem_id: int) -> int:
    details = ctx.session.scalar(select(ProblemEvent.details).where(
        ProblemEvent.problem_id == problem_id, ProblemEvent.kind == ProblemEventKind.ASSIGNED,
    ))
    return details["assignment_id"]


def test_a_request_of_before_there_were_dates_is_never_late(desk: Desk):
    problem_id, _first = in_hand(desk)
    second = asked(desk, problem_id)
    with desk.writing("王敏") as ctx:
        event = ctx.session.scalars(
            select(ProblemEvent).where(ProblemEvent.kind == ProblemEventKind.SECOND_ASKED)
        ).one()
        event.details = {name: value for name, value in event.details.items() if name != "reply_by"}
    with desk.reading(second, NOW + WEEK) as ctx:
        assert second_cards(ctx)[0].request.due_at is None
    with desk.reading("王敏", NOW + WEEK) as ctx:
        assert late_seconds(ctx) == ()
        assert to_call(ctx, Audience.EXPERT, problem_id=problem_id).rows[0].due_at is None
