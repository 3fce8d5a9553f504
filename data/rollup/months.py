"""The counted visits of one county and month as `data.reach.cells` takes them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from data.domain.places import VILLAGE
from data.domain.register import FarmKind
from data.domain.visit import COUNTED, Grade, VisitKind, VisitStatus
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import Place
from data.models.visit import Visit, VisitExpert, VisitPerson, VisitProject
from data.reach.cells import Event, household_number
from data.reach.periods import month_end

VILLAGE_KINDS = ("gacha", "village")


def events_of(session: Session, county: str, month: dt.date) -> list[Event]:
    """`month` is its first day. Four queries, whatever the number of visits."""
    here = Visit.county_code == county, Visit.status.in_(COUNTED), Visit.service_day.between(month, month_end(month))
    people, homes, names = _people(session, here)
    projects = _linked(session, VisitProject, VisitProject.project_id, here)
    experts = _linked(session, VisitExpert, VisitExpert.expert_id, here)
    villages = set(session.scalars(
        select(Place.code).where(Place.county_code == county, Place.kind.in_(VILLAGE_KINDS))
    ))
    rows = session.execute(
        select(Visit.id, Visit.current_place, Visit.industry, Visit.service_day, Visit.kind, Visit.head_count,
               Visit.status, Visit.farm_id).where(*here)
    )
    farms = _farms(session, here)
    return [
        Event(
            place, industry, frozenset(projects[id_]), frozenset(experts[id_]), day.timetuple().tm_yday,
            kind is VisitKind.TRAINING, people[id_], max(heads - names[id_], 0), homes[id_],
            farms.get(farm_id) if status is VisitStatus.CONFIRMED else None,
            int(place[6:VILLAGE]) if place in villages else None,
        )
        for id_, place, industry, day, kind, heads, status, farm_id in rows
    ]


def _people(session: Session, here) -> tuple[dict[int, dict[int, str]], dict[int, dict[int, int]], dict[int, int]]:
    """By visit: each person after merging with the best grade; their households; how many records were named."""
    whole = aliased(Person)
    rows = session.execute(
        select(VisitPerson.visit_id, whole.id, whole.household_id, VisitPerson.list_id, VisitPerson.confirmation_id)
        .select_from(Visit).join(VisitPerson, VisitPerson.visit_id == Visit.id)
        .join(Person, Person.id == VisitPerson.person_id)
        .join(whole, whole.id == func.coalesce(Person.same_as_id, Person.id)).where(*here)
    )
    people: dict[int, dict[int, str]] = defaultdict(dict)
    homes: dict[int, dict[int, int]] = defaultdict(dict)
    names: dict[int, int] = defaultdict(int)
    for visit, person, household, list_id, confirmation in rows:
        grade = Grade.NAMED_ONLY if confirmation is None else Grade.CONFIRMED
        grade = grade if list_id is None else Grade.SIGNED_LIST
        people[visit][person] = min(grade.value, people[visit].get(person, grade.value))
        names[visit] += 1
        if household is not None:
            homes[visit][person] = 2 * household
    return people, homes, names


def _linked(session: Session, link: type, column, here) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = select(link.visit_id, column).join(Visit, Visit.id == link.visit_id).where(*here)  # type: ignore[attr-defined]
    for visit, other in session.execute(query):
        found[visit].append(other)
    return found


def _farms(session: Session, here) -> dict[int | None, int | None]:
    """Household farms of these visits: the number of their contact's household, or of the farm itself."""
    contact, whole = aliased(Person), aliased(Person)
    rows = session.execute(
        select(Farm.id, whole.household_id)
        .outerjoin(contact, contact.id == Farm.contact_person_id)
        .outerjoin(whole, whole.id == func.coalesce(contact.same_as_id, contact.id))
        .where(Farm.kind == FarmKind.HOUSEHOLD, Farm.id.in_(select(Visit.farm_id).where(*here)))
    )
    return {farm: household_number(household, farm) for farm, household in rows}
