"""Whose question it is: an account's own farm, one an officer picked, or a caller's household, found or registered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import InvalidInput, NotAllowed
from data.domain.permissions import Permission, Reach, reach_of
from data.domain.places import VILLAGE, county_of
from data.domain.register import FarmKind
from data.models.farm import Farm, FarmMember
from data.models.person import Household, Person
from data.models.place import Place
from data.queries.scope import find
from data.register.farm import FARM
from data.services.context import Context
from data.services.identity_entry import look_at_new
from data.services.names import pinyin_of
from data.services.namesakes import known_person, namesakes_of
from data.services.register_cards import write_card


@dataclass(frozen=True)
class Asker:
    farm_id: int
    name: str
    phone: str


def asker_of(ctx: Context, farm_id: int | None, name: str, phone: str, place_code: str) -> Asker:
    """The farm a question is for, with the caller's name and number; blanks come from the farm's contact.

    Raises NotFound('farm_unknown'), NotAllowed, InvalidInput (name, phone, place: a new household needs its village).
    """
    own = reach_of(ctx.actor.role, Permission.PROBLEM_FILE) is Reach.OWN_FARM
    if farm_id is None and own:
        farm_id = ctx.actor.farm_id
    if farm_id is None:
        if own:
            raise NotAllowed("not_allowed", Permission.PROBLEM_FILE.value)
        return household_of(ctx, tidy_name(name), tidy_phone(phone), place_code)
    farm = find(ctx, Permission.FARM_READ, Farm, farm_id)
    contact = ctx.session.get(Person, farm.contact_person_id) if farm.contact_person_id else None
    known_phone = farm.phone or (contact.phone if contact else None) or ""
    return Asker(
        farm.id,
        tidy_name(name.strip() or (contact.name if contact else "")),
        tidy_phone(phone.strip() or known_phone),
    )


def household_of(ctx: Context, name: str, phone: str, place_code: str) -> Asker:
    """The unit of whoever has this name and number in this village, registered when there is none yet.

    Raises InvalidInput('village_missing').
    """
    if len(place_code) != VILLAGE:
        raise InvalidInput("village_missing", field="place")
    person = _known_person(ctx, name, phone, place_code) or _new_person(ctx, name, phone, place_code)
    farm = _farm_of(ctx, person) or _new_farm(ctx, person)
    return Asker(farm.id, name, phone)


def _known_person(ctx: Context, name: str, phone: str, place_code: str) -> Person | None:
    where = ctx.session.scalar(select(Place.current_code).where(Place.code == place_code)) or place_code
    person_id = known_person(namesakes_of(ctx, [where], {name})[where, name], phone)
    return ctx.session.get_one(Person, person_id) if person_id else None


def _farm_of(ctx: Context, person: Person) -> Farm | None:
    """The unit the person, by whatever record, speaks for; any further one is the officer's to pick."""
    return ctx.session.scalar(
        select(Farm).join(Person, Person.id == Farm.contact_person_id)
        .where(or_(Person.id == person.id, Person.same_as_id == person.id)).order_by(Farm.id).limit(1)
    )


def _new_person(ctx: Context, name: str, phone: str, place_code: str) -> Person:
    household = Household(place_code=place_code, head_name=name)
    ctx.session.add(household)
    ctx.session.flush()
    person = Person(
        county_code=county_of(place_code), name=name, pinyin=pinyin_of(name), phone=phone,
        place_code=place_code, household_id=household.id,
    )
    ctx.session.add(person)
    ctx.session.flush()
    look_at_new(ctx, person.county_code, [person.id], may_join=False)
    return person


def _new_farm(ctx: Context, person: Person) -> Farm:
    farm = Farm(
        county_code=person.county_code, kind=FarmKind.HOUSEHOLD, name=person.name, pinyin=person.pinyin,
        place_code=person.current_place, contact_name=person.name, contact_person_id=person.id, phone=person.phone,
    )
    ctx.session.add(farm)
    ctx.session.flush()
    ctx.session.add(FarmMember(farm_id=farm.id, person_id=person.id))
    write_card(ctx, FARM, farm)
    return farm
