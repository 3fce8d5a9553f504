"""The link by which somebody without an account says whether their record is still right."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.register import CheckAnswer, Unreachable
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.register import RegisterCheck
from data.queries.register_history import history, latest_answer
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.services.dispatch import assign
from data.services.register import retire
from data.services.register_checks_by_link import answer_check, check_page, make_check
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import NOW, Desk, on_sqlite

DAY = dt.timedelta(days=1)


def link(desk: Desk, who: str = "王敏", now: dt.datetime = NOW) -> str:
    with desk.writing(who, now) as ctx:
        return make_check(ctx, EXPERT, desk.experts["贺海峰"])


def answer(desk: Desk, token: str, said: str, words: str = "", now: dt.datetime = NOW + DAY) -> None:
    with desk.runtime.writing(None, "zh", now) as ctx:
        answer_check(ctx, token, said, words)


def expert(desk: Desk) -> Expert:
    with desk.reading("王敏") as ctx:
        found = ctx.session.get_one(Expert, desk.experts["贺海峰"])
        assert replay(changes_of(ctx.session, EXPERT, found.id)) in ({}, stored_state(EXPERT, found))
        ctx.session.expunge(found)
        return found


def test_all_right_confirms_the_record_today_without_an_account(desk: Desk):
    answer(desk, link(desk), "right")
    assert expert(desk).last_confirmed == (NOW + DAY).date()
    with desk.reading("王敏") as ctx:
        assert latest_answer(ctx, EXPERT, desk.experts["贺海峰"]).answer is CheckAnswer.RIGHT
        newest = history(ctx, EXPERT, desk.experts["贺海峰"])[0]
        assert (newest.who, newest.reason) == (None, "本人从核实链接答复")


def test_gone_takes_the_expert_out_of_matching_and_not_out_of_history(desk: Desk):
    answer(desk, link(desk), "gone")
    assert expert(desk).unreachable is Unreachable.MOVED
    problem = desk.ask().problem_id
    with pytest.raises(Conflict), desk.writing("王敏") as ctx:
        assign(ctx, problem, ctx.session.get_one(Problem, problem).version, desk.experts["贺海峰"], 1, "asked")


def test_what_changed_is_kept_in_their_words_and_changes_nothing_by_itself(desk: Desk):
    before = expert(desk)
    answer(desk, link(desk), "changed", "手机换了，19900004444")
    assert expert(desk).version == before.version
    with desk.reading("王敏") as ctx:
        assert latest_answer(ctx, EXPERT, before.id).words == "手机换了，19900004444"


@on_sqlite
def test_the_page_shows_what_is_on_record_with_the_phone_masked(desk: Desk):
    token = link(desk)
    with desk.runtime.reading(None, "zh", NOW) as ctx:
        page = check_page(ctx, token)
    assert page.name == "贺海峰" and not page.is_answered
    assert ("手机或座机", "199****1000") in page.facts
    assert "19900001000" not in str(page)


@on_sqlite
def test_answering_again_changes_nothing(desk: Desk):
    token = link(desk)
    answer(desk, token, "right")
    answer(desk, token, "gone")
    assert expert(desk).unreachable is None
    with desk.runtime.reading(None, "zh", NOW + DAY) as ctx:
        assert check_page(ctx, token).is_answered


@on_sqlite
def test_a_link_ends_with_its_time_with_a_newer_one_and_with_the_record(desk: Desk):
    first = link(desk)
    second = link(desk, now=NOW + DAY)
    for token, now in ((first, NOW + 2 * DAY), (second, NOW + 32 * DAY), ("guessed", NOW)):
        with pytest.raises(NotFound):
            answer(desk, token, "right", now=now)
    with desk.writing("王敏") as ctx:
        retire(ctx, EXPERT, desk.experts["贺海峰"], expert(desk).version, "调走")
    with pytest.raises(NotFound):
        answer(desk, second, "right")
    with pytest.raises(Conflict):
        link(desk)


@on_sqlite
@pytest.mark.parametrize(
    ("said", "words", "field"), [("maybe", "", "answer"), ("changed", " ", "words"), ("changed", "字" * 501, "words")],
)
def test_an_answer_must_make_sense_and_the_link_stays(desk: Desk, said: str, words: str, field: str):
    token = link(desk)
    with pytest.raises(InvalidInput) as refused:
        answer(desk, token, said, words)
    assert refused.value.field == field
    answer(desk, token, "right")


@on_sqlite
@pytest.mark.parametrize(("who", "error"), [("赵书记", NotAllowed), ("喜莲", NotAllowed), ("苏日娜", NotFound)])
def test_only_who_may_change_a_record_makes_a_link(desk: Desk, who: str, error: type[AppError]):
    with pytest.raises(error):
        link(desk, who)


@on_sqlite
def test_a_farm_has_its_link_too_and_only_hashes_are_kept(desk: Desk):
    with desk.writing("王敏") as ctx:
        token = make_check(ctx, FARM, desk.farms["喜莲果业合作社"])
    with desk.runtime.writing(None, "zh", NOW) as ctx:
        assert check_page(ctx, token).name == "喜莲果业合作社"
        answer_check(ctx, token, "right", "")
        assert token not in ctx.session.query(RegisterCheck).one().token_hash
