"""A name means the same person whoever writes it, also after two records were found to be one person's."""

from __future__ import annotations

from sqlalchemy import func, select

from data.domain.register import PairDecision
from data.domain.visit_form import NewPerson
from data.models.farm import Farm
from data.models.person import IdentityPair, Person
from data.models.problem import Problem
from data.services.identities import decide
from data.services.persons import name_persons
from data.services.persons_bulk import Newcomer, welcome
from tests.desk import COUNTY, MACHINE_VILLAGE, Desk
from tests.lists import FARMS, OFFICER, merge_now, stage, table

NAME, OLD, NEW = "张大山", "19912340011", "19912340012"


def ask(desk: Desk, phone: str) -> int:
    """The unit whose question it is."""
    receipt = desk.ask(
        OFFICER, f"{phone}玉米发红", place_code=MACHINE_VILLAGE, asker_name=NAME, asker_phone=phone,
    )
    with desk.reading(OFFICER) as ctx:
        return ctx.session.get_one(Problem, receipt.problem_id).farm_id


def two_records_of_one(desk: Desk) -> tuple[int, int]:
    """The person and the record that stands for it no more, with the number `NEW`."""
    with desk.writing(OFFICER) as ctx:
        names = [NewPerson(NAME, OLD)], [NewPerson(NAME, NEW)]
        one, other = (name_persons(ctx, COUNTY, MACHINE_VILLAGE, some)[0].person_id for some in names)
    return one, other


def join(desk: Desk) -> None:
    with desk.writing(OFFICER) as ctx:
        pair = ctx.session.scalars(select(IdentityPair)).one()
        decide(ctx, pair.id, pair.version, PairDecision.SAME)


def test_by_either_number_it_is_the_person(desk: Desk):
    one, other = two_records_of_one(desk)
    join(desk)
    with desk.writing(OFFICER) as ctx:
        assert ctx.session.get_one(Person, other).same_as_id == one
        typed = [name_persons(ctx, COUNTY, MACHINE_VILLAGE, [NewPerson(NAME, phone)])[0] for phone in (OLD, NEW)]
        assert [(named.person_id, named.known) for named in typed] == [(one, True), (one, True)]
        newcomers = [Newcomer(NAME, phone, MACHINE_VILLAGE) for phone in (OLD, NEW, None)]
        found = welcome(ctx, COUNTY, newcomers)
        assert found.person_ids[:2] == [one, one] and found.made == found.person_ids[2:]
        (pair_id,) = found.pairs
        assert ctx.session.get_one(IdentityPair, pair_id).person_a_id == one
    merge_now(desk, stage(desk, "farms", table(FARMS, f"{NAME},农户,{NEW},宏伟村,玉米")))
    with desk.reading(OFFICER) as ctx:
        assert ctx.session.scalars(select(Farm.contact_person_id).where(Farm.name == NAME)).one() == one
        assert ctx.session.scalar(select(func.count()).where(Person.phone == NEW)) == 1


def test_a_caller_is_of_the_unit_that_either_record_speaks_for(desk: Desk):
    two_records_of_one(desk)
    farm_id = ask(desk, NEW)
    join(desk)
    assert {ask(desk, NEW), ask(desk, OLD)} == {farm_id}
