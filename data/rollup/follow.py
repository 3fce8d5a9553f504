"""Every session keeps the cells in step: what it flushes is noted, and before it commits the cells are written anew.

Written in bulk (`insert`, `update`, `delete` of these tables), a county's cells are rebuilt as a whole. Reading figures
in the transaction that changed them catches up first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from data.domain.parts import in_parts
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import County, Place
from data.models.visit import Visit, VisitExpert, VisitPerson, VisitProject
from data.reach.cells import ANY_INDUSTRY, ANY_PROJECT, NONE_SAID, NONE_SERVED, Key
from data.rollup.write import rebuild, refresh

NOTES = "reach_notes"
LINKS = (VisitPerson, VisitExpert, VisitProject)
TABLES = {model.__tablename__ for model in (Visit, *LINKS)}


@dataclass
class Notes:
    """What the session has changed since the cells were written. `left`: projects a visit no longer serves."""

    visits: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    farms: set[int] = field(default_factory=set)
    cells: set[tuple[int, str, dt.date, str | None]] = field(default_factory=set)
    left: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.visits or self.people or self.farms or self.cells or self.everything)


def farms_changed(session: Session, farm_ids: Iterable[int]) -> None:
    """Farms got another contact or kind in bulk: visits that served them are counted anew.

    Whoever sets these on a `Farm` of the session need not call this.
    """
    _notes(session).farms.update(farm_ids)


def catch_up(session: Session) -> None:
    """Write the cells that the session's changes concern; nothing when it has changed none."""
    session.flush()
    notes: Notes | None = session.info.pop(NOTES, None)
    if not notes:
        return
    if notes.everything:
        for county in session.scalars(select(County.code)).all():
            rebuild(session, county)
    else:
        for (county, month), keys in sorted(_touched(session, notes).items()):
            refresh(session, county, month, keys)
    session.info.pop(NOTES, None)


def _touched(session: Session, notes: Notes) -> dict[tuple[str, dt.date], set[Key]]:
    """(county, month) -> keys of the visits concerned, as they are and as they were."""
    visits = notes.visits | _visits_of(session, notes)
    found: dict[tuple[str, dt.date], set[Key]] = defaultdict(set)
    projects = _projects(session, visits)
    for id_, county, place, day, industry in _rows(session, visits):
        served = {ANY_PROJECT, NONE_SERVED, *projects[id_], *notes.left.get(id_, ())}
        found[county, day.replace(day=1)] |= _keys(place, industry, served)
        for place_before, day_before, industry_before in (one[1:] for one in notes.cells if one[0] == id_):
            found[county, day_before.replace(day=1)] |= _keys(place_before, industry_before, served)
    return found


def _keys(place: str, industry: str | None, projects: Iterable[int]) -> set[Key]:
    industries = (ANY_INDUSTRY, industry or NONE_SAID)
    return {Key(p, project, i) for p in {place[:6], place[:9]} for project in projects for i in industries}


def _visits_of(session: Session, notes: Notes) -> set[int]:
    """Visits that name these people or records merged into them, or serve these farms."""
    found: set[int] = set()
    for part in in_parts(sorted(notes.people)):
        records = select(Person.id).where(Person.id.in_(part) | Person.same_as_id.in_(part))
        found |= set(session.scalars(select(VisitPerson.visit_id).where(VisitPerson.person_id.in_(records))))
        farms = select(Farm.id).where(Farm.contact_person_id.in_(records))
        found |= set(session.scalars(select(Visit.id).where(Visit.farm_id.in_(farms))))
    for part in in_parts(sorted(notes.farms)):
        found |= set(session.scalars(select(Visit.id).where(Visit.farm_id.in_(part))))
    return found


def _rows(session: Session, visits: set[int]):
    for part in in_parts(sorted(visits)):
        yield from session.execute(
            select(Visit.id, Visit.county_code, Visit.current_place, Visit.service_day, Visit.industry)
            .where(Visit.id.in_(part))
        )


def _projects(session: Session, visits: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(sorted(visits)):
        links = select(VisitProject.visit_id, VisitProject.project_id).where(VisitProject.visit_id.in_(part))
        for visit, project in session.execute(links):
            found[visit].add(project)
    return found


def _notes(session: Session) -> Notes:
    return session.info.setdefault(NOTES, Notes())


# -- what the session says it does --------------------------------------------------------------------------


def _after_flush(session: Session, _context) -> None:
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, Visit):
            _note_visit(session, record)
        elif isinstance(record, LINKS):
            _notes(session).visits.add(record.visit_id)
            if isinstance(record, VisitProject):
                _notes(session).left[record.visit_id].add(record.project_id)
        elif isinstance(record, Person) and record not in session.new:
            _note_person(session, record)
        elif isinstance(record, Farm) and record not in session.new and _changed(record, "contact_person_id", "kind"):
            _notes(session).farms.add(record.id)
        elif isinstance(record, Place) and record not in session.new and _changed(record, "kind"):
            _notes(session).everything = True


def _note_visit(session: Session, visit: Visit) -> None:
    """The visit, and the cells it was in before its place, day or industry changed."""
    _notes(session).visits.add(visit.id)
    before = {
        name: next(iter(inspect(visit).attrs[name].history.deleted or ()), getattr(visit, name))
        for name in ("current_place", "service_day", "industry")
    }
    _notes(session).cells.add((visit.id, *before.values()))


def _note_person(session: Session, person: Person) -> None:
    if _changed(person, "same_as_id", "household_id"):
        was = inspect(person).attrs.same_as_id.history.deleted or ()
        together = {person.id, person.same_as_id, *was} - {None}
        _notes(session).people.update(together)


def _changed(record: object, *names: str) -> bool:
    return any(inspect(record).attrs[name].history.has_changes() for name in names)  # type: ignore[union-attr]


def _before_commit(session: Session) -> None:
    catch_up(session)


def _after_rollback(session: Session) -> None:
    session.info.pop(NOTES, None)


def _on_execute(state: ORMExecuteState) -> None:
    is_write = state.is_insert or state.is_update or state.is_delete
    if is_write and getattr(state.statement, "table", None) is not None and state.statement.table.name in TABLES:
        _notes(state.session).everything = True


LISTENERS = (
    ("after_flush", _after_flush), ("before_commit", _before_commit), ("after_rollback", _after_rollback),
    ("do_orm_execute", _on_execute),
)


def follow_sessions() -> None:
    """From now on every session of this process keeps the cells in step. Called twice, it is called once."""
    for name, listener in LISTENERS:
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)
