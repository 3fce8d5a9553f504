"""Whose list of people may be brought in: trainings, projects, villages; and who is on a project's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.contact import mask_name
from data.domain.permissions import Permission
from data.domain.places import VILLAGE
from data.domain.visit import VisitKind, VisitStatus
from data.models.person import Person
from data.models.place import Place
from data.models.project import Project, ProjectPerson
from data.models.visit import Visit
from data.queries.places import place_names
from data.queries.scope import below, find, in_scope
from data.services.context import Context

VISITS_SHOWN, NAMES_SHOWN = 60, 12


@dataclass(frozen=True)
class TargetVisit:
    number: str
    day: dt.date
    kind: VisitKind
    place: str
    advice: str


@dataclass(frozen=True)
class Targets:
    """By key, in the order in which they are offered: the latest services first, projects and places by name."""

    visits: Mapping[int, TargetVisit]
    projects: Mapping[int, str]
    villages: Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """`people` on a project's list, and the first few names, masked, by id."""

    people: int
    names: Mapping[int, str]


def import_targets(ctx: Context) -> Targets:
    """What the actor may bring a list of people in for."""
    return Targets(_visits(ctx), _projects(ctx), _villages(ctx))


def project_roster(ctx: Context, project_id: int) -> Roster:
    """Raises NotAllowed; NotFound project_unknown."""
    find(ctx, Permission.PROJECT_READ, Project, project_id)
    person_id = func.coalesce(Person.same_as_id, Person.id)
    on_list = (
        select(person_id.label("id")).join(ProjectPerson, ProjectPerson.person_id == Person.id)
        .where(ProjectPerson.project_id == project_id).distinct().subquery()
    )
    people = ctx.session.scalar(select(func.count()).select_from(on_list)) or 0
    rows = ctx.session.execute(
        select(Person.id, Person.name).join(on_list, on_list.c.id == Person.id)
        .order_by(Person.pinyin, Person.id).limit(NAMES_SHOWN)
    )
    return Roster(people, {id_: mask_name(name) for id_, name in rows})


def _visits(ctx: Context) -> dict[int, TargetVisit]:
    visits = ctx.session.scalars(
        select(Visit).where(
            in_scope(ctx.actor, Permission.EVIDENCE_ATTACH, Visit), Visit.status != VisitStatus.VOIDED,
            Visit.kind.in_((VisitKind.TRAINING, VisitKind.GROUP)),
        ).order_by(Visit.service_day.desc(), Visit.id.desc()).limit(VISITS_SHOWN)
    ).all()
    names = place_names(ctx, (visit.current_place for visit in visits))
    return {
        one.id: TargetVisit(
            one.number, one.service_day, one.kind, names.get(one.current_place, one.current_place), one.advice,
        ) for one in visits
    }


def _projects(ctx: Context) -> dict[int, str]:
    rows = ctx.session.execute(
        select(Project.id, Project.name)
        .where(in_scope(ctx.actor, Permission.PROJECT_EDIT, Project), Project.is_active)
        .order_by(Project.pinyin, Project.id)
    )
    return dict(rows.all())


def _villages(ctx: Context) -> dict[str, str]:
    codes = ctx.session.scalars(select(Place.code).where(
        below(Place.code, ctx.actor.area_code), Place.valid_to.is_(None), func.length(Place.code) == VILLAGE,
    ).order_by(Place.code)).all()
    names = place_names(ctx, codes)
    return {code: names[code] for code in codes}
