"""Names that come in are held against the register and against each other before they count twice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.register import PairDecision
from data.domain.visit_form import NewPerson
from data.models.person import IdentityPair, Person
from data.services.askers import household_of
from data.services.identities import take_back
from data.services.identity_entry import warm
from data.services.persons import Named, name_persons
from tests.village import COUNTY, VILLAGE, Village, on_sqlite

SAME, WAITING = PairDecision.SAME, PairDecision.WAITING


def name(village: Village, *typed: NewPerson) -> list[Named]:
    with village.writing("officer") as ctx:
        return name_persons(ctx, COUNTY, VILLAGE, typed)


def pairs(village: Village) -> dict[tuple[str, str], tuple[PairDecision, list[str]]]:
    """Names of the two records -> decision, and what was found of each field."""
    with village.reading("officer") as ctx:
        names = dict(ctx.session.execute(select(Person.id, Person.name)).all())
        return {
            (names[pair.person_a_id], names[pair.person_b_id]): (pair.decision, [code for _, code, _ in pair.evidence])
            for pair in ctx.session.scalars(select(IdentityPair))
        }


def test_another_spelling_with_the_same_telephone_is_the_same_person_and_can_be_taken_back(village: Village):
    [new] = name(village, NewPerson("王秀蓝", "19900000005"))
    assert pairs(village) == {("王秀兰", "王秀蓝"): (SAME, ["name_sound", "phone_same", "village_same"])}
    with village.writing("officer") as ctx:
        assert ctx.session.get_one(Person, new.person_id).same_as_id == village.people["王秀兰"]
        pair = ctx.session.scalars(select(IdentityPair)).one()
        take_back(ctx, pair.id, pair.version)
    with village.reading("officer") as ctx:
        assert ctx.session.get_one(Person, new.person_id).same_as_id is None


@pytest.mark.parametrize("typed", [
    NewPerson("王秀蓝", "19900000006"), NewPerson("王秀蓝", None), NewPerson("王秀兰", None),
])
def test_a_name_alone_waits_for_a_person(village: Village, typed: NewPerson):
    [named] = name(village, typed)
    assert named.doubtful and not named.known
    decision, evidence = pairs(village)["王秀兰", typed.name]
    assert decision is WAITING and evidence[0] in ("name_sound", "name_same")


@on_sqlite
def test_two_of_one_list_are_held_against_each_other(village: Village):
    name(village, NewPerson("斯琴高娃", "19900000044"), NewPerson("斯琴高哇", "19900000044"))
    assert list(pairs(village)) == [("斯琴高娃", "斯琴高哇")]


@on_sqlite
def test_who_came_since_the_register_was_read_is_known_too(village: Village):
    name(village, NewPerson("丁一", None))
    fitted = village.runtime.fitted[f"identity {COUNTY}"]
    name(village, NewPerson("斯琴高娃", "19900000044"))
    name(village, NewPerson("斯琴高哇", "19900000044"))
    assert village.runtime.fitted[f"identity {COUNTY}"] is fitted
    assert ("斯琴高娃", "斯琴高哇") in pairs(village)


@on_sqlite
def test_a_register_from_which_somebody_was_taken_is_read_anew(village: Village):
    [gone] = name(village, NewPerson("丁一", None))
    name(village, NewPerson("马二", None))
    village.runtime.fitted.clear()
    name(village, NewPerson("郝三", None))
    with village.writing("officer") as ctx:
        ctx.session.delete(ctx.session.get_one(Person, gone.person_id))
    name(village, NewPerson("丁一", "19900000045"))
    assert ("丁一", "丁一") not in pairs(village)


@on_sqlite
def test_somebody_unlike_anybody_waits_for_nothing(village: Village):
    assert name(village, NewPerson("欧阳春水", "15804780077"))[0].doubtful is False
    assert pairs(village) == {}


@on_sqlite
def test_a_record_that_was_merged_is_still_known_and_means_its_person(village: Village):
    name(village, NewPerson("王秀蓝", "19900000005"))
    assert name(village, NewPerson("王秀蓝", "19900000005")) == [Named(village.people["王秀兰"], known=True)]


@on_sqlite
def test_the_register_is_read_ahead_while_others_write(village: Village):
    with village.runtime.reading(None) as reading, village.writing("officer") as writing:
        warm(reading, COUNTY)
        writing.session.flush()
    fitted = village.runtime.fitted[f"identity {COUNTY}"]
    name(village, NewPerson("王秀蓝", None))
    assert village.runtime.fitted[f"identity {COUNTY}"] is fitted
    assert ("王秀兰", "王秀蓝") in pairs(village)


@on_sqlite
def test_a_caller_is_held_against_the_register_and_never_joined_unasked(village: Village):
    with village.writing("officer") as ctx:
        household_of(ctx, "王秀蓝", "19900000005", VILLAGE)
    decision, evidence = pairs(village)["王秀兰", "王秀蓝"]
    assert decision is WAITING and "phone_same" in evidence
