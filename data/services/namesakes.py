"""Who a name of a village is: the one rule for all who write names, one by one or as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.parts import AT_ONCE, in_parts
from data.models.person import Person
from data.services.context import Context


@dataclass(frozen=True)
class Namesake:
    """A record of the name. `person_id`: the person it was found to be, or the record's own id."""

    person_id: int
    phone: str | None


Namesakes = dict[tuple[str, str], list[Namesake]]


def namesakes_of(ctx: Context, places: Iterable[str], names: Collection[str]) -> Namesakes:
    """(village as it is now, name) -> records of that name there, the oldest first; of one person as often as the
    person has such records. Names that nobody has are empty."""
    found: Namesakes = defaultdict(list)
    codes = sorted(set(places))
    wanted = Person.name.in_(names) if len(names) <= AT_ONCE else True
    for some in in_parts(codes):
        query = select(Person.name, Person.phone, Person.current_place, func.coalesce(Person.same_as_id, Person.id))
        rows = ctx.session.execute(
            query.where(Person.current_place.in_(some), wanted).order_by(Person.id)
        )
        for name, phone, place, person_id in rows:
            if name in names:
                found[place, name].append(Namesake(person_id, phone))
    return found


def known_person(namesakes: Sequence[Namesake], phone: str | None) -> int | None:
    """The one of the same name and village who has this number."""
    return next((one.person_id for one in namesakes if phone and one.phone == phone), None)
