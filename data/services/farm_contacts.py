"""Whoever speaks for a unit is a person of the register, so that a confirmation can count them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.domain.places import VILLAGE
from data.domain.register import FarmKind
from data.domain.visit_form import NewPerson
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.services.context import Context
from data.services.numbers import touch_county
from data.services.persons import name_persons


def settle_contact(ctx: Context, farm: Farm, document: Mapping[str, Any]) -> None:
    """Before `document` is written: the contact it names becomes a person and a member of the unit.

    A household's head speaks for it unless somebody else is named. Without a village nobody can be told apart,
    so the name stays a name.
    """
    name = document["contact_name"] or (document["name"] if document["kind"] == FarmKind.HOUSEHOLD.value else "")
    known = ctx.session.get(Person, farm.contact_person_id) if farm.contact_person_id else None
    if not name or len(document["place_code"]) < VILLAGE or (known and known.name == name):
        return
    touch_county(ctx, farm.county_code)
    newcomer = NewPerson(name, document["phone"] or None)
    person_id = name_persons(ctx, farm.county_code, document["place_code"], [newcomer])[0].person_id
    is_member = farm.id is not None and ctx.session.get(FarmMember, (farm.id, person_id)) is not None
    farm.contact_person_id = person_id  # after the last query: it is written with the rest, as one version
    if not is_member:
        farm.member_rows.add(FarmMember(person_id=person_id))
