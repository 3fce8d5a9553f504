"""Who belongs to a unit: people join and leave; both are written down."""

from __future__ import annotations

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission
from data.domain.places import VILLAGE, county_of
from data.domain.visit_form import NewPerson
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.numbers import lock_county, touch_county
from data.services.persons import name_persons


def add_member(ctx: Context, farm_id: int, name: str, phone: str, place_code: str) -> int:
    """A person of a village joins: the person's id. Somebody already in is somebody already in.

    Raises NotAllowed, NotFound('farm_unknown'), InvalidInput (name, phone, place).
    """
    lock_county(ctx, county_of(ctx.actor.area_code))
    farm = find(ctx, Permission.FARM_EDIT, Farm, farm_id, lock=True)
    newcomer = NewPerson(tidy_name(name), tidy_phone(phone) if phone.strip() else None)
    if len(place_code) != VILLAGE or not place_code.startswith(farm.county_code):
        raise InvalidInput("village_missing", field="place")
    touch_county(ctx, farm.county_code)
    person_id = name_persons(ctx, farm.county_code, place_code, [newcomer])[0].person_id
    if ctx.session.get(FarmMember, (farm_id, person_id)) is None:
        ctx.session.add(FarmMember(farm_id=farm_id, person_id=person_id))
        record(ctx, "member_joined", "farm", farm_id, person_id=person_id)
    return person_id


def remove_member(ctx: Context, farm_id: int, person_id: int) -> None:
    """A person leaves; the visits they were at stay as they are.

    Raises NotAllowed, NotFound('farm_unknown', 'person_unknown'), Conflict('member_speaks') for the contact.
    """
    lock_county(ctx, county_of(ctx.actor.area_code))
    farm = find(ctx, Permission.FARM_EDIT, Farm, farm_id, lock=True)
    member = ctx.session.get(FarmMember, (farm_id, person_id))
    if member is None:
        raise NotFound("person_unknown", person_id)
    if farm.contact_person_id == person_id:
        raise Conflict("member_speaks", person_id, name=ctx.session.get_one(Person, person_id).name)
    touch_county(ctx, farm.county_code)
    ctx.session.delete(member)
    record(ctx, "member_left", "farm", farm_id, person_id=person_id)
