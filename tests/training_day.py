"""The sixty lines of J13's signed list, out of the sample: three villages, three twice, five guests, one dead."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.domain.name_list import WrittenLine
from data.models.person import IdentityPair, Person
from data.models.place import Place

VILLAGES = ("150824101202", "150824101203", "150824101204")
GUESTS = ("五原县隆兴昌镇", ("贺东升", "孟青山", "柳长河", "祁连海", "尉迟明"))
OF_EACH, TWICE = 17, 3


class Villager(NamedTuple):
    id: int
    name: str
    phone: str
    village: str


def villagers(session: Session) -> list[Villager]:
    """Seventeen of each village and one more, first: nobody who is in doubt, and no two of a name in one village."""
    return [
        one for number, code in enumerate(VILLAGES) for one in _of_village(session, code, OF_EACH + (number == 0))
    ]


def _of_village(session: Session, code: str, count: int) -> list[Villager]:
    alone = select(Person.name).where(Person.current_place == code).group_by(Person.name).having(func.count() == 1)
    in_doubt = select(IdentityPair.person_a_id).union(select(IdentityPair.person_b_id))
    people = session.scalars(
        select(Person).where(Person.current_place == code, Person.name.in_(alone), Person.id.not_in(in_doubt))
        .where(Person.same_as_id.is_(None), Person.died_on.is_(None)).order_by(Person.id).limit(count)
    )
    village = session.get_one(Place, code).name
    return [Villager(one.id, one.name, one.phone or "", village) for one in people]


def signed_list(people: list[Villager]) -> list[WrittenLine]:
    """The first of `people`, who is to be dead, stands on line 1; lines 2 to 4 come again at the end.

    The guests share neither characters nor telephones, so that nobody may take two of them for one.
    """
    place, names = GUESTS
    lines = [tuple(one)[1:] for one in people]
    lines += [(name, f"1990{1234567 * number}", place) for number, name in enumerate(names, 1)]
    lines += lines[1:1 + TWICE]
    return [WrittenLine(number, *parts) for number, parts in enumerate(lines, 1)]
