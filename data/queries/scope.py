"""Which records may this actor see: the reach of `PERMISSION_MAP` as SQL conditions, and as subjects for `allows`.

A record outside the reach is reported as missing, so that guessing ids tells a stranger nothing. Reach goes by where a
record's place is now: after a merge the new place's officer has the old places' records.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import InstrumentedAttribute

from data.domain.errors import NotAllowed, NotFound
from data.domain.permissions import Permission, Reach, Subject, reach_of
from data.domain.places import COUNTY, VILLAGE, county_of
from data.domain.problem import WITH_EXPERT, ProblemStatus
from data.domain.roles import Actor
from data.models.agreement import Agreement
from data.models.base import Base
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.models.project import Platform, Project, ProjectExpert
from data.models.sending_unit import SendingUnit
from data.models.taxonomy import Industry
from data.models.visit import Visit, VisitExpert, VisitPerson
from data.services.context import Context

Row = TypeVar("Row", bound=Base)

UNKNOWN = {
    Problem: "problem_unknown", Visit: "visit_unknown", Person: "person_unknown",
    Expert: "expert_unknown", Farm: "farm_unknown", SendingUnit: "sending_unit_unknown",
    Platform: "platform_unknown", DemoBase: "demo_base_unknown", Project: "project_missing",
    Agreement: "agreement_unknown", Industry: "industry_missing",
}
# Their place always lies in their county (a person's need not), so that the county's index serves.
IN_THEIR_COUNTY = {Problem, Visit, Farm}
SHARED_BY_COUNTY = {Expert, SendingUnit, Platform, DemoBase, Project, Agreement, Industry}
SERVED_NOW = (*WITH_EXPERT, ProblemStatus.TO_CONFIRM)


def find(ctx: Context, permission: Permission, model: type[Row], record_id: int, *, lock: bool = False) -> Row:
    """The record, if `permission` reaches it; locked until the transaction ends when `lock`.

    Raises NotAllowed('not_allowed') for a role without the permission, NotFound('…_unknown') for anything unreachable.
    """
    query = scoped(ctx, permission, model).where(model.id == record_id)  # type: ignore[attr-defined]
    if lock:
        query = query.with_for_update(of=model).execution_options(populate_existing=True)
    row = ctx.session.scalar(query)
    if row is None:
        raise NotFound(UNKNOWN[model], record_id)
    return row


def scoped(ctx: Context, permission: Permission, model: type[Row]) -> Select[Row]:
    """All records that `permission` reaches. Raises NotAllowed('not_allowed') for a role without it."""
    check_role(ctx, permission)
    return select(model).where(in_scope(ctx.actor, permission, model))


def check_role(ctx: Context, permission: Permission) -> None:
    """Raises NotAllowed('not_allowed') when the actor's role never has `permission`."""
    if reach_of(ctx.actor.role, permission) is None:
        raise NotAllowed("not_allowed", permission.value)


def in_scope(actor: Actor, permission: Permission, model: type[Base]) -> ColumnElement[bool]:
    """The condition on `model` that says what `permissions.allows` says of each record's subject."""
    match reach_of(actor.role, permission):
        case Reach.AREA:
            return _in_area(model, actor.area_code)
        case Reach.HOME:
            return _at_home(model, actor.area_code)
        case Reach.OWN_FARM:
            return false() if actor.farm_id is None else _of_farm(model, actor.farm_id)
        case Reach.OWN_WORK:
            return false() if actor.expert_id is None else _of_expert(model, actor.expert_id)
        case _:
            return false()


def below(code: InstrumentedAttribute[str], area: str) -> ColumnElement[bool]:
    """The place lies in `area`. A range of codes says it, and unlike LIKE uses the index everywhere."""
    return code.between(area, area.ljust(VILLAGE, "9"))


def _in_area(model: type[Base], area: str) -> ColumnElement[bool]:
    if model in SHARED_BY_COUNTY:
        return below(model.county_code, area[:COUNTY])  # type: ignore[attr-defined]
    if len(area) == COUNTY and model in IN_THEIR_COUNTY:
        return model.county_code == area  # type: ignore[attr-defined]
    return below(model.current_place, area)  # type: ignore[attr-defined]


def _at_home(model: type[Base], area: str) -> ColumnElement[bool]:
    """What the whole county shares is changed by who works for the county, or where it is at home."""
    if model is not Expert or len(area) <= COUNTY:
        return _in_area(model, area)
    return (Expert.county_code == area[:COUNTY]) & below(Expert.current_home, area)


def _of_farm(model: type[Base], farm_id: int) -> ColumnElement[bool]:
    if model is Farm:
        return Farm.id == farm_id
    return model.farm_id == farm_id if hasattr(model, "farm_id") else false()


def _of_expert(model: type[Base], expert_id: int) -> ColumnElement[bool]:
    if model is Expert:
        return Expert.id == expert_id
    if model is Problem:
        return Problem.expert_id == expert_id
    if model is Agreement:
        return Agreement.expert_id == expert_id
    if model is Project:
        taking_part = select(ProjectExpert.project_id).where(ProjectExpert.expert_id == expert_id)
        return (Project.leader_id == expert_id) | Project.id.in_(taking_part)
    if model is Visit:
        return Visit.id.in_(select(VisitExpert.visit_id).where(VisitExpert.expert_id == expert_id))
    if model is Person:
        return Person.id.in_(_served_by(expert_id)) | Person.current_place.in_(_villages_of(expert_id))
    return false()


def _served_by(expert_id: int) -> Select:
    return (
        select(VisitPerson.person_id).join(VisitExpert, VisitExpert.visit_id == VisitPerson.visit_id)
        .where(VisitExpert.expert_id == expert_id)
    )


def _villages_of(expert_id: int) -> Select:
    """Where the expert is at work: at a visit everybody of the village may be present."""
    return select(Problem.current_place).where(Problem.expert_id == expert_id, Problem.status.in_(SERVED_NOW))


# -- subjects: the same facts for `allows`, read from one record --------------------------------------------


def problem_subject(problem: Problem) -> Subject:
    experts = frozenset() if problem.expert_id is None else frozenset({problem.expert_id})
    return Subject(problem.current_place, problem.farm_id, experts)


def agreement_subject(agreement: Agreement) -> Subject:
    return Subject(agreement.county_code, agreement.farm_id, frozenset({agreement.expert_id}))


def visit_subject(ctx: Context, visit: Visit) -> Subject:
    experts = ctx.session.scalars(select(VisitExpert.expert_id).where(VisitExpert.visit_id == visit.id))
    return Subject(visit.current_place, visit.farm_id, frozenset(experts))


def expert_subject(expert: Expert, actor: Actor) -> Subject:
    """An expert serves the whole county, so that whoever works in it meets them; their home decides who keeps them."""
    is_here = expert.county_code == county_of(actor.area_code)
    lives_here = county_of(expert.current_home) == expert.county_code
    return Subject(
        actor.area_code if is_here else expert.county_code, None, frozenset({expert.id}),
        expert.current_home if lives_here else expert.county_code,
    )
