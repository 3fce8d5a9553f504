"""Agreements of three parties: what each says, when it is in force, whom it binds."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, InvalidForm, InvalidInput, NotAllowed, NotFound
from data.domain.register import Party
from data.models.agreement import Agreement
from data.models.recommendation import Exclusion
from data.queries.agreements import Standing, agreement_record
from data.register.agreement import AGREEMENT
from data.register.sending_unit import SENDING_UNIT
from data.services.agreements import attach_scan, decide
from data.services.files import open_file
from data.services.register import add, edit
from tests.desk import NOW, Desk, on_sqlite

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
DAY = dt.timedelta(days=1)


def made(desk: Desk, **changes) -> int:
    with desk.writing("王敏") as ctx:
        unit = add(ctx, SENDING_UNIT, {"name": "市林科所", "kind": "institute"})
        return add(ctx, AGREEMENT, {
            "name": "贺海峰—喜莲果业 2026", "expert_id": desk.experts["贺海峰"], "sending_unit_id": unit,
            "farm_id": desk.farms["喜莲果业合作社"], "first_day": NOW.date(), "last_day": NOW.date() + 300 * DAY,
            "targets": [{"indicator": "visits", "value": "12"}], **changes,
        })


def say(desk: Desk, agreement_id: int, who: str, party: str, decision: str = "passed", words: str = "") -> None:
    with desk.writing(who) as ctx:
        decide(ctx, agreement_id, ctx.session.get_one(Agreement, agreement_id).version, party, decision, words)


def signed(desk: Desk, **changes) -> int:
    """Passed by all three, with a scan."""
    agreement_id = made(desk, **changes)
    for who, party in (("贺海峰", "expert"), ("王敏", "unit"), ("喜莲", "farm")):
        say(desk, agreement_id, who, party)
    with desk.writing("王敏") as ctx:
        attach_scan(ctx, agreement_id, PDF)
    return agreement_id


def standing(desk: Desk, agreement_id: int, now: dt.datetime = NOW) -> Standing:
    with desk.reading("王敏", now) as ctx:
        return agreement_record(ctx, agreement_id).standing


def test_it_is_in_force_once_all_three_agree_and_the_scan_is_there(desk: Desk):
    agreement_id = made(desk)
    for who, party in (("贺海峰", "expert"), ("王敏", "unit"), ("喜莲", "farm")):
        assert standing(desk, agreement_id) is Standing.WAITING
        say(desk, agreement_id, who, party)
    assert standing(desk, agreement_id) is Standing.WAITING
    with desk.writing("王敏") as ctx:
        attach_scan(ctx, agreement_id, PDF)
        attach_scan(ctx, agreement_id, PDF)
        assert len(agreement_record(ctx, agreement_id).scans) == 1
    assert standing(desk, agreement_id) is Standing.IN_FORCE
    assert standing(desk, agreement_id, NOW + 301 * DAY) is Standing.OVER
    assert standing(desk, agreement_id, NOW - DAY) is Standing.AHEAD


def test_who_sends_it_back_says_what_to_change_and_a_changed_text_wants_new_words(desk: Desk):
    agreement_id = signed(desk)
    say(desk, agreement_id, "喜莲", "farm", "returned", "来的次数太少")
    assert standing(desk, agreement_id) is Standing.RETURNED
    with desk.writing("王敏") as ctx:
        edit(ctx, AGREEMENT, agreement_id, 1, {"targets": [{"indicator": "visits", "value": 24}]})
    assert standing(desk, agreement_id) is Standing.WAITING
    with desk.reading("王敏") as ctx:
        assert [word.decision for word in agreement_record(ctx, agreement_id).parties] == [None, None, None]


@on_sqlite
def test_nobody_speaks_for_a_text_they_have_not_seen(desk: Desk):
    agreement_id = made(desk)
    with desk.writing("王敏") as ctx:
        edit(ctx, AGREEMENT, agreement_id, 1, {"is_exclusive": True})
    with pytest.raises(Conflict) as refused, desk.writing("喜莲") as ctx:
        decide(ctx, agreement_id, 1, "farm", "passed")
    assert refused.value.code == "record_changed"


@on_sqlite
@pytest.mark.parametrize(
    ("who", "party", "error"),
    [("贺海峰", "farm", NotAllowed), ("喜莲", "expert", NotAllowed), ("宏伟", "farm", NotFound),
     ("苏日娜", "expert", NotFound), ("赵书记", "unit", NotAllowed), ("管理员", "unit", NotAllowed)],
)
def test_each_party_speaks_for_itself(desk: Desk, who: str, party: str, error: type[AppError]):
    agreement_id = made(desk)
    with pytest.raises(error):
        say(desk, agreement_id, who, party)


@on_sqlite
@pytest.mark.parametrize(
    ("party", "decision", "field"), [("bank", "passed", "party"), ("unit", "maybe", "decision"),
                                     ("unit", "returned", "words")],
)
def test_a_word_must_make_sense(desk: Desk, party: str, decision: str, field: str):
    agreement_id = made(desk)
    with pytest.raises(InvalidInput) as refused:
        say(desk, agreement_id, "王敏", party, decision)
    assert refused.value.field == field


@on_sqlite
def test_the_scan_opens_for_the_parties_only(desk: Desk):
    agreement_id = signed(desk)
    with desk.reading("王敏") as ctx:
        (sha256,) = agreement_record(ctx, agreement_id).scans
    for who in ("王敏", "贺海峰", "喜莲", "赵书记"):
        with desk.reading(who) as ctx:
            assert open_file(ctx, sha256)[0] == PDF
    for who in ("宏伟", "苏日娜", "管理员"):
        with pytest.raises(NotFound), desk.reading(who) as ctx:
            open_file(ctx, sha256)


def barred(desk: Desk, problem_id: int) -> list[str]:
    with desk.reading("王敏") as ctx:
        rows = ctx.session.scalars(
            select(Exclusion.reasons).where(Exclusion.expert_id == desk.experts["贺海峰"]).order_by(
                Exclusion.recommendation_id.desc())
        ).all()
    return [reason["code"] for reason in rows[0]] if rows else []


def test_an_exclusive_agreement_in_force_keeps_the_expert_for_its_unit(desk: Desk):
    signed(desk, is_exclusive=True)
    assert "AGREEMENT_ELSEWHERE" not in barred(desk, desk.ask().problem_id)
    assert barred(desk, desk.ask("宏伟").problem_id) == ["AGREEMENT_ELSEWHERE"]


@on_sqlite
def test_one_that_is_not_signed_by_all_binds_nobody(desk: Desk):
    made(desk, is_exclusive=True)
    assert barred(desk, desk.ask("宏伟").problem_id) == []


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"last_day": NOW.date() - DAY}, ["span_backwards"]),
        ({"targets": [{"indicator": "visits", "value": 1}, {"indicator": "visits", "value": 2}]}, ["target_twice"]),
        ({"expert_id": None}, ["field_missing"]),
        ({"farm_id": 9999}, ["link_unknown"]),
    ],
)
def test_faults_are_named(desk: Desk, changes: dict, codes: list[str]):
    with pytest.raises(InvalidForm) as refused:
        made(desk, **changes)
    assert [error.code for error in refused.value.errors] == codes


def test_parties_are_three():
    assert len(Party) == 3
