"""The public door: asking, following, answering and confirming without an account."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from data.domain.branches import FACT_MAX, Branch
from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus
from data.domain.public import LIMITS, PASS_VALID, Use
from data.domain.visit import ConfirmedBy, Outcome
from data.models.farm import Farm
from data.models.problem import Problem, ProblemEvent, StoredFile
from data.models.visit import Confirmation
from data.queries.problem_page import problem_page
from data.queries.public_pages import public_ask_page, public_receipt
from data.services.confirmations import ConfirmationForm
from data.services.events import append_event, differing_problems
from data.services.fact_requests import ask_for_facts, give_facts
from data.services.public_limits import forget_uses
from data.services.public_questions import confirm_publicly, read_in_public
from data.services.receipt_passes import forget_passes, problem_of, read_number, show_receipt
from data.services.typed_words import TypedWords
from tests.desk import COUNTY, LAMBS, MACHINE_VILLAGE, NOW, PLUMS, Desk, on_sqlite
from tests.pictures import a_picture as a_photo
from tests.public_door import HERE, PHONE, a_token, ask, send, stranger

HOUR = dt.timedelta(hours=1)
TIRED, DEAD = "羊羔不精神，咋办", {"head_affected": "病了十几只，死了六只"}


def test_a_question_without_an_account_is_whole(desk: Desk):
    token = a_token()
    send(desk, token, "p1", a_photo())
    problem_id, number, _opened = ask(desk, token)
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.filed_by_id, problem.asker_phone, problem.status) == (None, PHONE, ProblemStatus.WAITING)
        kinds = ctx.session.scalars(select(ProblemEvent.kind).where(ProblemEvent.problem_id == problem_id)).all()
        assert kinds == [ProblemEventKind.SUBMITTED, ProblemEventKind.RECOMMENDED]
        assert ctx.session.scalar(select(func.count()).where(StoredFile.problem_id == problem_id)) == 1
        assert ctx.session.get_one(Farm, problem.farm_id).name == "苗喜凤"
        assert number == problem.number and differing_problems(ctx, COUNTY) == []


def test_what_the_branch_asked_is_kept_shown_and_not_asked_again(desk: Desk):
    assert "feed" in missing_of(desk, ask(desk, text=TIRED)[0])
    problem_id, _number, opened = ask(desk, text=TIRED, facts={"age": " 半岁 ", "vaccine_used": "", "feed": "就那些"})
    assert "feed" not in missing_of(desk, problem_id)
    with desk.reading("王敏") as ctx:
        page = problem_page(ctx, problem_id)
        assert page.facts == {"age": "半岁", "feed": "就那些"} and page.words == TIRED
        assert public_receipt(ctx, problem_of(ctx, opened)).given == page.facts
    with desk.writing("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        ask_for_facts(ctx, problem_id, problem.version, tuple(problem.understanding["missing"]))
        give_facts(ctx, problem_id, "没打过药")
    assert "feed" not in missing_of(desk, problem_id)


@on_sqlite
def test_dead_animals_in_a_field_of_the_branch_close_the_gate(desk: Desk):
    problem_id, _number, _opened = ask(desk, text=TIRED, facts=DEAD)
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Problem, problem_id).gate is Gate.ANIMAL_EPIDEMIC


def missing_of(desk: Desk, problem_id: int) -> list[str]:
    with desk.reading("王敏") as ctx:
        return list(ctx.session.get_one(Problem, problem_id).understanding["missing"])


def test_two_taps_are_one_question(desk: Desk):
    token = a_token()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: ask(desk, token), range(4)))
    assert len({problem_id for problem_id, *_rest in made}) == 1
    with pytest.raises(Conflict, match="token_used"):
        ask(desk, token, phone="19900009976")


def test_whoever_asked_before_is_the_same_household(desk: Desk):
    first, second = ask(desk)[0], ask(desk, text="葡萄叶子也黄了")[0]
    with desk.reading("王敏") as ctx:
        farms = {ctx.session.get_one(Problem, one).farm_id for one in (first, second)}
    assert len(farms) == 1


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": " "}, "text_missing", "text"), ({"name": ""}, "text_missing", "name"),
        ({"phone": "1990000"}, "phone_short", "phone"), ({"place_code": "150824100"}, "village_missing", "place"),
        ({"place_code": "150824999999"}, "place_unknown", "place"),
        ({"industry": "I99"}, "industry_unknown", "industry"),
        ({"facts": {"area": "亩" * (FACT_MAX + 1)}}, "text_long", "fact_area"),
        ({"facts": {"wealth": "十万"}}, "fact_unknown", "facts"),
    ],
)
def test_what_is_wrong_is_named(desk: Desk, changes: dict, code: str, field: str):
    with pytest.raises(InvalidInput) as refused:
        ask(desk, **changes)
    assert (refused.value.code, refused.value.field) == (code, field)


@on_sqlite
def test_a_flood_from_one_address_or_for_one_phone_is_stopped(desk: Desk):
    for _ in range(LIMITS[Use.ASK_PHONE].most):
        ask(desk)
    with pytest.raises(Refused, match="too_many_uses"):
        ask(desk)
    later = NOW + LIMITS[Use.ASK_PHONE].window
    ask(desk, now=later)
    with stranger(desk, later + HOUR * 48) as ctx:
        assert forget_uses(ctx) == 2 * LIMITS[Use.ASK_PHONE].most + 2


@on_sqlite
def test_the_same_form_with_other_words_is_not_dropped_in_silence(desk: Desk):
    token = a_token()
    _id, number, _opened = ask(desk, token)
    assert ask(desk, token, text=f" {PLUMS}")[1] == number
    for changes in ({"text": "葡萄叶子也黄了"}, {"place_code": MACHINE_VILLAGE}):
        with pytest.raises(Conflict, match="already_sent") as told:
            ask(desk, token, **changes)
        assert told.value.params["number"] == number
    with pytest.raises(Conflict, match="already_sent"):
        ask(desk, token, facts={"area": "十来亩"})
    send(desk, token, "p1", a_photo())
    with pytest.raises(Conflict, match="already_sent"):
        ask(desk, token)


def test_number_and_phone_open_one_question_for_a_while(desk: Desk):
    problem_id, number, _opened = ask(desk)
    with stranger(desk) as ctx:
        opened = show_receipt(ctx, f" {number} ", "199 0000 9977", HERE)
        assert problem_of(ctx, opened).id == problem_id
        assert show_receipt(ctx, number, "19900009976", HERE) is None
        with pytest.raises(NotFound, match="pass_unknown"):
            problem_of(ctx, "guessed")
    with stranger(desk, NOW + PASS_VALID) as ctx:
        with pytest.raises(NotFound, match="pass_unknown"):
            problem_of(ctx, opened)
        assert forget_passes(ctx) == 2


@pytest.mark.parametrize("typed", ["２０２６ ０６３０", "编号2026-0630", "20260630", "2026—0630", "我的是 2026 年0630"])
def test_a_number_is_read_as_people_write_it(typed: str):
    assert read_number(typed) == "2026-0630"


@on_sqlite
def test_what_cannot_be_a_number_is_told_and_no_miss(desk: Desk):
    for n in range(LIMITS[Use.MISS_PHONE].most + 1):
        with stranger(desk) as ctx, pytest.raises(InvalidInput, match="number_unread") as told:
            show_receipt(ctx, ("0630", "不记得了", PHONE)[n % 3], PHONE, HERE)
        assert told.value.field == "number"
    with stranger(desk) as ctx:
        assert show_receipt(ctx, "2026-0630", PHONE, HERE) is None


def test_who_asks_too_often_is_told_until_when(desk: Desk):
    for n in range(LIMITS[Use.ASK_PHONE].most):
        ask(desk, now=NOW + HOUR * n)
    with pytest.raises(Refused, match="too_many_uses") as told:
        ask(desk, now=NOW + HOUR * 10)
    until = told.value.params["until"]
    assert 0 <= (until - NOW - LIMITS[Use.ASK_PHONE].window).total_seconds() < 60 and until.second == 0
    ask(desk, now=until)


@on_sqlite
def test_guessing_ends_soon_for_the_phone_and_stays_open_for_the_number(desk: Desk):
    _id, number, _opened = ask(desk)
    for n in range(LIMITS[Use.MISS_PHONE].most):
        with stranger(desk) as ctx:
            assert show_receipt(ctx, number, "19900000009", f"203.0.113.{n}") is None
    with stranger(desk) as ctx, pytest.raises(Refused, match="too_many_uses"):
        show_receipt(ctx, number, "19900000009", "203.0.113.77")
    with stranger(desk) as ctx:
        assert show_receipt(ctx, number, PHONE, "203.0.113.77")


def test_a_number_nobody_can_write_is_unknown(desk: Desk):
    with stranger(desk) as ctx:
        with pytest.raises(InvalidInput, match="number_unread"):
            show_receipt(ctx, "2026\0", PHONE, HERE)
        assert public_ask_page(ctx, "15\0") is None
        assert not read_in_public(ctx, "15\0", LAMBS, {}, HERE).is_epidemic
    with pytest.raises(InvalidInput, match="industry_unknown"):
        ask(desk, industry="I\0")


def test_the_receipt_tells_its_asker_and_masks_the_rest(desk: Desk):
    problem_id, _number, opened = ask(desk)
    assignment, expert_id = desk.assign_first(problem_id)
    with stranger(desk) as ctx:
        view = public_receipt(ctx, problem_of(ctx, opened))
        assert (view.asker, view.phone, view.expert_phone) == ("苗**", "199****9977", None)
        assert view.expert == "贺海峰" and [step.kind for step in view.steps][-1] is ProblemEventKind.ASSIGNED
        assert public_ask_page(ctx, "150825") is None
        assert len(public_ask_page(ctx, COUNTY).towns) >= 10
    assert assignment and expert_id


def test_the_asker_confirms_by_receipt(desk: Desk):
    problem_id, _number, opened = ask(desk)
    assignment, _expert = desk.assign_first(problem_id)
    desk.accept(assignment)
    with desk.writing("王敏") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.FINISHED)
    token = a_token()
    for _ in range(2):
        with stranger(desk) as ctx:
            confirm_publicly(ctx, opened, ConfirmationForm(Outcome.SOLVED, rating=5, words="挺好"), token)
    with desk.reading("王敏") as ctx:
        (row,) = ctx.session.scalars(select(Confirmation)).all()
        assert (row.door, row.recorded_by_id, row.answered_by) == (ConfirmedBy.RECEIPT, None, "苗喜凤")
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.SOLVED
    with stranger(desk) as ctx, pytest.raises(Conflict, match="nothing_to_confirm"):
        confirm_publicly(ctx, opened, ConfirmationForm(Outcome.SOLVED), a_token())


@on_sqlite
def test_dead_lambs_are_heard_while_typing(desk: Desk):
    with stranger(desk) as ctx:
        assert read_in_public(ctx, COUNTY, LAMBS, {}, HERE).is_epidemic
        sunflower = read_in_public(ctx, COUNTY, "葵花叶子发黄", {}, HERE)
        assert len(sunflower.missing) == 2 and sunflower.branch is Branch.PLANT
        assert read_in_public(ctx, COUNTY, TIRED, DEAD, HERE).is_epidemic
        assert read_in_public(ctx, COUNTY, "  ", {}, HERE) == TypedWords()
