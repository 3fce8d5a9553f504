"""Showing a person open: who may, and that it is written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import NotAllowed, NotFound
from data.models.account import AuditEvent
from data.models.person import Household, Person
from data.services.persons import unmask
from tests.village import NOW, VILLAGE, Village, on_sqlite


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
