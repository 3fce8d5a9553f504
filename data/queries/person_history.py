"""What reached a person: the counted visits that name one of the records, with their evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.visit import COUNTED, Grade, VisitKind
from data.models.project import Project
from data.models.visit import Visit, VisitPerson, VisitProject
from data.queries.experts import experts_of_visits
from data.queries.impact_scope import GRADE
from data.queries.places import place_names
from data.queries.scope import in_scope
from data.services.context import Context


@dataclass(frozen=True)
class Reached:
    """One visit and by what evidence it counts for the person."""

    visit_id: int
    day: dt.date
    kind: VisitKind
    place: str
    experts: tuple[str, ...]
    projects: tuple[str, ...]
    grade: Grade


def visits_of(ctx: Context, person_ids: Collection[int]) -> tuple[Reached, ...]:
    """The counted visits within the actor's reach that name one of these records, latest first; each once, with the
    best evidence. The caller has checked that the person may be seen."""
    best = (
        select(VisitPerson.visit_id, func.min(GRADE).label("grade")).where(VisitPerson.person_id.in_(person_ids))
        .group_by(VisitPerson.visit_id).subquery()
    )
    rows = ctx.session.execute(
        select(Visit, best.c.grade).join(best, best.c.visit_id == Visit.id)
        .where(Visit.status.in_(COUNTED), in_scope(ctx.actor, Permission.VISIT_READ, Visit))
        .order_by(Visit.service_day.desc(), Visit.id.desc())
    ).all()
    ids = [visit.id for visit, _grade in rows]
    experts, projects = experts_of_visits(ctx, ids), _projects_of(ctx, ids)
    places = place_names(ctx, {visit.current_place for visit, _grade in rows})
    return tuple(
        Reached(
            visit.id, visit.service_day, visit.kind, places.get(visit.current_place, ""), experts.get(visit.id, ()),
            tuple(projects[visit.id]), Grade(grade),
        )
        for visit, grade in rows
    )


def visits_together(ctx: Context, a: int, b: int) -> int:
    """How many counted visits name both records: whoever wrote that list took them for two people."""
    both = (
        select(VisitPerson.visit_id).join(Visit, Visit.id == VisitPerson.visit_id)
        .where(VisitPerson.person_id.in_((a, b)), Visit.status.in_(COUNTED))
        .group_by(VisitPerson.visit_id).having(func.count() == 2)
    )
    return ctx.session.scalar(select(func.count()).select_from(both.subquery())) or 0


def _projects_of(ctx: Context, visit_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = ctx.session.execute(
        select(VisitProject.visit_id, Project.name).join(Project, Project.id == VisitProject.project_id)
        .where(VisitProject.visit_id.in_(visit_ids)).order_by(Project.name)
    )
    for visit_id, name in rows:
        found[visit_id].append(name)
    return found
