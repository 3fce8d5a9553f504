"""The outbox: written with the event, emptied call by call, never forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, NotFound, Refused
from data.domain.notices import Audience, CallResult, NoticeKind
from data.domain.problem import ProblemEventKind
from data.models.account import AuditEvent
from data.models.farm import Farm
from data.models.notice import Notice, NoticeCall
from data.models.person import Person
from data.models.problem import Problem
from data.queries.notices import NoticeCard, calls_waiting, to_call
from data.queries.problem_page import problem_page
from data.queries.register_history import history
from data.register.farm import FARM
from data.services.dispatch import decline, withdraw
from data.services.duty import tell_duty
from data.services.events import differing_problems
from data.services.notices import differing_notices, record_call, record_calls
from data.services.problems import hand_over
from data.services.wrong_numbers import REASON, correct_number
from tests.desk import COUNTY, LAMBS, LAND, MACHINE_VILLAGE, NOW, Desk, on_sqlite

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def listed(desk: Desk, who: str = "王敏", now: dt.datetime = NOW) -> list[NoticeCard]:
    with desk.reading(who, now) as ctx:
        return list(to_call(ctx).rows)


def kinds(desk: Desk, audience: Audience = Audience.ASKER) -> list[NoticeKind]:
    return [card.kind for card in listed(desk) if card.audience is audience]


def call(desk: Desk, card: NoticeCard, result: CallResult, now: dt.datetime = NOW, who: str = "王敏") -> None:
    with desk.writing(who, now) as ctx:
        record_call(ctx, card.id, result)


def for_a_caller(desk: Desk, phone: str = "19900000009", now: dt.datetime = NOW, **changes) -> int:
    caller = {"asker_name": "苗二", "asker_phone": phone, **changes}
    return desk.ask("王敏", now=now, **caller).problem_id


def test_filing_assigning_declining_are_to_be_told_and_only_the_latest_word(desk: Desk):
    problem_id = for_a_caller(desk)
    assert [(card.kind, card.name, card.phone) for card in listed(desk)] == [
        (NoticeKind.RECEIPT, "苗二", "19900000009"),
    ]
    assignment_id, first = desk.assign_first(problem_id)
    assert kinds(desk) == [NoticeKind.ASSIGNED] and kinds(desk, Audience.EXPERT) == [NoticeKind.OFFER]
    name = next(name for name, id_ in desk.experts.items() if id_ == first)
    with desk.writing(name) as ctx:
        decline(ctx, assignment_id, "no_time")
    card = next(card for card in listed(desk) if card.audience is Audience.ASKER)
    assert card.kind is NoticeKind.NEXT and card.expert != name
    with desk.reading("王敏") as ctx:
        assert differing_notices(ctx, COUNTY) == []


def test_what_is_rolled_back_tells_nobody(desk: Desk):
    with pytest.raises(RuntimeError), desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, for_a_caller(desk))
        hand_over(ctx, problem.id, problem.version, "司法所", "归他们管")
        raise RuntimeError
    assert kinds(desk) == [NoticeKind.RECEIPT]


@on_sqlite
def test_a_call_stays_with_count_and_time_until_it_is_heard(desk: Desk):
    for_a_caller(desk)
    card = listed(desk)[0]
    call(desk, card, CallResult.NO_ANSWER)
    call(desk, card, CallResult.WRONG_NUMBER, NOW + HOUR)
    card = listed(desk)[0]
    assert (card.tries.count, card.tries.last, card.tries.last_at) == (2, CallResult.WRONG_NUMBER, NOW + HOUR)
    call(desk, card, CallResult.WECHAT, NOW + DAY)
    assert listed(desk) == []
    with desk.reading("王敏") as ctx:
        row = ctx.session.get_one(Notice, card.id)
        assert (row.result, row.done_at) == (CallResult.WECHAT, NOW + DAY)
        assert len(ctx.session.scalars(select(NoticeCall)).all()) == 3
    with pytest.raises(Conflict) as late:
        call(desk, card, CallResult.TOLD)
    assert (late.value.code, late.value.params["who"]) == ("notice_done", "王敏")


def test_a_wrong_number_is_put_right_here_and_in_the_register_and_the_call_stays(desk: Desk):
    problem_id = for_a_caller(desk)
    card = listed(desk)[0]
    call(desk, card, CallResult.WRONG_NUMBER)
    with desk.writing("王敏", NOW + HOUR) as ctx:
        assert correct_number(ctx, card.id, "199 0000 0019") is True
    again = listed(desk)[0]
    assert (again.id, again.phone, again.tries.count, again.is_new_number) == (card.id, "19900000019", 1, True)
    with desk.reading("王敏") as ctx:
        farm_id = ctx.session.get_one(Problem, problem_id).farm_id
        assert ctx.session.get_one(Farm, farm_id).phone == "19900000019"
        assert history(ctx, FARM, farm_id)[0].reason == REASON
        event = problem_page(ctx, problem_id).timeline[-1]
        assert (event.kind, event.who, event.details) == (
            ProblemEventKind.NUMBER_CORRECTED, "王敏", {"wrong": "199****0009", "right": "199****0019"},
        )
        assert differing_notices(ctx, COUNTY) == [] and differing_problems(ctx, COUNTY) == []
    call(desk, card, CallResult.WRONG_NUMBER, NOW + DAY)
    assert not listed(desk)[0].is_new_number
    with desk.writing("王敏") as ctx:
        assert correct_number(ctx, card.id, "0478-5912345") is True
        farm = ctx.session.get_one(Farm, farm_id)
        farm.phone = ctx.session.get_one(Person, farm.contact_person_id).phone = "19900000077"
    with desk.writing("王敏") as ctx:
        assert correct_number(ctx, card.id, "19900000029") is False  # the register has another one
        assert ctx.session.get_one(Farm, farm_id).phone == "19900000077"


def test_the_next_question_from_the_right_number_is_the_same_household_s(desk: Desk):
    farm_id = _farm_of(desk, for_a_caller(desk, place_code=MACHINE_VILLAGE))
    with desk.writing("镇干部") as ctx:
        assert correct_number(ctx, to_call(ctx).rows[0].id, "19900000019") is True
    assert _farm_of(desk, for_a_caller(desk, "19900000019", place_code=MACHINE_VILLAGE)) == farm_id
    with desk.reading("王敏") as ctx:
        contact = ctx.session.get_one(Farm, farm_id).contact_person_id
        (written,) = ctx.session.scalars(select(AuditEvent).where(AuditEvent.action == "person:correct_phone"))
        assert (written.subject_id, written.details["right"]) == (str(contact), "199****0019")


def test_the_record_with_the_wrong_number_is_changed_where_the_officer_reaches_it(desk: Desk):
    land = desk.ask(place_code=MACHINE_VILLAGE).problem_id  # of a cooperative at home in another town
    with desk.writing("镇干部") as ctx:
        assert correct_number(ctx, to_call(ctx).rows[0].id, "19900000019") is False
    with desk.writing("王敏") as ctx:
        farm = ctx.session.get_one(Farm, _farm_of(desk, land))
        contact = ctx.session.get_one(Person, farm.contact_person_id)
        assert (ctx.session.get_one(Problem, land).asker_phone, contact.phone) == ("19900000019", "19900000001")
        ctx.session.get_one(Problem, land).asker_phone = "19900000001"
    with desk.writing("王敏") as ctx:
        assert correct_number(ctx, to_call(ctx).rows[0].id, "19900000019") is True
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Person, contact.id).phone == "19900000019"
        assert ctx.session.get_one(Farm, farm.id).phone is None  # the unit has no number of its own


def _farm_of(desk: Desk, problem_id: int) -> int:
    with desk.reading("王敏") as ctx:
        return ctx.session.get_one(Problem, problem_id).farm_id


@on_sqlite
def test_a_number_is_put_right_by_the_office_alone_and_must_be_another_one(desk: Desk):
    problem_id = for_a_caller(desk)
    desk.assign_first(problem_id)
    to_asker, to_expert = (
        next(card.id for card in listed(desk) if card.audience is audience)
        for audience in (Audience.ASKER, Audience.EXPERT)
    )
    for who, notice_id, phone, code in (
        ("王敏", to_asker, "19900000009", "phone_same"), ("王敏", to_asker, "1990000", "phone_short"),
        ("王敏", to_expert, "19900000019", "notice_unknown"), ("镇干部", to_asker, "19900000019", "notice_unknown"),
        ("白秀兰", to_asker, "19900000019", "not_allowed"), ("喜莲", to_asker, "19900000019", "not_allowed"),
    ):
        with desk.writing(who) as ctx, pytest.raises(AppError) as error:
            correct_number(ctx, notice_id, phone)
        assert error.value.code == code
    assert [card.may_correct for card in listed(desk, "白秀兰")] == [False]


@on_sqlite
def test_several_at_once_and_those_that_moved_on_meanwhile_are_counted(desk: Desk):
    ids = [for_a_caller(desk, f"1990000010{n}") for n in range(3)]
    cards = listed(desk)
    desk.assign_first(ids[0])
    with desk.writing("王敏") as ctx:
        assert record_calls(ctx, [card.id for card in cards] * 2, CallResult.NO_ANSWER) == (2, 1)
    with pytest.raises(Conflict) as stale:
        call(desk, cards[0], CallResult.TOLD)
    assert stale.value.code == "notice_stale"


@on_sqlite
def test_those_who_can_look_for_themselves_come_after_the_others(desk: Desk):
    desk.ask("喜莲")
    for_a_caller(desk)
    assert [(card.name, card.follows) for card in listed(desk)] == [("苗二", False), ("韩喜莲", True)]


@on_sqlite
def test_an_epidemic_comes_first_and_is_heard_by_name_only(desk: Desk):
    for_a_caller(desk)
    sick = for_a_caller(desk, "19900000010", text=LAMBS)
    card = listed(desk)[0]
    assert (card.kind, card.problem_id) == (NoticeKind.DUTY, sick)
    with desk.reading("王敏") as ctx:
        assert {one.problem_id for one in to_call(ctx, problem_id=sick).rows} == {sick}
    with pytest.raises(Refused) as refused:
        call(desk, card, CallResult.TOLD)
    assert refused.value.code == "duty_by_name"
    with desk.writing("王敏") as ctx:
        tell_duty(ctx, sick, "白站长")
    assert NoticeKind.DUTY not in [card.kind for card in listed(desk)]


@on_sqlite
def test_each_town_has_its_own_calls_and_nobody_else_any(desk: Desk):
    for_a_caller(desk)
    for_a_caller(desk, "19900000010", place_code=MACHINE_VILLAGE)
    assert {card.name for card in listed(desk, "镇干部")} == {"苗二"} and len(listed(desk, "镇干部")) == 1
    with desk.reading("镇干部") as ctx:
        assert calls_waiting(ctx) == 1
    foreign = next(card for card in listed(desk) if card.id != listed(desk, "镇干部")[0].id)
    with pytest.raises(NotFound):
        call(desk, foreign, CallResult.TOLD, who="镇干部")
    for who in ("喜莲", "贺海峰", "赵书记"):
        with pytest.raises(AppError), desk.reading(who) as ctx:
            to_call(ctx)
        with pytest.raises(AppError):
            call(desk, foreign, CallResult.TOLD, who=who)


@on_sqlite
def test_whoever_was_sent_and_taken_back_hears_it(desk: Desk):
    assignment_id, _expert = desk.assign_first(for_a_caller(desk))
    with desk.writing("王敏") as ctx:
        withdraw(ctx, assignment_id)
    assert kinds(desk) == [NoticeKind.SEARCHING] and kinds(desk, Audience.EXPERT) == [NoticeKind.NOT_NEEDED]


@on_sqlite
def test_a_hand_over_says_to_whom(desk: Desk):
    problem_id = for_a_caller(desk, text=LAND)
    with desk.writing("王敏") as ctx:
        hand_over(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, "司法所", "带上地契去问")
    card = listed(desk)[0]
    assert (card.kind, card.details["to_whom"]) == (NoticeKind.HANDED_OVER, "司法所")
