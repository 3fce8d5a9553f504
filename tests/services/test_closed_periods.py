"""Closing a period: who may, what is fixed, what is told when it changes afterwards, and that it is never barred."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.outcome import Answer, Expectation, OutcomeKind
from data.domain.place_changes import ChangeKind, ChangeRequest
from data.domain.register import PairDecision
from data.models.account import Account, AuditEvent
from data.models.closed_period import SignedFigures
from data.models.person import IdentityPair
from data.models.visit import Visit
from data.queries import period_causes
from data.queries.closed_periods import closed_months, closed_periods, still_open, versions
from data.queries.impact_scope import ImpactScope
from data.queries.period_causes import Causes, Source, Window, causes
from data.queries.period_figures import counted_now, differences, figures_of, stamp
from data.queries.period_marks import marks
from data.queries.place_ledger import ledger_stamp
from data.queries.restatements import since_signed
from data.reach.interval import Interval
from data.services.closed_periods import Signature, close_period, sign_restatement
from data.services.context import Context
from data.services.drafts import save_draft
from data.services.identities import decide
from data.services.outcomes import answer_outcome, expect_outcome
from data.services.place_changes import change_places
from data.services.visit_words import dispute
from data.services.visits import attach_signed_list, log_visit, void
from tests.pictures import a_pdf
from tests.village import COUNTY, FAR_VILLAGE, NOW, OTHER_TOWN, TOWN, Village, add_problem, on_sqlite, visit_form

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
IN_MARCH = dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)
SIGNED, LATER = NOW + dt.timedelta(hours=1), NOW + dt.timedelta(days=1)


@pytest.fixture
def visit_id(village: Village) -> int:
    """A visit of 25 March, of 韩喜莲, 韩二 and one more; the first two on a signed list."""
    found = served(village, "韩喜莲", "韩二", unnamed_heads=1)
    sign_list(village, found, "韩喜莲", "韩二")
    return found


def sign_list(village: Village, visit_id: int, *names: str) -> None:
    with village.writing("officer") as ctx:
        visit = ctx.session.get_one(Visit, visit_id)
        attach_signed_list(ctx, visit_id, visit.version, a_pdf(), "名单.pdf", village.person_ids(*names))


def served(
    village: Village, *names: str, now: dt.datetime = NOW, farm_id: int | None = None, **changes,
) -> int:
    form = visit_form(
        add_problem(village, filed=IN_MARCH, farm_id=farm_id), person_ids=village.person_ids(*names),
        service_day=dt.date(2026, 3, 25), **changes,
    )
    with village.writing("expert", now=now) as ctx:
        return log_visit(ctx, form, f"{form.problem_id}").visit_id


def signature(ctx, **changes: str) -> Signature:
    seen = stamp(counted_now(ctx, COUNTY, FIRST, LAST))
    return Signature(**{"signer": "乌云", "unit": "科学技术局", "seen": seen, **changes})


def close(village: Village, who: str = "leader", now: dt.datetime = SIGNED) -> int:
    with village.writing(who, now=now) as ctx:
        return close_period(ctx, FIRST, LAST, signature(ctx))


def do_void(village: Village, visit_id: int, now: dt.datetime = LATER) -> None:
    with village.writing("officer", now=now) as ctx:
        void(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "记重了")


def restated(village: Village, period_id: int) -> dict[tuple[str, str, str], tuple]:
    with village.reading("leader", now=LATER) as ctx:
        signed = versions(ctx, period_id)[-1]
        now = counted_now(ctx, COUNTY, FIRST, LAST)
        found = differences(signed.document, now)
    return {(one.figure, one.part, one.name): (one.signed, one.now) for one in found}


def why(village: Village, who: str = "leader", *, newly: bool = False) -> list[tuple]:
    with village.reading(who, now=LATER) as ctx:
        found = _causes(ctx, newly=newly).shown
        return [(one.source, one.step, one.reason, one.record_id) for one in found]


def _causes(ctx: Context, *, newly: bool = False) -> Causes:
    (signed,) = closed_periods(ctx)
    scope = ImpactScope(COUNTY, FIRST, LAST)
    return causes(ctx, Window(scope, signed.document["marks"], marks(ctx, COUNTY, FIRST, LAST)), newly=newly)


def test_a_leader_signs_what_the_page_shows(village: Village, visit_id: int):
    period_id = close(village)
    with village.reading("officer") as ctx:
        (signed,) = versions(ctx, period_id)
        assert (signed.version, signed.signer, signed.unit, signed.at) == (1, "乌云", "科学技术局", SIGNED)
        assert signed.document == counted_now(ctx, COUNTY, FIRST, LAST) | {"as_of": SIGNED.isoformat()}
        assert signed.document["shape"] == 1 and signed.document["rules"]["people"] == 1
        figures = figures_of(signed.document)
        assert figures.people.reached == Interval(2, 3) and figures.contacts.gross == 3
        assert figures_of(signed.document, "en").place == COUNTY
        assert ctx.session.scalar(select(AuditEvent.action)
                                  .where(AuditEvent.subject == "closed_period")) == "closed_period:signed"
        assert closed_months(closed_periods(ctx)) == {dt.date(2026, n, 1) for n in (1, 2, 3)}
    assert restated(village, period_id) == {} and why(village) == []


def test_a_void_is_told_with_its_reason_and_may_be_signed(village: Village, visit_id: int):
    period_id = close(village)
    do_void(village, visit_id)
    found = restated(village, period_id)
    assert found["people", "", ""] == (Interval(2, 3), Interval(0, 0))
    assert found["contacts", "", ""] == (3, 0) and found["contacts", "month", "2026-03"] == (3, 0)
    assert found["people", "town", "海流图镇"] == (Interval(2, 3), None), "nobody has reported from there"
    assert why(village) == [(Source.VISIT, "voided", "记重了", visit_id)]
    with village.writing("leader", now=LATER) as ctx:
        before = versions(ctx, period_id)[0].document
        assert sign_restatement(ctx, period_id, 1, signature(ctx), "8月那次记重了") == 2
    with village.reading("leader", now=LATER) as ctx:
        first, second = versions(ctx, period_id)
        assert first.document == before and (second.reason, second.version) == ("8月那次记重了", 2)
        assert figures_of(second.document).contacts.gross == 0
        assert [one.version for one in closed_periods(ctx)] == [2]
    assert restated(village, period_id) == {}


def test_late_services_disputes_and_decisions_are_causes(village: Village, visit_id: int):
    first, second = sorted(village.person_ids("韩喜莲", "韩二"))
    with village.writing("officer") as ctx:
        pair = IdentityPair(person_a_id=first, person_b_id=second)
        ctx.session.add(pair)
        ctx.session.flush()
        pair_id = pair.id
    period_id = close(village)
    late = served(village, "贾福", now=LATER)
    with village.writing("officer", now=LATER) as ctx:
        dispute(ctx, late, ctx.session.get_one(Visit, late).version, "贾福", "没有来")
        decide(ctx, pair_id, 1, PairDecision.SAME)
    assert restated(village, period_id)["people", "", ""] == (Interval(1, 3), Interval(1, 2))
    found = why(village, "officer")
    assert [one[:3] for one in found if one[0] is Source.VISIT] == [
        (Source.VISIT, "logged", ""), (Source.VISIT, "disputed", "没有来"),
    ]
    assert (Source.PAIR, "same", "", pair_id) in found
    assert (Source.PAIR, "same", "", None) in why(village), "a leader does not decide who is who"
    assert Source.PROBLEM in {one[0] for one in found}


def test_what_began_before_the_signature_and_was_committed_after_it_is_a_cause(village: Village, visit_id: int):
    with village.writing("officer") as ctx:
        expected = Expectation(OutcomeKind.AREA, None, 2026, "水肥一体化", 300, "按协议的地块", NOW.date())
        outcome_id = expect_outcome(ctx, village.projects["西梅示范"], expected)
    close(village)
    late = served(village, "贾福", now=SIGNED - dt.timedelta(minutes=1))
    with village.writing("officer", now=SIGNED - dt.timedelta(minutes=2)) as ctx:
        answer_outcome(ctx, outcome_id, 1, Answer(260, "收完量的", "会计"))
    found = why(village)
    assert (Source.VISIT, "logged", "", late) in found
    assert [one[:2] for one in found if one[0] is Source.OUTCOME] == [(Source.OUTCOME, "actual")]


def test_the_first_ones_are_fetched_and_the_others_counted(
    village: Village, visit_id: int, monkeypatch: pytest.MonkeyPatch,
):
    close(village)
    for name, hours in (("贾福", 3), ("李强", 2), ("韩二", 4)):
        served(village, name, now=SIGNED + dt.timedelta(hours=hours))
    do_void(village, visit_id)
    with village.reading("leader", now=LATER) as ctx:
        every = _causes(ctx)
        assert len(every.shown) > 5 and every.others == 0
        for most in (1, 3, 5):
            monkeypatch.setattr(period_causes, "MOST", most)
            assert _causes(ctx) == Causes(every.shown[:most], len(every.shown) - most)


@on_sqlite
def test_a_document_from_before_there_were_marks_names_no_causes(village: Village, visit_id: int):
    period_id = close(village)
    with village.writing("leader") as ctx:
        signed = ctx.session.scalars(select(SignedFigures)).one()
        signed.document = {key: value for key, value in signed.document.items() if key != "marks"}
    do_void(village, visit_id)
    with village.reading("leader", now=LATER) as ctx:
        told = since_signed(ctx, versions(ctx, period_id)[0])
        assert told.differences and told.causes == Causes()


@on_sqlite
def test_merged_towns_and_outcomes_that_were_asked_are_causes(village: Village):
    sign_list(village, served(village, "孙远", farm_id=village.far_farm_id), "孙远")
    project_id = village.projects["西梅示范"]
    with village.writing("officer") as ctx:
        expected = Expectation(OutcomeKind.AREA, None, 2026, "水肥一体化", 300, "按协议的地块", NOW.date())
        outcome_id = expect_outcome(ctx, project_id, expected)
    period_id = close(village)
    with village.writing("officer", now=LATER) as ctx:
        answer_outcome(ctx, outcome_id, 1, Answer(260, "收完量的", "会计"))
        change = ChangeRequest(
            ChangeKind.MERGE, NOW.date(), "旗政府3号文", (OTHER_TOWN,), (TOWN,), carried={FAR_VILLAGE: f"{TOWN}206"},
        )
        change_id = change_places(ctx, change, ledger_stamp(ctx, COUNTY))
    assert restated(village, period_id) == {
        ("people", "town", "乌加河镇"): (Interval(1, 1), Interval(0, 0)),
        ("people", "town", "海流图镇"): (None, Interval(1, 1)), ("of_towns", "", ""): (2, 1),
        ("actual", "outcome", "area"): (None, 260),
    }
    assert set(why(village)) == {
        (Source.PLACE, "made", "旗政府3号文", change_id), (Source.OUTCOME, "actual", "水肥一体化", project_id),
    }


@on_sqlite
def test_an_earlier_service_is_a_cause_only_where_the_newly_reached_moved(village: Village):
    visit = served(village, "韩喜莲")
    with village.writing("leader", now=SIGNED) as ctx:
        ctx.session.get_one(Visit, visit).service_day = dt.date(2025, 12, 31)
    close(village)
    do_void(village, visit)
    assert why(village) == []
    assert why(village, newly=True) == [(Source.VISIT, "voided", "记重了", visit)]


@on_sqlite
@pytest.mark.parametrize("who", ["officer", "expert", "cooperative", "admin"])
def test_others_close_nothing(village: Village, who: str):
    with village.writing(who) as ctx, pytest.raises(NotAllowed):
        close_period(ctx, FIRST, LAST, Signature("我", "我", "-"))


@on_sqlite
def test_a_leader_of_a_town_neither_signs_nor_reads_the_county(village: Village, visit_id: int):
    period_id = close(village)
    with village.writing("leader") as ctx:
        ctx.session.get_one(Account, village.actors["leader"].account_id).area_code = OTHER_TOWN
    with village.reading("far_officer") as ctx:
        assert closed_periods(ctx) == ()
        with pytest.raises(NotAllowed):
            versions(ctx, period_id)
        with pytest.raises(NotAllowed):
            still_open(ctx, FIRST, LAST)


@on_sqlite
def test_what_cannot_be_closed_is_told(village: Village, visit_id: int):
    with village.writing("leader") as ctx:
        mine = signature(ctx)
        for first, last, code in ((LAST, FIRST, "period_backwards"), (FIRST, NOW.date(), "period_not_over")):
            with pytest.raises(InvalidInput, match=code):
                close_period(ctx, first, last, mine)
        with pytest.raises(Conflict, match="figures_moved"):
            close_period(ctx, FIRST, LAST, signature(ctx, seen="-"))
    with village.writing("leader") as ctx, pytest.raises(InvalidInput, match="text_missing"):
        close_period(ctx, FIRST, LAST, signature(ctx, unit=" "))


@on_sqlite
def test_days_are_closed_once_of_each_kind(village: Village, visit_id: int):
    close(village)
    with pytest.raises(Conflict, match="period_closed"):
        close(village)

    def days(first: dt.date, last: dt.date) -> int:
        with village.writing("leader", now=SIGNED) as ctx:
            seen = stamp(counted_now(ctx, COUNTY, first, last))
            return close_period(ctx, first, last, Signature("乌云", "局", seen))

    days(dt.date(2026, 3, 1), dt.date(2026, 3, 20))
    with pytest.raises(Conflict, match="period_closed"):
        days(dt.date(2026, 3, 20), dt.date(2026, 4, 5))
    days(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@on_sqlite
def test_a_restatement_is_signed_only_where_there_is_one_and_once(village: Village, visit_id: int):
    period_id = close(village)
    with village.writing("leader", now=LATER) as ctx, pytest.raises(Conflict, match="period_unchanged"):
        sign_restatement(ctx, period_id, 1, signature(ctx), "看看")
    do_void(village, visit_id)
    with village.writing("leader", now=LATER) as ctx, pytest.raises(InvalidInput, match="text_missing"):
        sign_restatement(ctx, period_id, 1, signature(ctx), " ")
    with village.writing("leader", now=LATER) as ctx:
        sign_restatement(ctx, period_id, 1, signature(ctx), "记重了")
    with village.writing("leader", now=LATER) as ctx, pytest.raises(Conflict, match="period_signed"):
        sign_restatement(ctx, period_id, 1, signature(ctx), "记重了")
    with village.reading("leader", now=LATER) as ctx:
        assert len(ctx.session.scalars(select(SignedFigures.id)).all()) == 2
        with pytest.raises(NotFound, match="period_unknown"):
            versions(ctx, 999)


def test_what_is_still_open_warns(village: Village, visit_id: int):
    with village.writing("expert") as ctx:
        save_draft(ctx, "visit", {"service_day": "2026-03-30"}, 1)
        save_draft(ctx, "training", {"day": "2026-04-02"})
    disputed = served(village, "贾福")
    with village.writing("officer") as ctx:
        dispute(ctx, disputed, ctx.session.get_one(Visit, disputed).version, "贾福", "没有来")
    with village.reading("leader") as ctx:
        found = still_open(ctx, FIRST, LAST)
    assert (found.drafts, found.disputed, found.lines) == (1, 1, 0)
