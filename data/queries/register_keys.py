"""By what the people and farms of the register are known: for comparing a list with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person


@dataclass(frozen=True)
class RegisterKey:
    """One record: `place_code` is None for experts, who live anywhere."""

    id: int
    name: str
    phone: str | None
    place_code: str | None


def register_keys(session: Session, county: str, kind: str) -> list[RegisterKey]:
    """Every expert, farm or person of the county; none for a kind of list that is no register (visits, problems)."""
    if kind == "experts":
        columns = (Expert.id, Expert.name, Expert.phone, null())
        query = select(*columns).where(Expert.county_code == county).order_by(Expert.id)
    elif kind in ("farms", "people"):
        table = Farm if kind == "farms" else Person
        columns = (table.id, table.name, table.phone, table.current_place)
        query = select(*columns).where(table.county_code == county).order_by(table.id)
    else:
        return []
    return [RegisterKey(*row) for row in session.execute(query)]
