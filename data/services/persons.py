"""People of the register: naming those who were present, and showing one of them open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from data.domain.contact import mask_phone
from data.domain.errors import InvalidInput
from data.domain.permissions import Permission
from data.domain.register import PairDecision
from data.domain.visit_form import NewPerson
from data.models.person import Household, IdentityPair, Person
from data.models.place import Place
from data.queries.identity_pair import records_of
from data.queries.scope import find
from data.services import audit
from data.services.context import Context
from data.services.identity_entry import look_at_new
from data.services.names import pinyin_of
from data.services.namesakes import Namesake, known_person, namesakes_of


@dataclass(frozen=True)
class PersonOpen:
    """One person unmasked."""

    person_id: int
    name: str
    phone: str | None
    place_code: str
    household_head: str | None
    birth_year: int | None
    shown_at: dt.datetime


@dataclass(frozen=True)
class Named:
    """A typed name's record. `known`: it was in the register already; `doubtful`: somebody may be the same person."""

    person_id: int
    known: bool = False
    doubtful: bool = False


def unmask(ctx: Context, person_id: int) -> PersonOpen:
    """Name and phone of one person; the act is written to the audit trail.

    Raises NotAllowed('not_allowed') and NotFound('person_unknown').
    """
    person = find(ctx, Permission.PERSON_UNMASK, Person, person_id)
    household = ctx.session.get(Household, person.household_id) if person.household_id else None
    audit.record(ctx, "unmask", "person", person_id)
    return PersonOpen(
        person.id, person.name, person.phone, person.current_place,
        household.head_name if household else None, person.birth_year, ctx.now,
    )


def name_persons(ctx: Context, county_code: str, place_code: str, names: Sequence[NewPerson]) -> list[Named]:
    """Records for tidied `names` of one village; hold the county's row, or two writers may add the same person.

    Same name and phone: the known record. Otherwise a new one, and a pair waiting for a decision with each
    namesake of the village, so that the count stays between "one person" and "two"; then the engine is asked about
    whoever else they may be.
    """
    place_code = ctx.session.get_one(Place, place_code).current_code
    namesakes = namesakes_of(ctx, [place_code], {person.name for person in names})
    named = [
        _name_person(ctx, county_code, place_code, person, namesakes[place_code, person.name]) for person in names
    ]
    new = [one.person_id for one in named if not one.known]
    look_at_new(ctx, county_code, new)
    waiting = set(ctx.session.scalars(
        select(IdentityPair.person_b_id)
        .where(IdentityPair.person_b_id.in_(new), IdentityPair.decision == PairDecision.WAITING)
    ))
    return [replace(one, doubtful=one.person_id in waiting) for one in named]


def _name_person(
    ctx: Context, county_code: str, place_code: str, typed: NewPerson, alike: Sequence[Namesake],
) -> Named:
    known = known_person(alike, typed.phone)
    if known:
        return Named(known, known=True)
    person = add_person(ctx, county_code, place_code, typed)
    pair_with(ctx, person, list({other.person_id for other in alike}), PairDecision.WAITING)
    return Named(person.id)


def add_person(ctx: Context, county_code: str, place_code: str, typed: NewPerson) -> Person:
    """A record of its own for a tidied name, in the register of `county_code`, at home in `place_code`."""
    person = Person(
        county_code=county_code, name=typed.name, pinyin=pinyin_of(typed.name), phone=typed.phone,
        place_code=place_code,
    )
    ctx.session.add(person)
    ctx.session.flush()
    return person


def pair_with(ctx: Context, person: Person, others: Sequence[int], decision: PairDecision) -> None:
    """`person`, just added, beside records of lower id: waiting for a decision, or decided by the actor."""
    decided = decision is not PairDecision.WAITING
    ctx.session.add_all(
        IdentityPair(
            person_a_id=other, person_b_id=person.id, decision=decision,
            decided_by_id=ctx.actor.account_id if decided else None, decided_at=ctx.now if decided else None,
        )
        for other in sorted(others)
    )
    ctx.session.flush()


def correct_phone(ctx: Context, person_id: int, phone: str) -> None:
    """The tidied number is the person's, instead of a wrong one; both are in the audit trail, masked.

    Hold the county's row. Raises NotAllowed; NotFound('person_unknown').
    """
    person = find(ctx, Permission.PERSON_UNMASK, Person, person_id, lock=True)
    wrong = mask_phone(person.phone) if person.phone else None
    audit.record(ctx, "correct_phone", "person", person_id, wrong=wrong, right=mask_phone(phone))
    person.phone = phone


def record_death(ctx: Context, person_id: int, died_on: dt.date | None) -> None:
    """The day a person of the register died, or None: the register was wrong. Lists of later days ask about the name.

    It is kept with the records that said so before, else with the one that stands for the person, so that taking two
    people apart again leaves it with whom it was said of. Raises NotAllowed; NotFound('person_unknown');
    InvalidInput('day_in_future').
    """
    if died_on is not None and died_on > ctx.today:
        raise InvalidInput("day_in_future", person_id, field="died_on")
    person = find(ctx, Permission.PERSON_UNMASK, Person, person_id, lock=True)
    audit.record(ctx, "died_on", "person", person_id, died_on=died_on.isoformat() if died_on else None)
    records = ctx.session.scalars(select(Person).where(Person.id.in_(records_of(ctx, person)))).all()
    stands_for = [one for one in records if one.same_as_id is None]
    for record in [one for one in records if one.died_on] or stands_for:
        record.died_on = died_on
