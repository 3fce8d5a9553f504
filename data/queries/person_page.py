"""One person, masked: which records are theirs, where they belong, what reached them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select

from data.domain.contact import mask_name, mask_phone
from data.domain.permissions import Permission, Subject, allows
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.queries.identity_pair import records_of
from data.queries.person_history import Reached, visits_of
from data.queries.places import place_names
from data.queries.problem_rows import shown_farm
from data.queries.scope import find, in_scope
from data.services.context import Context


@dataclass(frozen=True)
class PersonPage:
    """`person_id`: the record that stands for the person. `records`: masked name and phone of each record. `farms`:
    id and name of those they belong to. `died_on`: the earliest day that a record says.
    `may_unmask`: the actor may see name and phone, which is written down."""

    person_id: int
    name: str
    phone: str
    place: str
    birth_year: int | None
    died_on: dt.date | None
    records: tuple[tuple[str, str], ...]
    farms: tuple[tuple[int, str], ...]
    visits: tuple[Reached, ...]
    may_unmask: bool


def person_page(ctx: Context, person_id: int) -> PersonPage:
    """The person of a record. Raises NotAllowed('not_allowed'), NotFound('person_unknown')."""
    found = find(ctx, Permission.PERSON_READ, Person, person_id)
    person = ctx.session.get_one(Person, found.same_as_id) if found.same_as_id else found
    ids = records_of(ctx, person)
    records = ctx.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    return PersonPage(
        person.id, mask_name(person.name), mask_phone(person.phone),
        place_names(ctx, [person.current_place]).get(person.current_place, ""), person.birth_year,
        min((one.died_on for one in records if one.died_on), default=None),
        tuple((mask_name(one.name), mask_phone(one.phone)) for one in records), _farms(ctx, ids), visits_of(ctx, ids),
        allows(ctx.actor, Permission.PERSON_UNMASK, Subject(person.current_place)),
    )


def _farms(ctx: Context, ids: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    """Those within the actor's reach. A household's farm is called after its head, whose name stays masked."""
    member_of = select(FarmMember.farm_id).where(FarmMember.person_id.in_(ids))
    rows = ctx.session.scalars(
        select(Farm).where(
            in_scope(ctx.actor, Permission.FARM_READ, Farm),
            or_(Farm.contact_person_id.in_(ids), Farm.id.in_(member_of)),
        ).order_by(Farm.pinyin, Farm.id)
    )
    return tuple((farm.id, shown_farm(ctx, farm)) for farm in rows)
