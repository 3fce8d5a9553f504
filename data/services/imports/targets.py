"""Whose list of people it is: a training's, a project's or a village's. Its names end up there, and come off again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from data.domain.errors import InvalidInput, NotFound
from data.domain.name_list import LINES_MAX
from data.domain.permissions import Permission
from data.domain.places import within
from data.models.base import Base
from data.models.imports import ImportedList
from data.models.place import Place
from data.models.project import Project, ProjectPerson
from data.models.visit import Visit, VisitPerson
from data.queries.scope import find
from data.services.context import Context
from data.services.imports.plan import HEADS, Plan
from data.services.imports.undoing_people import in_parts
from data.services.name_lists import link_people, unlink_people

VISIT, PROJECT, PLACE = "visit", "project", "place_code"
Fills = Mapping[str, Any]


def check_target(ctx: Context, fills: Fills) -> None:
    """Raises NotAllowed; NotFound visit_unknown, project_unknown, place_unknown; InvalidInput import_target."""
    if len(fills) > 1 or not {VISIT, PROJECT, PLACE}.issuperset(fills) or None in fills.values():
        raise InvalidInput("import_target", field="target")
    home_of(ctx, fills)
    if PROJECT in fills:
        find(ctx, Permission.PROJECT_EDIT, Project, fills[PROJECT])


def for_somebody(row: ImportedList) -> bool:
    """The list is a training's or a project's."""
    return row.kind == "people" and not {VISIT, PROJECT}.isdisjoint(row.fills)


def home_of(ctx: Context, fills: Fills) -> str | None:
    """Where people live of whom the list says nothing: the village, or where the training took place."""
    if VISIT in fills:
        return find(ctx, Permission.EVIDENCE_ATTACH, Visit, fills[VISIT]).current_place
    if PLACE not in fills:
        return None
    code = ctx.session.scalar(select(Place.current_code).where(Place.code == fills[PLACE]))
    if code is None or not within(code, ctx.actor.area_code):
        raise NotFound("place_unknown", fills[PLACE])
    return code


def put_on_list(ctx: Context, plan: Plan) -> None:
    """Everybody of the list who has a record by now. Raises as `check_target`; Conflict visit_voided; InvalidInput
    list_too_long."""
    people = list(dict.fromkeys(plan.record_of.values()))
    if VISIT in plan.list.fills:
        _onto_visit(ctx, plan, people)
    elif PROJECT in plan.list.fills:
        _onto_project(ctx, plan, people)


def take_off_list(ctx: Context, row: ImportedList) -> None:
    """What `put_on_list` did is undone. Raises NotAllowed; NotFound; Conflict visit_voided, import_built_on(names)."""
    for visit_id, heads in row.made.get(HEADS, []):
        visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, visit_id, lock=True)
        people = [person for visit_of, person in row.made.get("visit_person", []) if visit_of == visit_id]
        unlink_people(ctx, visit, people, heads)
    links = Base.metadata.tables[ProjectPerson.__tablename__]
    for project_id in {project for project, _person in row.made.get("project_person", [])}:
        people = [person for project, person in row.made["project_person"] if project == project_id]
        for some in in_parts(people):
            ctx.session.execute(
                links.delete().where(links.c.project_id == project_id, links.c.person_id.in_(some))
            )


def _onto_visit(ctx: Context, plan: Plan, people: list[int]) -> None:
    if len(people) > LINES_MAX:
        raise InvalidInput("list_too_long", field="names", most=LINES_MAX)
    visit = find(ctx, Permission.EVIDENCE_ATTACH, Visit, plan.list.fills[VISIT], lock=True)
    there = set(ctx.session.scalars(select(VisitPerson.person_id).where(VisitPerson.visit_id == visit.id)))
    heads, new = visit.head_count, [person for person in people if person not in there]
    if not new:
        return
    link_people(ctx, visit, new, max(heads - len(there) - len(new), 0))
    plan.keep("visit_person", [[visit.id, person] for person in new])
    plan.keep(HEADS, [[visit.id, visit.head_count - heads]])


def _onto_project(ctx: Context, plan: Plan, people: list[int]) -> None:
    project = find(ctx, Permission.PROJECT_EDIT, Project, plan.list.fills[PROJECT], lock=True)
    there = set(ctx.session.scalars(select(ProjectPerson.person_id).where(ProjectPerson.project_id == project.id)))
    new = [person for person in people if person not in there]
    if new:
        ctx.session.execute(insert(ProjectPerson), [{"project_id": project.id, "person_id": one} for one in new])
    plan.keep("project_person", [[project.id, person] for person in new])
