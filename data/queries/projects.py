"""Projects a visit may have served."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Row, and_, or_, select

from data.domain.errors import NotAllowed
from data.domain.permissions import Permission, Subject, allows, require
from data.domain.places import county_of
from data.domain.projects import ProjectFacts, own, proposed
from data.models.project import PlatformExpert, Project, ProjectExpert, ProjectFarm, ProjectPlace
from data.queries.visit_rows import ProjectChoice
from data.services.context import Context


def own_projects(
    ctx: Context, expert_ids: Iterable[int], farm_id: int | None, place_code: str, day: dt.date,
) -> list[ProjectFacts]:
    """The experts' projects, by themselves or their platforms, that run on `day`."""
    experts = sorted(set(expert_ids))
    _check(ctx, Subject(place_code, farm_id, frozenset(experts)))
    return own(_facts(ctx, experts, farm_id, place_code), experts, day)


def proposed_projects(
    ctx: Context, expert_ids: Iterable[int], farm_id: int | None, place_code: str, day: dt.date,
) -> list[ProjectFacts]:
    """Those of them that also serve the farm or the place: what the expert confirms with one tap."""
    experts = sorted(set(expert_ids))
    _check(ctx, Subject(place_code, farm_id, frozenset(experts)))
    return proposed(_facts(ctx, experts, farm_id, place_code), experts, farm_id, place_code, day)


def projects_of_training(
    ctx: Context, expert_ids: Iterable[int], place_code: str, day: dt.date,
) -> tuple[ProjectChoice, ...]:
    """The projects of those who held it that run on `day`, those that work at the place proposed and first."""
    require(ctx.actor, Permission.TRAINING_LOG, Subject(place_code))
    experts = sorted(set(expert_ids))
    facts = _facts(ctx, experts, None, place_code)
    likely = {one.id for one in proposed(facts, experts, None, place_code, day)}
    choices = [ProjectChoice(one.id, one.name, one.id in likely) for one in own(facts, experts, day)]
    return tuple(sorted(choices, key=lambda choice: not choice.is_proposed))


def projects_running(ctx: Context, place_code: str, day: dt.date) -> tuple[ProjectChoice, ...]:
    """All projects of the county that run on `day`, by name: what an officer may correct a visit to."""
    _check(ctx, Subject(place_code))
    rows = ctx.session.execute(
        select(Project.id, Project.name)
        .where(Project.county_code == county_of(place_code), Project.first_day <= day)
        .where(or_(Project.last_day.is_(None), Project.last_day >= day))
        .order_by(Project.name, Project.id)
    )
    return tuple(ProjectChoice(*row) for row in rows)


def _check(ctx: Context, subject: Subject) -> None:
    if not any(allows(ctx.actor, needed, subject) for needed in (Permission.VISIT_LOG, Permission.PROJECT_CORRECT)):
        raise NotAllowed("not_allowed", Permission.PROJECT_CORRECT.value)


def _facts(ctx: Context, expert_ids: list[int], farm_id: int | None, place_code: str) -> list[ProjectFacts]:
    """One query: the experts' projects, a row per place of theirs around `place_code`, with the farm if listed."""
    containing = [place_code[:length] for length in (4, 6, 9, 12) if length <= len(place_code)]
    by_platform = select(PlatformExpert.platform_id).where(PlatformExpert.expert_id.in_(expert_ids))
    by_project = select(ProjectExpert.project_id).where(ProjectExpert.expert_id.in_(expert_ids))
    rows = ctx.session.execute(
        select(Project, ProjectFarm.farm_id, ProjectPlace.current_place)
        .outerjoin(ProjectFarm, and_(ProjectFarm.project_id == Project.id, ProjectFarm.farm_id == farm_id))
        .outerjoin(
            ProjectPlace, and_(ProjectPlace.project_id == Project.id, ProjectPlace.current_place.in_(containing)),
        )
        .where(Project.county_code == county_of(place_code))
        .where(or_(Project.id.in_(by_project), Project.platform_id.in_(by_platform)))
        .order_by(Project.name, Project.id)
    ).all()
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.Project.id, []).append(row)
    return [_fact(of_one, expert_ids) for of_one in grouped.values()]


def _fact(rows: Sequence[Row], expert_ids: list[int]) -> ProjectFacts:
    project = rows[0].Project
    return ProjectFacts(
        project.id, project.name, project.first_day, project.last_day, frozenset(expert_ids),
        frozenset(row.farm_id for row in rows if row.farm_id is not None),
        frozenset(row.current_place for row in rows if row.current_place is not None),
    )
