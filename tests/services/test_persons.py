"""Showing a person open: who may, and that it is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import InvalidInput, NotAllowed, NotFound
from data.domain.name_list import Standing, WrittenLine
from data.domain.register import PairDecision
from data.models.account import AuditEvent
from data.models.person import Household, IdentityPair, Person
from data.queries.person_page import person_page
from data.services.identities import decide, take_back
from data.services.list_sorting import sort_lines
from data.services.persons import record_death, unmask
from data.services.visits import log_visit
from tests.village import NOW, TODAY, VILLAGE, Village, add_problem, on_sqlite, visit_form


def test_unmasking_is_written_to_the_audit_trail(village: Village):
    person_id = village.people["韩喜莲"]
    with village.writing("officer") as ctx:
        household = Household(place_code=VILLAGE, head_name="韩大")
        ctx.session.add(household)
        ctx.session.flush()
        ctx.session.get_one(Person, person_id).household_id = household.id
    with village.writing("officer") as ctx:
        shown = unmask(ctx, person_id)
    assert (shown.name, shown.phone, shown.place_code) == ("韩喜莲", "19900000001", VILLAGE)
    assert (shown.household_head, shown.shown_at) == ("韩大", NOW)
    with village.reading("officer") as ctx:
        trail = ctx.session.scalars(select(AuditEvent)).one()
        assert (trail.action, trail.subject_id, trail.at) == ("person:unmask", str(person_id), NOW)
        assert trail.account_id == village.actors["officer"].account_id
        assert "韩喜莲" not in str(trail.details)


@on_sqlite
@pytest.mark.parametrize(("who", "error"), [
    ("expert", NotAllowed), ("leader", NotAllowed), ("cooperative", NotAllowed), ("admin", NotAllowed),
    ("far_officer", NotFound),
])
def test_others_do_not_unmask(village: Village, who: str, error):
    with village.writing(who) as ctx, pytest.raises(error):
        unmask(ctx, village.people["韩喜莲"])


LAST_WEEK = TODAY - dt.timedelta(days=7)


def dies(village: Village, person_id: int, day: dt.date | None, who: str = "officer") -> None:
    with village.writing(who) as ctx:
        record_death(ctx, person_id, day)


def standing(village: Village, visit_id: int, name: str, phone: str) -> Standing:
    """How a list of the visit takes this name."""
    with village.reading("officer") as ctx:
        return sort_lines(ctx, visit_id, [WrittenLine(1, name, phone, "")], {}).lines[0].standing


def said_of(village: Village, person_id: int) -> dt.date | None:
    with village.reading("officer") as ctx:
        return person_page(ctx, person_id).died_on


def visit(village: Village) -> int:
    form = visit_form(add_problem(village), person_ids=village.person_ids("韩喜莲"))
    with village.writing("expert") as ctx:
        return log_visit(ctx, form, "yesterday").visit_id


def test_who_died_is_asked_about_on_later_lists_until_it_is_taken_back(village: Village):
    person, written = village.people["贾福"], ("贾福", "19900000003")
    yesterday = visit(village)
    assert standing(village, yesterday, *written) is Standing.KNOWN
    dies(village, person, LAST_WEEK)
    assert (said_of(village, person), standing(village, yesterday, *written)) == (LAST_WEEK, Standing.DEAD)
    dies(village, person, TODAY)
    assert standing(village, yesterday, *written) is Standing.KNOWN
    dies(village, person, None)
    assert said_of(village, person) is None
    with village.reading("officer") as ctx:
        told = ctx.session.scalars(select(AuditEvent).where(AuditEvent.action == "person:died_on")).all()
        assert [one.details["died_on"] for one in told] == [LAST_WEEK.isoformat(), TODAY.isoformat(), None]


def test_a_death_is_the_person_s_while_two_records_are_one_and_stays_with_its_record(village: Village):
    one, other = sorted(village.person_ids("贾福", "李强"))
    yesterday = visit(village)
    dies(village, other, LAST_WEEK)
    with village.writing("officer") as ctx:
        pair = IdentityPair(person_a_id=one, person_b_id=other, decision=PairDecision.WAITING, version=1)
        ctx.session.add(pair)
        ctx.session.flush()
        decide(ctx, pair.id, 1, PairDecision.SAME)
        pair_id = pair.id
    assert said_of(village, one) == LAST_WEEK
    assert standing(village, yesterday, "贾福", "19900000003") is Standing.DEAD
    dies(village, one, TODAY)
    with village.writing("officer") as ctx:
        take_back(ctx, pair_id, 2)
    assert (said_of(village, one), said_of(village, other)) == (None, TODAY)


@on_sqlite
def test_nobody_dies_tomorrow_and_others_do_not_say_so(village: Village):
    person = village.people["贾福"]
    with pytest.raises(InvalidInput, match="day_in_future"):
        dies(village, person, TODAY + dt.timedelta(days=1))
    for who, error in (("leader", NotAllowed), ("expert", NotAllowed), ("far_officer", NotFound)):
        with pytest.raises(error):
            dies(village, person, TODAY, who)
