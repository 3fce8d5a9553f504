"""People of the register, masked; the search that finds them by name, pinyin or the end of a phone number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from data.domain.contact import mask_name, mask_phone
from data.domain.permissions import Permission
from data.models.person import Person
from data.queries.scope import scoped
from data.services.context import Context

ROWS_MAX = 100
PHONE_TAIL = 4


@dataclass(frozen=True)
class PersonRow:
    """One person, masked; `services.persons.unmask` shows more and is audited."""

    person_id: int
    name: str
    phone: str
    place_code: str


def village_people(ctx: Context, place_code: str, search: str = "") -> list[PersonRow]:
    """The people of one village within the actor's reach, by pinyin; at most 100.

    `search`: part of a name, its pinyin or initials, or the last four (or more) digits of a phone.
    Raises NotAllowed('not_allowed').
    """
    chosen = scoped(ctx, Permission.PERSON_READ, Person).where(
        Person.current_place == place_code, Person.same_as_id.is_(None)
    )
    term = "".join(search.split())
    if term:
        chosen = chosen.where(matches(term))
    people = ctx.session.scalars(chosen.order_by(Person.pinyin, Person.id).limit(ROWS_MAX))
    return [PersonRow(one.id, mask_name(one.name), mask_phone(one.phone), one.current_place) for one in people]


def matches(term: str) -> ColumnElement[bool]:
    """The condition on a person for a search word: one of their records fits it."""
    merged = aliased(Person)
    others = select(merged.same_as_id).where(merged.same_as_id.is_not(None), _fits(merged, term))
    return or_(_fits(Person, term), Person.id.in_(others))


def _fits(record: type[Person], term: str) -> ColumnElement[bool]:
    """Fewer than four digits would fit half the village."""
    if term.isascii() and term.isdigit():
        return record.phone.endswith(term) if len(term) >= PHONE_TAIL else record.phone == term
    return or_(
        record.name.contains(term, autoescape=True), record.pinyin.contains(term.lower(), autoescape=True),
    )
