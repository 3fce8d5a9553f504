"""One hail, three questions: joined, served by one visit, each person once; a part to the policy desk."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict, NotFound
from data.domain.hazards import hazards_in
from data.domain.offers import OverrideReason
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.visit import Grade, Outcome, VisitKind
from data.domain.visit_form import VisitForm
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Recommendation
from data.models.visit import Visit, VisitPerson, VisitProblem
from data.queries.one_event import TownEvent, one_event
from data.queries.public_pages import public_receipt
from data.queries.receipts import receipt
from data.services.confirmations import ConfirmationForm, record_call_back
from data.services.dispatch import assign
from data.services.events import differing_problems
from data.services.one_event import hand_over_part, join, leave
from data.services.visit_events import disagreements
from data.services.visits import log_visit
from tests.desk import COUNTY, NOW, PLUM_VILLAGE, Desk, on_sqlite

HAIL = ("雹子打了西梅，叶子都打烂了，还能救不", "下冰蛋了 葡萄全趴下了", "今儿下午的雹子你们管不管保险")
ASKERS = (("苗一", "19900007001"), ("苗二", "19900007002"), ("苗三", "19900007003"))


def three(desk: Desk) -> list[int]:
    return [
        desk.ask("王敏", text, asker_name=name, asker_phone=phone, place_code=PLUM_VILLAGE).problem_id
        for text, (name, phone) in zip(HAIL, ASKERS, strict=True)
    ]


def assign_to(desk: Desk, problem_id: int, name: str) -> None:
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        made = ctx.session.scalar(
            select(Recommendation.id).where(Recommendation.problem_id == problem_id).order_by(Recommendation.id.desc())
        )
        one = assign(
            ctx, problem_id, problem.version, desk.experts[name], made, OverrideReason.ON_THE_WAY.value,
        )
    desk.accept(one)


def test_words_for_one_hail():
    assert [hazards_in(words) for words in HAIL] == [{"hail"}] * 3
    assert hazards_in("西梅叶子发黄") == frozenset()


def test_the_same_hail_is_offered_and_joined(desk: Desk):
    first, second, third = three(desk)
    with desk.reading("王敏") as ctx:
        assert [card.id for card in one_event(ctx, second).likely] == [first, third]
    with desk.writing("王敏") as ctx:
        join(ctx, second, first)
        join(ctx, second, first)
        join(ctx, third, second)
    with desk.reading("王敏") as ctx:
        found = one_event(ctx, first)
        assert ([card.id for card in found.joined], found.likely) == ([second, third], ())
        assert {ctx.session.get_one(Problem, one).joined_id for one in (second, third)} == {first}
        assert differing_problems(ctx, COUNTY) == []
    with desk.writing("王敏") as ctx:
        leave(ctx, second)
        with pytest.raises(Conflict, match="not_joined"):
            leave(ctx, first)
    with desk.reading("王敏") as ctx:
        assert [card.id for card in one_event(ctx, first).joined] == [third]
        assert differing_problems(ctx, COUNTY) == []


def asked_by(desk: Desk, problem_id: int, name: str) -> TownEvent | None:
    """What the asker's own receipt says of the event."""
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert problem.asker_name == name
        assert public_receipt(ctx, problem).event == receipt(ctx, problem_id).event
        return receipt(ctx, problem_id).event


def test_an_asker_reads_that_others_of_the_town_asked_and_how_many_from_five_on(desk: Desk):
    ids = three(desk) + [
        desk.ask(
            "王敏", HAIL[0], asker_name=f"苗{n}", asker_phone=f"1990000701{n}", place_code=PLUM_VILLAGE,
        ).problem_id for n in range(3)
    ]
    told = []
    for one in ids[1:]:
        told.append(asked_by(desk, ids[0], "苗一"))
        with desk.writing("王敏") as ctx:
            join(ctx, one, ids[0])
    unnamed = TownEvent("海流图镇", None)
    assert told == [None, unnamed, unnamed, unnamed, TownEvent("海流图镇", 5)]
    again = desk.ask("王敏", HAIL[0], asker_name="苗二", asker_phone="19900007002", place_code=PLUM_VILLAGE).problem_id
    with desk.writing("王敏") as ctx:
        join(ctx, again, ids[0])
    assert asked_by(desk, again, "苗二") == TownEvent("海流图镇", 6)
    late = desk.ask(
        "王敏", HAIL[0], NOW + dt.timedelta(days=4), asker_name="苗晚", asker_phone="19900007019",
        place_code=PLUM_VILLAGE,
    ).problem_id
    with desk.writing("王敏", NOW + dt.timedelta(days=4)) as ctx:
        join(ctx, late, ids[0])
    assert asked_by(desk, late, "苗晚") is None
    assert asked_by(desk, ids[0], "苗一") == TownEvent("海流图镇", 6)


@on_sqlite
def test_a_part_goes_to_the_policy_desk_and_the_rest_stays(desk: Desk):
    problem_id = three(desk)[0]
    with desk.writing("王敏") as ctx:
        hand_over_part(ctx, problem_id, "政策服务窗口 老李", "保险的事他给您打电话")
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert problem.status is ProblemStatus.WAITING
        kinds = ctx.session.scalars(select(ProblemEvent.kind).where(ProblemEvent.problem_id == problem_id)).all()
        assert kinds[-1] is ProblemEventKind.PART_HANDED_OVER


def test_one_visit_serves_several_and_each_person_counts_once(desk: Desk):
    first, second, third = three(desk)
    with desk.writing("王敏") as ctx:
        join(ctx, second, first)
    for one in (first, second):
        assign_to(desk, one, "贺海峰")
    plain = {"kind": VisitKind.FIELD, "service_day": NOW.date(), "advice": "先扶正，三天后追肥。", "unnamed_heads": 1}
    with desk.writing("贺海峰") as ctx, pytest.raises(NotFound):
        log_visit(ctx, VisitForm(problem_id=first, also_ids=(third,), **plain), "visit-token-1")
    for _ in range(2):
        with desk.writing("贺海峰") as ctx:
            log_visit(ctx, VisitForm(problem_id=first, also_ids=(second,), **plain), "visit-token-2")
    for one in (first, second):
        with desk.writing("王敏") as ctx:
            record_call_back(ctx, one, ConfirmationForm(Outcome.SOLVED, answered_by="本人"), f"call-{one}-token")
    with desk.reading("王敏") as ctx:
        (visit,) = ctx.session.scalars(select(Visit)).all()
        people = ctx.session.scalars(select(VisitPerson).where(VisitPerson.visit_id == visit.id)).all()
        assert len({one.person_id for one in people}) == len(people)
        assert [one.problem_id for one in ctx.session.scalars(select(VisitProblem))] == [second]
        assert {ctx.session.get_one(Problem, one).status for one in (first, second)} == {ProblemStatus.SOLVED}
        confirmed = [one for one in people if one.confirmation_id is not None]
        assert confirmed and Grade.CONFIRMED
        assert disagreements(ctx) == [] and differing_problems(ctx, COUNTY) == []
