"""What the names of a list come to, before anything is written: who is known, new, doubtful, repeated, dead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import InvalidInput
from data.domain.name_list import BRAKED_FROM, COUNTING, WAITING, Standing, WrittenLine
from data.domain.permissions import Permission
from data.domain.visit import COUNTED
from data.models.person import Person
from data.models.visit import Visit, VisitPerson
from data.queries.impact_scope import IS_REACHED, PERSON_ID
from data.queries.scope import find
from data.services.context import Context
from data.services.list_places import ListPlaces

SOMEBODY_ELSE = 0
Answers = Mapping[int, int]
"""Line number -> the person of the register it is, or SOMEBODY_ELSE: what the reader has said of doubtful lines."""


@dataclass(frozen=True)
class SortedLine:
    """`person_id`: whom of the register it is. `like`: people of the register it may be, or is not (SOMEBODY_ELSE).

    `name`, `phone`, `place_code` are tidied; `fault` says why a line cannot be read.
    """

    line: WrittenLine
    standing: Standing
    name: str = ""
    phone: str | None = None
    place_code: str = ""
    person_id: int | None = None
    like: tuple[int, ...] = ()
    same_as_line: int | None = None
    is_elsewhere: bool = False
    was_reached: bool = False
    fault: InvalidInput | None = None

    @property
    def counts(self) -> bool:
        return self.standing in COUNTING


@dataclass(frozen=True)
class SortedList:
    lines: tuple[SortedLine, ...]

    def of(self, *standings: Standing) -> tuple[SortedLine, ...]:
        return tuple(line for line in self.lines if line.standing in standings)

    @property
    def counting(self) -> tuple[SortedLine, ...]:
        """One per person: each is a contact of the visit."""
        return tuple(line for line in self.lines if line.counts)

    @property
    def waiting(self) -> tuple[SortedLine, ...]:
        return tuple(line for line in self.lines if line.standing in WAITING)

    @property
    def elsewhere(self) -> tuple[SortedLine, ...]:
        return tuple(line for line in self.counting if line.is_elsewhere)

    @property
    def newly(self) -> tuple[SortedLine, ...]:
        """Of those that count, who had never been reached by signature or confirmation."""
        return tuple(line for line in self.counting if not line.was_reached)

    @property
    def looks_doubled(self) -> bool:
        """More than half of the lines repeat another one, or are perhaps somebody whom nobody has said yet to be
        known: most likely the list is in already, or stands there twice."""
        doubtful = len(self.of(Standing.REPEATED, Standing.NAMESAKE))
        return len(self.lines) >= BRAKED_FROM and 2 * doubtful > len(self.lines)

    def newcomers(self, on_visit: Collection[int]) -> int:
        """How many names the visit gains, beside those `on_visit` already."""
        return sum(line.person_id not in on_visit for line in self.counting)

    def beside(self, unnamed: int, on_visit: Collection[int]) -> int:
        """Of the visit's heads without a name, how many stand on no line of the list, at least 0. Lines that wait are
        heads too, and come in when they are settled."""
        return max(unnamed - self.newcomers(on_visit) - len(self.waiting), 0)


def sort_lines(ctx: Context, visit_id: int, lines: Sequence[WrittenLine], answers: Answers) -> SortedList:
    """Each line of a list of this visit. Raises NotAllowed, NotFound('visit_unknown'); what is wrong with a single line
    stands in that line.
    """
    visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id)
    places = ListPlaces(ctx, visit.current_place)
    read = [_read(line, places) for line in lines]
    register = _register(ctx, visit.county_code, {one.name for one in read if one.name})
    dead = _dead(ctx, visit)
    found: list[SortedLine] = []
    for one in read:
        found.append(_sorted(_compared(one, register[one.name], dead), answers, found))
    return SortedList(_with_history(ctx, found))


def _read(line: WrittenLine, places: ListPlaces) -> SortedLine:
    """Tidied, as new so far; or with the first fault."""
    try:
        name = tidy_name(line.name, "names")
        phone = tidy_phone(line.phone, "names") if line.phone.strip() else None
        place = places.code_of(line.place)
    except InvalidInput as fault:
        return SortedLine(line, Standing.UNREADABLE, fault=fault)
    return SortedLine(line, Standing.NEW, name, phone, place, is_elsewhere=places.is_elsewhere(place))


def _register(ctx: Context, county: str, names: set[str]) -> dict[str, list[Person]]:
    """The county's records of these names, by name, oldest first; merged ones too, for their telephones."""
    found: dict[str, list[Person]] = defaultdict(list)
    query = select(Person).where(Person.county_code == county, Person.name.in_(names)).order_by(Person.id)
    for person in ctx.session.scalars(query):
        found[person.name].append(person)
    return found


def _dead(ctx: Context, visit: Visit) -> set[int]:
    """The people of the county who had died by the visit's day, whichever of their records says so."""
    return set(ctx.session.scalars(select(func.coalesce(Person.same_as_id, Person.id)).where(
        Person.county_code == visit.county_code, Person.died_on <= visit.service_day,
    )))


def _sorted(one: SortedLine, answers: Answers, earlier: Sequence[SortedLine]) -> SortedLine:
    if one.fault is not None:
        return one
    told = _answered(one, answers.get(one.line.number))
    first = next((other for other in earlier if _is_repeat(told, other)), None)
    if first is None:
        return told
    return replace(told, standing=Standing.REPEATED, person_id=first.person_id, same_as_line=first.line.number)


def _compared(one: SortedLine, namesakes: Sequence[Person], dead: set[int]) -> SortedLine:
    """Name and telephone make somebody known; name and village make a namesake, living or dead."""
    if one.fault is not None:
        return one
    same_phone = [person for person in namesakes if one.phone and person.phone == one.phone]
    here = [p for p in namesakes if p.same_as_id is None and p.current_place == one.place_code]
    alike = same_phone or here
    if not alike:
        return one
    living = [person for person in alike if (person.same_as_id or person.id) not in dead]
    if not living:
        return replace(one, standing=Standing.DEAD, like=_ids(alike))
    if same_phone:
        return replace(one, standing=Standing.KNOWN, person_id=living[0].same_as_id or living[0].id)
    return replace(one, standing=Standing.NAMESAKE, like=_ids(living))


def _ids(people: Sequence[Person]) -> tuple[int, ...]:
    return tuple(sorted({person.same_as_id or person.id for person in people}))


def _answered(one: SortedLine, answer: int | None) -> SortedLine:
    """A doubtful line as the reader has decided; an answer that is no longer one of the choices is passed over."""
    if answer == SOMEBODY_ELSE and one.standing in (Standing.NAMESAKE, Standing.DEAD):
        return replace(one, standing=Standing.NEW)
    if answer in one.like and one.standing is Standing.NAMESAKE:
        return replace(one, standing=Standing.KNOWN, person_id=answer)
    return one


def _is_repeat(one: SortedLine, other: SortedLine) -> bool:
    if other.standing in (Standing.REPEATED, Standing.UNREADABLE):
        return False
    if one.person_id is not None and one.person_id == other.person_id:
        return True
    phones_agree = one.phone is None or other.phone is None or one.phone == other.phone
    return (one.name, one.place_code) == (other.name, other.place_code) and phones_agree


def _with_history(ctx: Context, lines: Sequence[SortedLine]) -> tuple[SortedLine, ...]:
    known = {line.person_id for line in lines if line.person_id is not None}
    reached = set(ctx.session.scalars(
        select(PERSON_ID).distinct().select_from(VisitPerson)
        .join(Person, Person.id == VisitPerson.person_id).join(Visit, Visit.id == VisitPerson.visit_id)
        .where(PERSON_ID.in_(known), IS_REACHED, Visit.status.in_(COUNTED))
    ))
    return tuple(replace(line, was_reached=line.person_id in reached) for line in lines)
