"""Closing belongs to the asker: called in vain on two days, closed as unconfirmed, taken up again in time."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen

from data.domain.errors import AppError, Conflict, InvalidInput, Refused
from data.domain.notices import Audience, CallResult, NoticeKind
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.visit import Outcome
from data.jobs.kinds import follow_finished
from data.models.place import County
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.queries.closing import may_close, still_reopenable
from data.queries.confirmations import askers_words
from data.queries.notices import NoticeCard, to_call
from data.services.closing import BY_RULE, close_unconfirmed, reopen
from data.services.confirmations import ConfirmationForm, confirm_problem, record_call_back
from data.services.events import append_event, differing_problems
from data.services.notices import differing_notices, record_call
from data.services.public_questions import confirm_publicly, reopen_publicly
from data.services.receipt_passes import make_pass
from data.services.wrong_numbers import correct_number
from tests.desk import COUNTY, NOW, Desk, on_sqlite

DAY = dt.timedelta(days=1)
LATE = NOW + 20 * DAY  # the asker's ten working days are over
SOLVED = ConfirmationForm(Outcome.SOLVED, answered_by="苗二")


@pytest.fixture
def finished(desk: Desk) -> int:
    """A caller's question that its expert has finished."""
    problem_id = desk.ask("王敏", asker_name="苗二", asker_phone="19900000009").problem_id
    assignment_id, _expert = desk.assign_first(problem_id)
    desk.accept(assignment_id)
    with desk.writing("王敏") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.FINISHED)
    return problem_id


def to_ask(desk: Desk, now: dt.datetime) -> list[NoticeCard]:
    with desk.reading("王敏", now) as ctx:
        return list(to_call(ctx, Audience.ASKER).rows)


def call(desk: Desk, now: dt.datetime, result: CallResult = CallResult.NO_ANSWER) -> None:
    card = to_ask(desk, now)[0]
    with desk.writing("王敏", now) as ctx:
        record_call(ctx, card.id, result)


def status(desk: Desk, problem_id: int) -> ProblemStatus:
    with desk.reading("王敏") as ctx:
        return ctx.session.get_one(Problem, problem_id).status


def close(desk: Desk, problem_id: int, now: dt.datetime, who: str = "王敏") -> None:
    with desk.writing(who, now) as ctx:
        close_unconfirmed(ctx, problem_id)


def closed(desk: Desk, problem_id: int) -> dt.datetime:
    """Called in vain on two days, and closed: when."""
    call(desk, LATE)
    call(desk, LATE + DAY)
    close(desk, problem_id, LATE + DAY)
    return LATE + DAY


def test_two_days_of_calls_in_vain_and_then_it_is_closed_apart_from_solved(desk: Desk, finished: int):
    call(desk, LATE)
    call(desk, LATE + dt.timedelta(hours=2))
    with pytest.raises(Refused) as early:
        close(desk, finished, LATE + dt.timedelta(hours=3))
    assert early.value.code == "close_early" and not to_ask(desk, LATE)[0].may_close
    call(desk, LATE + DAY, CallResult.WRONG_NUMBER)
    assert to_ask(desk, LATE + DAY)[0].may_close
    close(desk, finished, LATE + DAY)
    assert status(desk, finished) is ProblemStatus.UNCONFIRMED
    assert [card.kind for card in to_ask(desk, LATE + DAY)] == [NoticeKind.CLOSED]
    with desk.reading("王敏") as ctx:
        assert differing_problems(ctx, COUNTY) == [] and differing_notices(ctx, COUNTY) == []


@on_sqlite
def test_calls_before_the_askers_time_is_over_do_not_close_yet(desk: Desk, finished: int):
    call(desk, NOW + DAY)
    call(desk, NOW + 2 * DAY)
    with pytest.raises(Refused):
        close(desk, finished, NOW + 3 * DAY)
    close(desk, finished, LATE)


@on_sqlite
def test_calls_to_a_wrong_number_do_not_count_once_it_is_put_right(desk: Desk, finished: int):
    call(desk, LATE, CallResult.WRONG_NUMBER)
    call(desk, LATE + DAY, CallResult.WRONG_NUMBER)
    with desk.writing("王敏", LATE + DAY) as ctx:
        correct_number(ctx, to_ask(desk, LATE + DAY)[0].id, "19900000019")
    with pytest.raises(Refused):
        close(desk, finished, LATE + DAY)
    call(desk, LATE + 2 * DAY)
    call(desk, LATE + 3 * DAY)
    close(desk, finished, LATE + 3 * DAY)


@on_sqlite
def test_of_a_list_one_query_tells_which_may_be_closed(desk: Desk, finished: int):
    call(desk, LATE)
    call(desk, LATE + DAY)
    other = desk.ask("王敏", asker_name="苗三", asker_phone="19900000010").problem_id
    desk.accept(desk.assign_first(other)[0])
    statements: list[str] = []
    with desk.writing("王敏") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, other), ProblemEventKind.FINISHED)
    with desk.reading("王敏", LATE + DAY) as ctx:
        both = ctx.session.scalars(select(Problem).where(Problem.id.in_((finished, other)))).all()
        listen(ctx.session.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2]))
        assert may_close(ctx, both) == {finished} and len(statements) == 1


@on_sqlite
def test_whoever_was_reached_and_could_not_tell_yet_is_not_closed_as_silent(desk: Desk, finished: int):
    call(desk, LATE)
    call(desk, LATE + DAY)
    call(desk, LATE + DAY, CallResult.TOLD)
    with pytest.raises(Refused):
        close(desk, finished, LATE + DAY)
    assert follow_finished(desk.runtime, LATE + 3 * DAY, False)["waiting"] == 1  # neither closed nor asked at once
    later = LATE + 10 * DAY
    assert follow_finished(desk.runtime, later, False)["asked_again"] == 1
    call(desk, later)
    with pytest.raises(Refused):
        close(desk, finished, later)
    call(desk, later + DAY)
    close(desk, finished, later + DAY)


@on_sqlite
def test_only_the_office_closes(desk: Desk, finished: int):
    call(desk, LATE)
    call(desk, LATE + DAY)
    for who in ("贺海峰", "赵书记", "喜莲", "镇干部"):
        with pytest.raises(AppError):
            close(desk, finished, LATE + DAY, who)


@on_sqlite
def test_who_was_told_and_stays_silent_is_put_on_the_list_again_but_not_every_hour(desk: Desk, finished: int):
    call(desk, NOW, CallResult.WECHAT)
    assert to_ask(desk, NOW) == []
    assert follow_finished(desk.runtime, LATE, True)["asked_again"] == 1
    assert to_ask(desk, LATE) == []  # dry
    assert follow_finished(desk.runtime, LATE, False)["asked_again"] == 1
    assert [card.kind for card in to_ask(desk, LATE)] == [NoticeKind.CONFIRM_AGAIN]
    call(desk, LATE, CallResult.TOLD)
    assert follow_finished(desk.runtime, LATE + DAY, False)["waiting"] == 1
    assert follow_finished(desk.runtime, LATE + 6 * DAY, False)["asked_again"] == 1
    assert status(desk, finished) is ProblemStatus.TO_CONFIRM


@on_sqlite
def test_timed_work_closes_a_day_later_unless_the_county_wants_to(desk: Desk, finished: int):
    call(desk, LATE)
    call(desk, LATE + DAY)
    assert follow_finished(desk.runtime, LATE + DAY, False)["waiting"] == 1
    with desk.writing("管理员") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, BY_RULE: False}
    assert follow_finished(desk.runtime, LATE + 3 * DAY, False)["waiting"] == 1
    with desk.writing("管理员") as ctx:
        county = ctx.session.get_one(County, COUNTY)
        county.settings = {**county.settings, BY_RULE: True}
    assert follow_finished(desk.runtime, LATE + 3 * DAY, True)["closed"] == 1
    assert status(desk, finished) is ProblemStatus.TO_CONFIRM
    assert follow_finished(desk.runtime, LATE + 3 * DAY, False)["closed"] == 1
    assert status(desk, finished) is ProblemStatus.UNCONFIRMED


@on_sqlite
def test_within_fifteen_days_the_number_stays_and_after_them_a_new_question_is_asked(desk: Desk, finished: int):
    at = closed(desk, finished)
    with desk.reading("王敏") as ctx:
        number = ctx.session.get_one(Problem, finished).number
    with pytest.raises(Refused) as late, desk.writing("王敏", at + 16 * DAY) as ctx:
        reopen(ctx, finished, "又黄了")
    assert (late.value.code, late.value.params["number"]) == ("reopen_late", number)
    with pytest.raises(InvalidInput), desk.writing("王敏", at) as ctx:
        reopen(ctx, finished, " ")
    with desk.writing("王敏", at + 15 * DAY) as ctx:
        reopen(ctx, finished, "又黄了")
        problem = ctx.session.get_one(Problem, finished)
        assert (problem.status, problem.number) == (ProblemStatus.UNSOLVED, number)
        assert problem.due_at > ctx.now
    assert [card.kind for card in to_ask(desk, at + 15 * DAY)] == [NoticeKind.REOPENED]
    with pytest.raises(Conflict) as twice, desk.writing("王敏", at + 15 * DAY) as ctx:
        reopen(ctx, finished, "还是黄")
    assert twice.value.code == "not_closed"


@on_sqlite
def test_of_a_list_one_query_tells_which_can_still_be_taken_up_again(desk: Desk, finished: int):
    with desk.reading("王敏", LATE) as ctx:
        assert still_reopenable(ctx, [finished]) == set()
    at = closed(desk, finished)
    for days, found in ((0, {finished}), (15, {finished}), (16, set())):
        with desk.reading("王敏", at + days * DAY) as ctx:
            assert still_reopenable(ctx, [finished]) == found and still_reopenable(ctx, []) == set()


def test_a_solved_one_is_taken_up_again_by_receipt_and_the_expert_hears_it(desk: Desk, finished: int):
    with desk.runtime.writing(None, now=NOW) as ctx:
        opened = make_pass(ctx, finished)
        confirm_publicly(ctx, opened, SOLVED, str(uuid.uuid4()))
    for seconds in (0, 20):
        with desk.runtime.writing(None, now=NOW + DAY + dt.timedelta(seconds=seconds)) as ctx:
            reopen_publicly(ctx, opened, " 叶子又卷了")
    for seconds, words in ((20, "别的也卷了"), (61, "叶子又卷了")):
        at = NOW + DAY + dt.timedelta(seconds=seconds)
        with pytest.raises(Conflict, match="not_closed"), desk.runtime.writing(None, now=at) as ctx:
            reopen_publicly(ctx, opened, words)
    assert status(desk, finished) is ProblemStatus.UNSOLVED
    with desk.reading("王敏") as ctx:
        assert [card.kind for card in to_call(ctx, Audience.EXPERT).rows] == [NoticeKind.NOT_SOLVED]


@on_sqlite
def test_an_answer_after_closing_still_makes_it_solved(desk: Desk, finished: int):
    at = closed(desk, finished)
    with pytest.raises(Conflict), desk.writing("王敏", at) as ctx:
        record_call_back(ctx, finished, ConfirmationForm(Outcome.NOT_SOLVED, "苗二"), str(uuid.uuid4()))
    with desk.writing("王敏", at + 30 * DAY) as ctx:
        record_call_back(ctx, finished, SOLVED, str(uuid.uuid4()))
    assert status(desk, finished) is ProblemStatus.SOLVED


@on_sqlite
def test_neither_another_unit_nor_the_expert_takes_it_up_again(desk: Desk, finished: int):
    at = closed(desk, finished)
    for who in ("喜莲", "贺海峰", "赵书记", "镇干部"):
        with pytest.raises(AppError), desk.writing(who, at) as ctx:
            reopen(ctx, finished, "又黄了")


@on_sqlite
def test_a_loss_avoided_says_how_it_was_reckoned_and_the_office_reads_it(desk: Desk):
    problem_id = desk.ask("喜莲").problem_id
    desk.accept(desk.assign_first(problem_id)[0])
    with desk.writing("王敏") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), ProblemEventKind.FINISHED)
    for half, code, field in (
        ({"loss_avoided": 3000}, "loss_how_missing", "loss_how"), ({"loss_avoided": -1}, "loss_range", "loss_avoided"),
        ({"loss_how": "十亩"}, "loss_missing", "loss_avoided"),
    ):
        with pytest.raises(InvalidInput, match=code) as told, desk.writing("喜莲") as ctx:
            confirm_problem(ctx, problem_id, ConfirmationForm(Outcome.SOLVED, **half), str(uuid.uuid4()))
        assert told.value.field == field
    told = ConfirmationForm(
        Outcome.SOLVED, practice_used="yes", rating=5, words="挺好", loss_avoided=3000, loss_how="十亩，一亩少损三百",
    )
    with desk.writing("喜莲") as ctx:
        receipt = confirm_problem(ctx, problem_id, told, str(uuid.uuid4()))
        row = ctx.session.get_one(Confirmation, receipt.confirmation_id)
        assert (row.loss_avoided, row.loss_how) == (3000, "十亩，一亩少损三百")
        assert askers_words(ctx, problem_id) == ()
    with desk.reading("王敏") as ctx:
        one = askers_words(ctx, problem_id)[0]
    assert (one.rating, one.practice_used, one.loss_avoided, one.words) == (5, "yes", 3000, "挺好")
