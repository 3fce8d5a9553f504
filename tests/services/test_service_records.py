"""Issuing a service record: who may, that it stays as it was issued, and what a stranger learns by its code."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import select

from data.domain.errors import InvalidInput, NotAllowed, NotFound, Refused
from data.domain.public import LIMITS, Use
from data.models.account import AuditEvent
from data.models.public import PublicUse
from data.models.service_record import ServiceRecord
from data.models.visit import Visit
from data.queries.service_records import Corrected, issued_record, issued_records, may_issue
from data.reach.interval import Interval
from data.services.closing import reopen
from data.services.confirmations import confirm_problem
from data.services.service_records import check_record, issue_record
from data.services.visits import log_visit, void
from tests.village import NOW, TODAY, Village, add_problem, on_sqlite, solved, visit_form

FIRST, LATER = dt.date(2026, 1, 1), NOW + dt.timedelta(days=1)
WORDS = "韩喜莲谢谢贺老师，有事打19900000001"


@pytest.fixture
def problem_id(village: Village) -> int:
    """One question that the expert solved in a visit to three; the asker said so, and thanked."""
    found = add_problem(village)
    form = visit_form(found, person_ids=village.person_ids("韩喜莲", "韩二", "贾福"))
    with village.writing("expert") as ctx:
        log_visit(ctx, form, "visit-1")
    with village.writing("cooperative", now=NOW) as ctx:
        confirm_problem(ctx, found, solved(words=WORDS), "confirm-1")
    return found


def issue(village: Village, who: str = "expert") -> str:
    with village.writing(who) as ctx:
        return issue_record(ctx, village.expert_id, FIRST, TODAY)


def check(village: Village, typed: str, client: str = "10.0.0.1", now: dt.datetime = LATER):
    with village.runtime.writing(None, now=now) as ctx:
        return check_record(ctx, typed, client)


def test_the_record_holds_what_was_done_and_names_nobody_served(village: Village, problem_id: int):
    code = issue(village)
    with village.reading("expert") as ctx:
        found = issued_record(ctx, code).record
        row = ctx.session.scalars(select(ServiceRecord)).one()
        document, issuer = row.document, row.issuer
        assert ctx.session.scalar(select(AuditEvent).where(AuditEvent.action == "service_record:issued"))
    figures = found.figures
    assert (figures.service_days, figures.visits, figures.contacts, figures.solved) == (1, 1, 3, 1)
    assert (figures.people, figures.logged_only, figures.words) == (Interval(2, 2), 1, 1)
    assert [line.words for line in found.problems] == ["***谢谢贺老师，有事打***"]
    kept = json.dumps(document, ensure_ascii=False)
    assert not [word for word in ("韩喜莲", "韩二", "贾福", "1990000", "巴仁宝勒格") if word in kept]
    assert issuer == "测试expert" and document["rules"]["people"] == 1


def test_what_was_issued_stays_and_what_was_corrected_is_told(village: Village, problem_id: int):
    code = issue(village)
    before = check(village, code)
    assert before.corrected == Corrected(0, 0, 0) and before.record.expert == "贺海峰"
    with village.writing("officer", now=LATER) as ctx:
        reopen(ctx, problem_id, "又黄了")
        visit = ctx.session.scalars(select(Visit)).one()
        void(ctx, visit.id, visit.version, "记重了")
    after = check(village, code.lower().replace("-", " "))
    assert after.record == before.record, "printed as it was issued"
    assert after.corrected == Corrected(1, 0, 1)
    with village.reading("officer", now=LATER) as ctx:
        listed = issued_records(ctx, village.expert_id)
    assert [(one.code, one.corrected) for one in listed] == [(code, after.corrected)]


def test_a_stranger_learns_no_line(village: Village, problem_id: int):
    found = check(village, issue(village))
    assert found.record.figures.visits == 1
    assert (found.record.visits, found.record.problems) == ((), ())


def test_codes_differ_and_an_unknown_one_is_written_down(village: Village):
    first, second = issue(village), issue(village)
    assert first != second
    assert check(village, "7KQM-2XWD") is None and check(village, "no code\0") is None
    with village.reading("officer") as ctx:
        misses = ctx.session.scalars(select(PublicUse.who).where(PublicUse.kind == Use.MISS_CODE)).all()
    assert misses == ["10.0.0.1"] * 2


@on_sqlite
def test_whoever_guesses_is_stopped_and_others_are_not(village: Village):
    code = issue(village)
    for _guess in range(LIMITS[Use.MISS_CODE].most):
        assert check(village, "7KQM-2XWD") is None
    for typed in (code, "7KQM-2XWD"):
        with pytest.raises(Refused, match="too_many_uses"):
            check(village, typed)
    assert check(village, code, "10.0.0.2") is not None
    assert check(village, code, now=LATER + LIMITS[Use.MISS_CODE].window) is not None


def test_the_expert_and_the_countys_officers_issue_and_nobody_else(village: Village):
    code = issue(village, "officer")
    with village.reading("expert") as ctx:
        assert issued_record(ctx, code).issuer == "测试officer" and may_issue(ctx, village.expert_id)
    for who in ("leader", "far_officer", "cooperative", "admin"):
        with pytest.raises(NotAllowed), village.writing(who) as ctx:
            assert not may_issue(ctx, village.expert_id)
            issue_record(ctx, village.expert_id, FIRST, TODAY)
    with pytest.raises(NotFound, match="expert_unknown"), village.writing("vet") as ctx:
        issue_record(ctx, village.expert_id, FIRST, TODAY)
    with pytest.raises(NotFound, match="record_unknown"), village.reading("vet") as ctx:
        issued_record(ctx, code)


@on_sqlite
def test_days_that_cannot_be_are_refused(village: Village):
    for first, last, code in (
        (TODAY, FIRST, "period_backwards"), (FIRST, TODAY + dt.timedelta(days=1), "record_ahead"),
        (dt.date(2023, 4, 9), TODAY, "record_long"),
    ):
        with pytest.raises(InvalidInput, match=code), village.writing("expert") as ctx:
            issue_record(ctx, village.expert_id, first, last)
