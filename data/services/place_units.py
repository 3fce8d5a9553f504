"""Whom an officer sorts when a village splits: households, farms and people without either, by open name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission, Subject, require
from data.domain.place_ledger import Record
from data.domain.places import county_of
from data.domain.register import FarmKind
from data.models.farm import Farm
from data.models.person import Household, Person
from data.queries.place_page import find_place
from data.services import audit
from data.services.context import Context


@dataclass(frozen=True)
class Unit:
    """`kind` None for a household and for a single person; `people`: how many of the register go with it."""

    record: Record
    name: str
    kind: FarmKind | None
    people: int


def units_of(ctx: Context, code: str) -> tuple[Unit, ...]:
    """The units at the place, by name; who was shown them is written down.

    A household's own farm is left out: it goes with the household. Raises NotAllowed, NotFound place_unknown.
    """
    require(ctx.actor, Permission.PLACE_CHANGE, Subject(county_of(ctx.actor.area_code)))
    require(ctx.actor, Permission.PERSON_UNMASK, Subject(code))
    find_place(ctx, Permission.PLACE_READ, code)
    audit.record(ctx, "names", "place", code)
    found = [*_households(ctx, code), *_farms(ctx, code), *_people(ctx, code)]
    return tuple(sorted(found, key=lambda unit: (unit.name, unit.record)))


def _households(ctx: Context, code: str) -> list[Unit]:
    members = select(Person.household_id, func.count().label("people")).group_by(Person.household_id).subquery()
    rows = ctx.session.execute(
        select(Household.id, Household.head_name, func.coalesce(members.c.people, 0))
        .outerjoin(members, members.c.household_id == Household.id).where(Household.current_place == code)
    )
    return [Unit((Household.__tablename__, id_), name, None, people) for id_, name, people in rows]


def _farms(ctx: Context, code: str) -> list[Unit]:
    rows = ctx.session.execute(
        select(Farm.id, Farm.name, Farm.kind).outerjoin(Person, Person.id == Farm.contact_person_id)
        .where(Farm.current_place == code, (Farm.kind != FarmKind.HOUSEHOLD) | Person.household_id.is_(None))
    )
    return [Unit((Farm.__tablename__, id_), name, kind, 0) for id_, name, kind in rows]


def _people(ctx: Context, code: str) -> list[Unit]:
    of_farms = select(Farm.contact_person_id).where(Farm.current_place == code, Farm.contact_person_id.is_not(None))
    rows = ctx.session.execute(
        select(Person.id, Person.name)
        .where(Person.current_place == code, Person.household_id.is_(None), Person.id.not_in(of_farms))
    )
    return [Unit((Person.__tablename__, id_), name, None, 1) for id_, name in rows]
