"""By what the people and farms of the register are known: for comparing a list with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.project import Project


@dataclass(frozen=True)
class RegisterKey:
    """One record: `place_code` is None for experts, who live anywhere."""

    id: int
    name: str
    phone: str | None
    place_code: str | None
    credit_code: str | None = None
    id_hash: str | None = None


def register_keys(session: Session, county: str, kind: str) -> list[RegisterKey]:
    """Every expert, farm or project in use, or every person of the county; none for a kind of list that is no register
    (visits, problems)."""
    if kind == "experts":
        query = select(Expert.id, Expert.name, Expert.phone, null(), null()).where(
            Expert.county_code == county, Expert.is_active,
        ).order_by(Expert.id)
    elif kind == "farms":
        query = select(Farm.id, Farm.name, Farm.phone, Farm.current_place, Farm.credit_code).where(
            Farm.county_code == county, Farm.is_active,
        ).order_by(Farm.id)
    elif kind == "projects":
        query = select(Project.id, Project.name, null(), null(), null()).where(
            Project.county_code == county, Project.is_active,
        ).order_by(Project.id)
    elif kind == "people":
        query = select(Person.id, Person.name, Person.phone, Person.current_place, null(), Person.id_hash).where(
            Person.county_code == county, Person.same_as_id.is_(None),
        ).order_by(Person.id)
    else:
        return []
    return [RegisterKey(*row) for row in session.execute(query)]
