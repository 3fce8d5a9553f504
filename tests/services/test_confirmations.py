"""The asker's word: who may give it, what it does to problem, visits and grades, and only once."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.problem import BALL, Ball, ProblemEventKind, ProblemStatus
from data.domain.visit import ConfirmedBy, Grade, Outcome, VisitStatus
from data.domain.visit_form import NewPerson
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Recommendation
from data.models.visit import Confirmation, Visit
from data.services.confirmations import ConfirmationReceipt, confirm_by_receipt, confirm_problem, record_call_back
from data.services.events import append_event, differing_problems
from data.services.visit_events import disagreements, stored_state
from data.services.visits import attach_signed_list, log_visit
from tests.pictures import a_picture
from tests.village import COUNTY, NOW, TODAY, Village, add_problem, not_solved, on_sqlite, solved, visit_form

PRESENT = ("韩喜莲", "赵六", "贾福")


@pytest.fixture
def problem_id(village: Village) -> int:
    """Visited with the farm's contact, a member of another village, a neighbour, and the new 丁一."""
    problem_id = add_problem(village)
    form = visit_form(problem_id, person_ids=village.person_ids(*PRESENT), new_names=(NewPerson("丁一"),))
    with village.writing("expert") as ctx:
        log_visit(ctx, form, "v1")
    return problem_id


def confirm(
    village: Village, problem_id: int, click: str = "c1", who: str = "cooperative", form=None,
) -> ConfirmationReceipt:
    with village.writing(who) as ctx:
        return confirm_problem(ctx, problem_id, form or solved(), click)


def call_back(
    village: Village, problem_id: int, click: str = "c1", who: str = "officer", form=None,
) -> ConfirmationReceipt:
    with village.writing(who) as ctx:
        return record_call_back(ctx, problem_id, form or solved(), click)


def outcome(village: Village, problem_id: int) -> tuple[ProblemStatus, VisitStatus, dict[str, Grade]]:
    with village.reading("officer") as ctx:
        assert disagreements(ctx) == [] and differing_problems(ctx, COUNTY) == []
        visit = ctx.session.scalars(select(Visit).where(Visit.problem_id == problem_id)).one()
        named = stored_state(ctx, visit).named
        grades = {name: named[village.people[name]].grade for name in PRESENT}
        return ctx.session.get_one(Problem, problem_id).status, visit.status, grades


def test_solved_confirms_the_visits_and_the_farm_s_own_people(village: Village, problem_id: int):
    words = solved(rating=5, words=" 挺好，再来看看施肥 ", practice_used="partly")
    receipt = confirm(village, problem_id, form=words)
    assert (receipt.number, receipt.outcome, receipt.persons) == ("2026-0001", Outcome.SOLVED, 2)
    assert outcome(village, problem_id) == (ProblemStatus.SOLVED, VisitStatus.CONFIRMED, {
        "韩喜莲": Grade.CONFIRMED, "赵六": Grade.CONFIRMED, "贾福": Grade.NAMED_ONLY,
    })
    with village.reading("officer") as ctx:
        row = ctx.session.scalars(select(Confirmation)).one()
        assert (row.rating, row.words, row.practice_used) == (5, "挺好，再来看看施肥", "partly")
        assert (row.door, row.recorded_by_id) == (ConfirmedBy.ACCOUNT, village.actors["cooperative"].account_id)


def test_not_solved_gives_the_ball_back_and_leaves_the_visits_logged(village: Village, problem_id: int):
    receipt = confirm(village, problem_id, form=not_solved(words="叶子还是黄"))
    assert (receipt.outcome, receipt.persons) == (Outcome.NOT_SOLVED, 0)
    status, visit_status, grades = outcome(village, problem_id)
    assert (status, visit_status, BALL[status]) == (ProblemStatus.UNSOLVED, VisitStatus.LOGGED, Ball.BUREAU)
    assert set(grades.values()) == {Grade.NAMED_ONLY}


def test_not_solved_is_recommended_afresh(village: Village, problem_id: int):
    confirm(village, problem_id, form=not_solved())
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Recommendation)) == 1
        kinds = ctx.session.scalars(
            select(ProblemEvent.kind).where(ProblemEvent.problem_id == problem_id).order_by(ProblemEvent.sequence)
        ).all()
    assert kinds[-2:] == [ProblemEventKind.NOT_SOLVED, ProblemEventKind.RECOMMENDED]


def test_a_call_back_keeps_caller_and_moment(village: Village, problem_id: int):
    call_back(village, problem_id, form=solved(answered_by="韩喜莲的儿子"))
    with village.reading("officer") as ctx:
        row = ctx.session.scalars(select(Confirmation)).one()
        assert (row.door, row.at, row.answered_by) == (ConfirmedBy.CALL_BACK, NOW, "韩喜莲的儿子")
        assert row.recorded_by_id == village.actors["officer"].account_id
    assert outcome(village, problem_id)[2]["韩喜莲"] is Grade.CONFIRMED


@on_sqlite
@pytest.mark.parametrize("who", ["expert", "officer_who_is_expert", "cooperative_of_expert"])
def test_the_expert_does_not_confirm_his_own_work_by_receipt(village: Village, problem_id: int, who: str):
    with (
        pytest.raises(NotAllowed, match="own_visit"),
        village.runtime.writing(village.actors[who], now=NOW) as ctx,
    ):
        confirm_by_receipt(ctx, problem_id, solved(), "c1")


@on_sqlite
def test_a_call_back_says_who_answered(village: Village, problem_id: int):
    with pytest.raises(InvalidInput, match="text_missing"):
        call_back(village, problem_id, form=solved(answered_by=" "))


@on_sqlite
@pytest.mark.parametrize("act", [confirm, call_back])
def test_nobody_confirms_his_own_visit_in_whatever_role(village: Village, problem_id: int, act):
    who = {confirm: "cooperative_of_expert", call_back: "officer_who_is_expert"}[act]
    with pytest.raises(NotAllowed, match="own_visit"):
        act(village, problem_id, who=who)
    assert outcome(village, problem_id)[0] is ProblemStatus.TO_CONFIRM


@on_sqlite
def test_an_earlier_visitor_does_not_confirm_the_next_expert_s_work(village: Village, problem_id: int):
    """The first expert's visit did not help; the second expert's is confirmed together with it."""
    confirm(village, problem_id, form=not_solved())
    with village.writing("officer") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=village.vet_id)
        append_event(ctx, problem, ProblemEventKind.ACCEPTED)
    with village.writing("vet") as ctx:
        log_visit(ctx, visit_form(problem_id, person_ids=village.person_ids("李强"), service_day=TODAY), "v2")
    with pytest.raises(NotAllowed, match="own_visit"):
        call_back(village, problem_id, "c2", who="officer_who_is_expert")


@on_sqlite
@pytest.mark.parametrize(("who", "act", "error"), [
    ("far_cooperative", confirm, NotFound), ("expert", confirm, NotAllowed), ("officer", confirm, NotAllowed),
    ("leader", confirm, NotAllowed), ("far_officer", call_back, NotFound), ("cooperative", call_back, NotAllowed),
    ("expert", call_back, NotAllowed), ("admin", call_back, NotAllowed),
])
def test_strangers_confirm_nothing(village: Village, problem_id: int, who: str, act, error):
    with pytest.raises(error):
        act(village, problem_id, who=who)


@on_sqlite
def test_there_must_be_something_to_confirm(village: Village):
    with pytest.raises(Conflict, match="nothing_to_confirm"):
        confirm(village, add_problem(village))


@on_sqlite
@pytest.mark.parametrize(("changes", "code"), [
    ({"rating": 0}, "rating_range"), ({"rating": 6}, "rating_range"), ({"practice_used": "maybe"}, "practice_unknown"),
    ({"words": "长" * 2001}, "text_long"),
])
def test_bad_answers_change_nothing(village: Village, problem_id: int, changes, code):
    with pytest.raises(InvalidInput, match=code):
        confirm(village, problem_id, form=solved(**changes))
    assert outcome(village, problem_id)[0] is ProblemStatus.TO_CONFIRM


def test_a_second_click_gets_the_same_receipt_another_answer_is_told(village: Village, problem_id: int):
    assert confirm(village, problem_id) == confirm(village, problem_id)
    with pytest.raises(Conflict, match="nothing_to_confirm"):
        call_back(village, problem_id, "c2", form=not_solved())
    with pytest.raises(Conflict, match="token_used"):
        call_back(village, problem_id, "c1")


def test_cooperative_and_officer_at_once_one_is_heard(village: Village, problem_id: int):
    start, heard, told = threading.Barrier(2), [], []

    def answer(act, click: str, form) -> None:
        start.wait()
        try:
            heard.append(act(village, problem_id, click, form=form).outcome)
        except Conflict as error:
            told.append(error.code)

    threads = [
        threading.Thread(target=answer, args=(confirm, "c1", solved())),
        threading.Thread(target=answer, args=(call_back, "c2", not_solved())),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(heard), told) == (1, ["nothing_to_confirm"])
    expected = ProblemStatus.SOLVED if heard == [Outcome.SOLVED] else ProblemStatus.UNSOLVED
    assert outcome(village, problem_id)[0] is expected


def test_a_list_attached_before_stays_the_better_grade(village: Village, problem_id: int):
    with village.writing("expert") as ctx:
        visit = ctx.session.scalars(select(Visit)).one()
        attach_signed_list(ctx, visit.id, visit.version, a_picture(), "名单.jpg", village.person_ids("韩喜莲"))
    confirm(village, problem_id)
    assert outcome(village, problem_id)[2] == {
        "韩喜莲": Grade.SIGNED_LIST, "赵六": Grade.CONFIRMED, "贾福": Grade.NAMED_ONLY,
    }
