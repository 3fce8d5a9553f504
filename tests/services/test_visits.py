"""Logging a visit: by whom, when, who counts, what a second click does."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import func, select

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, Refused
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus
from data.domain.register import PairDecision
from data.domain.visit import VisitKind, VisitStatus
from data.domain.visit_form import NewPerson
from data.models.person import IdentityPair, Person
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.models.visit import Visit, VisitPerson, VisitProject
from data.services.events import append_event, differing_problems
from data.services.visit_events import disagreements
from data.services.visits import VisitReceipt, log_visit
from tests.village import COUNTY, TODAY, VILLAGE, Village, add_problem, on_sqlite, visit_form

DAY = dt.timedelta(days=1)


def log(village: Village, problem_id: int, click: str = "t1", who: str = "expert", **changes) -> VisitReceipt:
    changes.setdefault("person_ids", village.person_ids("韩喜莲"))
    with village.writing(who) as ctx:
        return log_visit(ctx, visit_form(problem_id, **changes), click)


def refused(village: Village, kind: type[AppError], code: str, problem_id: int, **changes) -> AppError:
    """The error of an attempt that must leave nothing behind."""
    with pytest.raises(kind) as caught:
        log(village, problem_id, **changes)
    assert caught.value.code == code
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Visit)) == 0
    return caught.value


def test_a_visit_hands_the_problem_to_the_asker(village: Village):
    problem_id = add_problem(village)
    receipt = log(
        village, problem_id, person_ids=village.person_ids("韩喜莲", "韩二", "贾福", "王秀兰"),
        new_names=(NewPerson("丁一"), NewPerson("马 二", "199 0000 0099")), unnamed_heads=3,
        project_ids=(village.projects["西梅示范"],),
    )
    assert (receipt.number, receipt.contacts, receipt.named, receipt.unnamed) == ("2026-0001-1", 9, 6, 3)
    assert (receipt.known, receipt.doubtful) == ((), ())
    with village.reading("officer") as ctx:
        problem, visit = ctx.session.get_one(Problem, problem_id), ctx.session.get_one(Visit, receipt.visit_id)
        assert problem.status is ProblemStatus.TO_CONFIRM
        assert (visit.status, visit.place_code, visit.head_count) == (VisitStatus.LOGGED, VILLAGE, 9)
        assert ctx.session.scalars(select(VisitProject.project_id)).all() == [village.projects["西梅示范"]]
        assert ctx.session.scalars(select(Assignment.state)).one() is AssignmentState.FINISHED
        new = ctx.session.scalars(select(Person).where(Person.name == "马二")).one()
        assert (new.phone, new.place_code, new.pinyin) == ("19900000099", VILLAGE, "maer me")
        assert disagreements(ctx) == [] and differing_problems(ctx, COUNTY) == []


def test_an_unfinished_visit_keeps_the_problem_with_the_expert(village: Village):
    problem_id = add_problem(village)
    log(village, problem_id, finished=False, follow_up_on=TODAY + 7 * DAY)
    second = log(village, problem_id, "t2")
    assert second.number == "2026-0001-2"
    third = log(village, problem_id, "t3", finished=False)
    with village.reading("officer") as ctx:
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.TO_CONFIRM
        assert ctx.session.get_one(Visit, third.visit_id).number == "2026-0001-3"
        assert differing_problems(ctx, COUNTY) == []


@on_sqlite
def test_only_the_expert_who_accepted_logs(village: Village):
    problem_id = add_problem(village)
    refused(village, NotFound, "problem_unknown", problem_id, who="vet")
    refused(village, NotAllowed, "not_allowed", problem_id, who="officer_who_is_expert")
    refused(village, NotAllowed, "not_allowed", problem_id, who="cooperative")
    refused(village, NotFound, "problem_unknown", 999)


@on_sqlite
@pytest.mark.parametrize(("steps", "code"), [
    ((ProblemEventKind.ASSIGNED,), "accept_first"),
    ((ProblemEventKind.ASSIGNED, ProblemEventKind.ACCEPTED, ProblemEventKind.FINISHED,
      ProblemEventKind.NOT_SOLVED), "not_in_hand"),
])
def test_a_problem_not_in_hand_takes_no_visit(village: Village, steps, code):
    refused(village, Conflict, code, add_problem(village, *steps))


@on_sqlite
@pytest.mark.parametrize(("day", "code"), [
    (TODAY + DAY, "day_in_future"), (TODAY - 5 * DAY, "day_before_problem"), (TODAY - 61 * DAY, "day_too_old"),
])
def test_the_day_of_service_is_bounded(village: Village, day, code):
    assert refused(village, InvalidInput, code, add_problem(village), service_day=day).field == "service_day"


@on_sqlite
def test_the_eve_of_the_question_and_today_may_be_chosen(village: Village):
    for token, day in (("a", TODAY), ("b", TODAY - 4 * DAY)):
        assert log(village, add_problem(village), token, service_day=day).named == 1


@on_sqlite
def test_today_begins_at_midnight_in_beijing(village: Village):
    problem_id = add_problem(village)
    form = visit_form(problem_id, service_day=TODAY + DAY, person_ids=village.person_ids("贾福"))
    with village.writing("expert", now=dt.datetime(2026, 4, 9, 16, 1, tzinfo=dt.UTC)) as ctx:
        assert log_visit(ctx, form, "t").named == 1


@on_sqlite
@pytest.mark.parametrize(("changes", "code"), [
    ({"finished": False}, "follow_up_missing"),
    ({"follow_up_on": TODAY - DAY}, "follow_up_past"),
    ({"follow_up_on": TODAY + 400 * DAY}, "follow_up_far"),
    ({"unnamed_heads": -1}, "heads_range"),
    ({"unnamed_heads": 2001}, "heads_range"),
    ({"advice": "  "}, "text_missing"),
    ({"product": "吡虫啉"}, "dose_missing"),
    ({"product": "吡虫啉", "dose": "每亩20克"}, "waiting_days_missing"),
    ({"product": "吡虫啉", "dose": "每亩20克", "waiting_days": -1}, "waiting_days_range"),
    ({"dose": "每亩20克"}, "product_missing"),
    ({"person_ids": ()}, "nobody_there"),
    ({"new_names": (NewPerson("丁一"), NewPerson("丁一 "))}, "name_twice"),
    ({"new_names": (NewPerson(" "),)}, "text_missing"),
    ({"new_names": (NewPerson("丁一", "1990000"),)}, "phone_short"),
])
def test_each_bad_field_is_named_and_nothing_is_stored(village: Village, changes, code):
    assert refused(village, InvalidInput, code, add_problem(village), **changes).field is not None


# -- who was there -----------------------------------------------------------------------------------------


@on_sqlite
def test_nobody_is_named_twice(village: Village):
    problem_id = add_problem(village)
    refused(village, InvalidInput, "person_twice", problem_id, person_ids=village.person_ids("贾福", "贾福"))


@on_sqlite
def test_two_records_of_one_person_count_as_naming_twice(village: Village):
    problem_id = add_problem(village)
    with village.writing("officer") as ctx:
        ctx.session.get_one(Person, village.people["李强"]).same_as_id = village.people["贾福"]
    refused(village, InvalidInput, "person_twice", problem_id, person_ids=village.person_ids("贾福", "李强"))


def test_people_of_the_village_and_members_elsewhere_may_be_ticked_others_not(village: Village):
    problem_id = add_problem(village)
    refused(village, NotFound, "person_unknown", problem_id, person_ids=village.person_ids("孙远"))
    assert log(village, problem_id, person_ids=village.person_ids("赵六", "贾福")).named == 2


def test_a_remote_answer_without_names_was_given_to_the_asker(village: Village):
    receipt = log(village, add_problem(village), kind=VisitKind.REMOTE, person_ids=())
    with village.reading("officer") as ctx:
        assert ctx.session.scalars(select(VisitPerson.person_id)).all() == [village.people["韩喜莲"]]
    assert (receipt.named, receipt.unnamed) == (1, 0)


@on_sqlite
def test_heads_alone_are_enough(village: Village):
    receipt = log(village, add_problem(village), person_ids=(), unnamed_heads=12)
    assert (receipt.contacts, receipt.named) == (12, 0)


def test_a_known_name_and_phone_is_the_known_person(village: Village):
    receipt = log(village, add_problem(village), new_names=(NewPerson("贾福", "199-0000-0003"),))
    assert (receipt.known, receipt.named) == (("贾福",), 2)
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Person).where(Person.name == "贾福")) == 1
        assert ctx.session.scalar(select(func.count()).select_from(IdentityPair)) == 0


@on_sqlite
def test_typing_somebody_who_is_ticked_counts_once(village: Village):
    receipt = log(village, add_problem(village), new_names=(NewPerson("韩喜莲", "19900000001"),))
    assert (receipt.known, receipt.named) == (("韩喜莲",), 1)


@pytest.mark.parametrize("phone", [None, "19900000077"])
def test_a_namesake_makes_a_waiting_pair(village: Village, phone):
    receipt = log(village, add_problem(village), new_names=(NewPerson("贾福", phone),))
    assert (receipt.doubtful, receipt.named) == (("贾福",), 2)
    with village.reading("officer") as ctx:
        pair = ctx.session.scalars(select(IdentityPair)).one()
        assert (pair.decision, pair.person_a_id) == (PairDecision.WAITING, village.people["贾福"])


@on_sqlite
def test_a_rare_name_of_another_town_waits_as_well(village: Village):
    assert log(village, add_problem(village), new_names=(NewPerson("孙远"),)).doubtful == ("孙远",)


# -- projects, medicines -----------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize("name", ["羊病防治", "老项目"])
def test_projects_of_others_and_ended_ones_are_unknown(village: Village, name):
    refused(village, NotFound, "project_unknown", add_problem(village), project_ids=(village.projects[name],))


def test_an_own_project_may_be_named_although_it_was_not_proposed(village: Village):
    log(village, add_problem(village), project_ids=(village.projects["小院推广"],))
    with village.reading("officer") as ctx:
        assert ctx.session.scalars(select(VisitProject.project_id)).all() == [village.projects["小院推广"]]


MEDICINE = {"dose": "每只1毫升", "waiting_days": 28}


@on_sqlite
@pytest.mark.parametrize(("gate", "product"), [
    (Gate.PRESCRIPTION, "驱虫药"), (Gate.ANIMAL_EPIDEMIC, "补液盐"), (None, "恩诺沙星注射液"),
])
def test_prescription_medicines_need_a_licence(village: Village, gate, product):
    refused(village, Refused, "licence_needed", add_problem(village, gate=gate), product=product, **MEDICINE)
    licensed = add_problem(village, gate=gate, expert_id=village.vet_id)
    with village.writing("vet") as ctx:
        form = visit_form(licensed, product=product, person_ids=village.person_ids("贾福"), **MEDICINE)
        receipt = log_visit(ctx, form, "t")
    with village.reading("officer") as ctx:
        visit = ctx.session.get_one(Visit, receipt.visit_id)
        assert (visit.product, visit.dose, visit.waiting_days) == (product, "每只1毫升", 28)


@on_sqlite
def test_a_pesticide_is_recorded_without_a_licence(village: Village):
    problem_id = add_problem(village, gate=Gate.PESTICIDE)
    assert log(village, problem_id, product="吡虫啉", dose="每亩20克", waiting_days=0).named == 1


# -- once ----------------------------------------------------------------------------------------------------


def test_a_second_click_gets_the_same_receipt(village: Village):
    problem_id = add_problem(village)
    changes = {"new_names": (NewPerson("贾福"), NewPerson("王秀兰", "19900000005")), "unnamed_heads": 2}
    first = log(village, problem_id, **changes)
    assert log(village, problem_id, **changes) == first
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Visit)) == 1
        assert ctx.session.scalar(select(func.count()).select_from(Person).where(Person.name == "贾福")) == 2


def test_anothers_token_is_refused(village: Village):
    log(village, add_problem(village), "mine")
    other = add_problem(village, expert_id=village.vet_id)
    with pytest.raises(Conflict, match="token_used"):
        log(village, other, "mine", who="vet")


def test_two_clicks_at_once_make_one_visit(village: Village):
    problem_id = add_problem(village)
    start, receipts = threading.Barrier(4), []

    def click() -> None:
        start.wait()
        receipts.append(log(village, problem_id, new_names=(NewPerson("丁一"),)))

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 4 and len(set(receipts)) == 1
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Visit)) == 1
        assert ctx.session.scalar(select(func.count()).select_from(Person).where(Person.name == "丁一")) == 1


def test_a_visit_waits_for_a_step_under_way_and_sees_it(village: Village):
    """While the problem is being taken from the expert, his visit waits; then it is told, not half stored."""
    problem_id = add_problem(village)
    errors: list[AppError] = []

    def try_to_log() -> None:
        try:
            log(village, problem_id)
        except AppError as error:
            errors.append(error)

    thread = threading.Thread(target=try_to_log)
    with village.writing("officer") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.DECLINED)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join()
    assert [error.code for error in errors] == ["problem_unknown"]
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Visit)) == 0


def test_two_experts_adding_the_same_person_at_once_make_one(village: Village):
    problems = {"expert": add_problem(village), "vet": add_problem(village, expert_id=village.vet_id)}
    start, receipts = threading.Barrier(2), []

    def add(who: str) -> None:
        start.wait()
        receipts.append(log(village, problems[who], who, who=who, new_names=(NewPerson("丁一", "19900000088"),)))

    threads = [threading.Thread(target=add, args=(who,)) for who in problems]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 2
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Person).where(Person.name == "丁一")) == 1
