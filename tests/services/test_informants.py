"""The village informant: asks and calls for the people of one village, and meets nothing of any other."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from data.domain.errors import NotAllowed, NotFound
from data.domain.notices import Audience, CallResult
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.slots import Half, Slot
from data.domain.visit import ConfirmedBy, Outcome, VisitKind
from data.domain.visit_form import VisitForm
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.queries.asking import ask_page, villages_to_ask
from data.queries.confirmations import askers_words
from data.queries.notices import calls_waiting, to_call
from data.queries.problem_page import problem_page
from data.queries.problems import my_problems
from data.queries.receipts import receipt
from data.queries.recommendations import recommendation_view
from data.services.confirmations import ConfirmationForm, record_call_back
from data.services.dispatch import assign
from data.services.events import last_event
from data.services.notices import record_call
from data.services.slots import choose_slot, offer_slots
from data.services.visits import log_visit
from tests.desk import MACHINE_VILLAGE, NOW, PLUM_VILLAGE, TOWN, Desk, on_sqlite

OURS, OTHERS = "白秀兰", "丁桂香"  # informants of the plum village and of the machines' village
SOLVED = ConfirmationForm(Outcome.SOLVED, answered_by="苗二")


def for_a_neighbour(desk: Desk, **changes) -> int:
    return desk.ask(OURS, asker_name="苗二", asker_phone="19900000009", **changes).problem_id


def done_by(desk: Desk, problem_id: int) -> str:
    """The question assigned, taken on, visited and reported finished; the expert's name."""
    assignment_id, expert_id = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    name = next(name for name, id_ in desk.experts.items() if id_ == expert_id)
    with desk.writing(name) as ctx:
        log_visit(ctx, VisitForm(
            problem_id=problem_id, kind=VisitKind.REMOTE, service_day=NOW.date(), advice="剪去过密的枝。",
            finished=True,
        ), str(uuid4()))
    return name


def call_back(desk: Desk, problem_id: int, who: str = OURS) -> None:
    with desk.writing(who) as ctx:
        record_call_back(ctx, problem_id, SOLVED, str(uuid4()))


def test_both_names_are_kept_and_shown_and_the_question_is_followed(desk: Desk):
    problem_id = for_a_neighbour(desk)
    with desk.reading(OURS) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.asker_name, problem.filed_by_id) == ("苗二", desk.actors[OURS].account_id)
        page, slip, (card,) = problem_page(ctx, problem_id), receipt(ctx, problem_id), my_problems(ctx)
    assert (slip.asker, slip.phone, page.filed_by) == ("苗二", "19900000009", OURS)
    assert (card.id, card.asker, card.status, card.due_at) == (problem_id, "苗二", ProblemStatus.WAITING, slip.due_at)
    with desk.reading("王敏") as ctx:
        assert problem_page(ctx, problem_id).filed_by == OURS


def test_nothing_of_another_village_exists(desk: Desk):
    problem_id = for_a_neighbour(desk)
    done_by(desk, problem_id)
    with desk.reading(OURS) as ctx:
        (card,) = to_call(ctx).rows
        assert (card.name, card.phone, calls_waiting(ctx)) == ("苗二", "19900000009", 1)
    with desk.reading(OTHERS) as ctx:
        assert (my_problems(ctx), to_call(ctx).rows, to_call(ctx, problem_id=problem_id).rows) == ((), (), ())
        assert calls_waiting(ctx) == 0
        for read in (receipt, problem_page, askers_words):
            with pytest.raises(NotFound, match="problem_unknown"):
                read(ctx, problem_id)
    with desk.writing(OTHERS) as ctx, pytest.raises(NotFound, match="notice_unknown"):
        record_call(ctx, card.id, CallResult.TOLD)
    with pytest.raises(NotFound, match="problem_unknown"):
        call_back(desk, problem_id, OTHERS)


def test_asking_ends_where_the_village_ends(desk: Desk):
    with pytest.raises(NotAllowed):
        for_a_neighbour(desk, place_code=MACHINE_VILLAGE)
    with pytest.raises(NotAllowed):
        for_a_neighbour(desk, farm_id=desk.farms["宏伟农机合作社"])
    with desk.reading("王敏") as ctx:
        assert ctx.session.query(Problem).count() == 0
    with desk.reading(OURS) as ctx:
        assert [town.code for town in ask_page(ctx).towns] == [TOWN]
        assert [village.code for village in villages_to_ask(ctx, TOWN)] == [PLUM_VILLAGE]


def test_a_time_is_chosen_for_the_neighbour_and_for_nobody_elsewhere(desk: Desk):
    problem_id = for_a_neighbour(desk)
    assignment_id, expert_id = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    slot = Slot(NOW.date(), Half.AFTERNOON)
    with desk.writing(next(name for name, id_ in desk.experts.items() if id_ == expert_id)) as ctx:
        offer_slots(ctx, problem_id, [slot])
    with desk.writing(OTHERS) as ctx, pytest.raises(NotFound, match="problem_unknown"):
        choose_slot(ctx, problem_id, slot)
    with desk.writing(OURS) as ctx:
        choose_slot(ctx, problem_id, slot)
    with desk.reading(OURS) as ctx:
        said = last_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.SLOT_CHOSEN)
        assert (said.account_id, said.details["door"]) == (desk.actors[OURS].account_id, ConfirmedBy.CALL_BACK)
        assert receipt(ctx, problem_id).slot == slot


@on_sqlite
def test_calls_to_experts_stay_with_the_bureau(desk: Desk):
    problem_id = for_a_neighbour(desk)
    desk.assign_first(problem_id)
    with desk.reading("王敏") as ctx:
        to_expert = next(card for card in to_call(ctx).rows if card.audience is Audience.EXPERT)
    with desk.reading(OURS) as ctx:
        assert {card.audience for card in to_call(ctx).rows} == {Audience.ASKER}
        assert to_call(ctx, Audience.EXPERT).rows == ()
    with desk.writing(OURS) as ctx, pytest.raises(NotFound, match="notice_unknown"):
        record_call(ctx, to_expert.id, CallResult.TOLD)


def test_a_call_back_confirms_with_caller_and_time(desk: Desk):
    problem_id = for_a_neighbour(desk)
    done_by(desk, problem_id)
    call_back(desk, problem_id)
    with desk.reading(OURS) as ctx:
        said = ctx.session.query(Confirmation).one()
        assert (said.door, said.answered_by, said.recorded_by_id, said.at) == (
            ConfirmedBy.CALL_BACK, "苗二", desk.actors[OURS].account_id, NOW,
        )
        assert receipt(ctx, problem_id).status is ProblemStatus.SOLVED


@on_sqlite
def test_nobody_confirms_a_visit_of_his_own(desk: Desk):
    problem_id = for_a_neighbour(desk)
    expert = done_by(desk, problem_id)
    desk.actors["自己"] = replace(desk.actors[OURS], expert_id=desk.experts[expert])
    with pytest.raises(NotAllowed, match="own_visit"):
        call_back(desk, problem_id, "自己")


@on_sqlite
def test_assigning_recommendations_and_closing_are_not_the_informants(desk: Desk):
    problem_id = for_a_neighbour(desk)
    with desk.reading(OURS) as ctx:
        may = problem_page(ctx, problem_id).may
        assert not (may.assign or may.correct or may.see_recommendation or may.close or may.reopen)
        with pytest.raises(NotAllowed):
            recommendation_view(ctx, problem_id)
        with pytest.raises(NotAllowed):
            assign(ctx, problem_id, 1, desk.experts["贺海峰"], 1)
