"""What happened with served units: figures for the list; for one unit its people, questions, visits, projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.contact import mask_name, mask_phone
from data.domain.permissions import Permission
from data.domain.problem import OPEN
from data.domain.visit import COUNTED
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.problem import Problem
from data.models.project import Project, ProjectFarm
from data.models.visit import Visit
from data.queries.places import place_names
from data.queries.problem_rows import ProblemCard, cards, cards_query, shown_farm
from data.queries.scope import find, in_scope
from data.queries.visit_rows import VisitCard
from data.queries.visits import farm_visits
from data.services.context import Context

SHOWN = 10
MEMBERS_SHOWN = 200


@dataclass(frozen=True)
class FarmFigures:
    """`open` questions under way, `asked` in all, `last_day` of a counted visit, `members` by name."""

    open: int = 0
    asked: int = 0
    last_day: dt.date | None = None
    members: int = 0


@dataclass(frozen=True)
class Member:
    """Open to whoever keeps the unit, masked for the others. `speaks`: the unit's contact."""

    person_id: int
    name: str
    phone: str
    place: str
    speaks: bool


@dataclass(frozen=True)
class FarmRecord:
    """`cases` and `visits`: the latest ten. `households`: (id, name) of the units that belong to it."""

    figures: FarmFigures
    members: tuple[Member, ...]
    cases: tuple[ProblemCard, ...]
    visits: tuple[VisitCard, ...]
    projects: tuple[tuple[int, str], ...]
    households: tuple[tuple[int, str], ...]


def farm_figures(ctx: Context, ids: Sequence[int]) -> dict[int, FarmFigures]:
    """Figures of the given units; the caller has checked that they may be seen."""
    still_open = _count(ctx, Problem.farm_id, ids, Problem.status.in_(OPEN))
    asked = _count(ctx, Problem.farm_id, ids)
    members = _count(ctx, FarmMember.farm_id, ids)
    last = dict(ctx.session.execute(
        select(Visit.farm_id, func.max(Visit.service_day))
        .where(Visit.farm_id.in_(ids), Visit.status.in_(COUNTED)).group_by(Visit.farm_id)
    ).all())
    return {
        id_: FarmFigures(still_open.get(id_, 0), asked.get(id_, 0), last.get(id_), members.get(id_, 0)) for id_ in ids
    }


def farm_record(ctx: Context, farm_id: int) -> FarmRecord:
    """Raises NotAllowed, NotFound('farm_unknown')."""
    farm = find(ctx, Permission.FARM_READ, Farm, farm_id)
    newest = cards_query(ctx, Problem.farm_id == farm_id).order_by(None).order_by(Problem.id.desc())
    return FarmRecord(
        farm_figures(ctx, [farm_id])[farm_id], _members(ctx, farm),
        cards(ctx, ctx.session.execute(newest.limit(SHOWN)).all()), tuple(farm_visits(ctx, farm_id, SHOWN)),
        _projects(ctx, farm_id), _households(ctx, farm_id),
    )


def _count(ctx: Context, column, ids: Sequence[int], *conditions) -> dict[int, int]:
    return dict(ctx.session.execute(
        select(column, func.count()).where(column.in_(ids), *conditions).group_by(column)
    ).all())


def _members(ctx: Context, farm: Farm) -> tuple[Member, ...]:
    people = ctx.session.scalars(
        select(Person).join(FarmMember, FarmMember.person_id == Person.id).where(FarmMember.farm_id == farm.id)
        .order_by(Person.pinyin, Person.id).limit(MEMBERS_SHOWN)
    ).all()
    is_open = ctx.session.scalar(
        select(Farm.id).where(Farm.id == farm.id, in_scope(ctx.actor, Permission.FARM_EDIT, Farm))
    ) is not None
    places = place_names(ctx, [one.current_place for one in people])
    return tuple(
        Member(
            one.id, one.name if is_open else mask_name(one.name),
            (one.phone or "") if is_open else mask_phone(one.phone), places[one.current_place],
            one.id == farm.contact_person_id,
        )
        for one in people
    )


def _projects(ctx: Context, farm_id: int) -> tuple[tuple[int, str], ...]:
    rows = ctx.session.execute(
        select(Project.id, Project.name).join(ProjectFarm, ProjectFarm.project_id == Project.id)
        .where(ProjectFarm.farm_id == farm_id).order_by(Project.name)
    )
    return tuple((id_, name) for id_, name in rows)


def _households(ctx: Context, farm_id: int) -> tuple[tuple[int, str], ...]:
    rows = ctx.session.scalars(select(Farm).where(Farm.parent_id == farm_id, Farm.is_active).order_by(Farm.pinyin))
    return tuple((farm.id, shown_farm(ctx, farm)) for farm in rows)
