"""What lists of problems show: frozen rows, their order, the way they are searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, case, or_, select
from sqlalchemy.orm import aliased, defer

from data.domain.contact import mask_name
from data.domain.permissions import Permission, Reach, reach_of
from data.domain.problem import BALL, OPEN, TO_ASSIGN, Ball, Gate, ProblemStatus, Urgency
from data.domain.register import FarmKind
from data.domain.roles import Role
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import Place
from data.models.problem import Problem
from data.queries.places import place_names
from data.queries.scope import check_role, in_scope
from data.queries.taxonomy import industries
from data.services.context import Context

T = TypeVar("T")
PAGE_SIZE = 25
PHONE_TAIL = 4  # shorter ones are part of too many numbers


class Bucket(StrEnum):
    """The four key numbers of the officer's page, and the rest. ASKED: the asker is to add facts. LATE: overdue with
    experts and askers."""

    TO_ASSIGN = "to_assign"
    ASKED = "asked"
    OFFERED = "offered"
    IN_PROGRESS = "in_progress"
    TO_CONFIRM = "to_confirm"
    LATE = "late"
    CLOSED = "closed"
    OPEN = "open"
    ALL = "all"


STATUSES: dict[Bucket, frozenset[ProblemStatus]] = {
    Bucket.TO_ASSIGN: TO_ASSIGN,
    Bucket.ASKED: frozenset({ProblemStatus.ASKED}),
    Bucket.OFFERED: frozenset({ProblemStatus.OFFERED}),
    Bucket.IN_PROGRESS: frozenset({ProblemStatus.IN_PROGRESS}),
    Bucket.TO_CONFIRM: frozenset({ProblemStatus.TO_CONFIRM}),
    Bucket.LATE: OPEN - TO_ASSIGN,
    Bucket.CLOSED: frozenset(ProblemStatus) - OPEN,
    Bucket.OPEN: OPEN,
    Bucket.ALL: frozenset(ProblemStatus),
}


@dataclass(frozen=True)
class ProblemFilter:
    """`search`: words that must all be found in number, text, asker, farm, place or expert; names also by pinyin."""

    bucket: Bucket = Bucket.OPEN
    search: str = ""
    industry: str | None = None
    due_only: bool = False
    urgent_only: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `number` from 1, `total` rows in all."""

    rows: tuple[T, ...]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class ProblemCard:
    """A problem in a list. `asker` is masked for whoever only looks on."""

    id: int
    number: str
    words: str
    title: str
    place: str
    industry: str | None
    crop: str | None
    status: ProblemStatus
    ball: Ball
    urgency: Urgency
    gate: Gate | None
    asker: str
    expert: str | None
    created_at: dt.datetime
    due_at: dt.datetime | None
    is_overdue: bool


def cards_query(ctx: Context, *conditions: ColumnElement[bool]) -> Select:
    """Problems the actor may see, with the name of the expert who has them, most pressing first."""
    check_role(ctx, Permission.PROBLEM_READ)
    return (
        select(Problem, Expert.name.label("expert_name")).options(defer(Problem.understanding))
        .outerjoin(Expert, Expert.id == Problem.expert_id)
        .where(in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), *conditions)
        .order_by(emergency_rank(), Problem.due_at.is_(None), Problem.due_at, Problem.id)
    )


def emergency_rank() -> ColumnElement[int]:
    """0 for open emergencies, 1 for the rest."""
    return case((and_(Problem.urgency == Urgency.CRITICAL, Problem.status.in_(OPEN)), 0), else_=1)


def cards(ctx: Context, rows: Sequence[Row]) -> tuple[ProblemCard, ...]:
    """Rows of `cards_query` as cards, places and industries in words."""
    places = place_names(ctx, {row.Problem.current_place for row in rows})
    names = {industry.code: industry.short_name for industry in industries(ctx)} if rows else {}
    return tuple(_card(ctx, row.Problem, row.expert_name, places, names) for row in rows)


def _card(
    ctx: Context, problem: Problem, expert: str | None, places: dict[str, str], industry_names: dict[str, str],
) -> ProblemCard:
    return ProblemCard(
        id=problem.id, number=problem.number, words=problem.text, title=problem.title,
        place=places.get(problem.current_place, problem.current_place),
        industry=industry_names.get(problem.industry or ""), crop=problem.crop, status=problem.status,
        ball=BALL[problem.status], urgency=problem.urgency, gate=problem.gate,
        asker=shown_name(ctx, problem.asker_name), expert=expert, created_at=problem.created_at,
        due_at=problem.due_at, is_overdue=problem.due_at is not None and problem.due_at < ctx.now,
    )


def shown_name(ctx: Context, name: str) -> str:
    """An asker's name, masked for the leader, who has no business with single people."""
    return mask_name(name) if ctx.actor.role is Role.LEADER else name


def shown_farm(ctx: Context, farm: Farm) -> str:
    """A household's name is a person's, so it is masked as one."""
    return shown_name(ctx, farm.name) if farm.kind is FarmKind.HOUSEHOLD else farm.name


def matches(problem_filter: ProblemFilter, ctx: Context) -> list[ColumnElement[bool]]:
    """The filter as conditions on Problem joined with Expert."""
    found: list[ColumnElement[bool]] = [Problem.status.in_(STATUSES[problem_filter.bucket])]
    if problem_filter.bucket is Bucket.LATE:
        found.append(Problem.due_at < ctx.now)
    if problem_filter.industry:
        found.append(Problem.industry == problem_filter.industry)
    if problem_filter.due_only:
        found.append(Problem.due_at < end_of_day(ctx))
    if problem_filter.urgent_only:
        found.append(Problem.urgency == Urgency.CRITICAL)
    return found + [_says(ctx, term) for term in problem_filter.search.split()]


def end_of_day(ctx: Context) -> dt.datetime:
    """Midnight in Beijing after today."""
    return dt.datetime.combine(ctx.today + dt.timedelta(days=1), dt.time(), BEIJING)


def _says(ctx: Context, term: str) -> ColumnElement[bool]:
    columns = [Problem.number, Problem.text, Problem.crop, Expert.name, Expert.pinyin]
    found = [column.icontains(term, autoescape=True) for column in columns]
    found += [column.in_(_places_named(term)) for column in (Problem.place_code, Problem.current_place)]
    if reach_of(ctx.actor.role, Permission.PROBLEM_READ) is Reach.AREA and ctx.actor.role is not Role.LEADER:
        found.append(Problem.asker_name.icontains(term, autoescape=True))
        if term.isdecimal() and len(term) >= PHONE_TAIL:
            found.append(Problem.asker_phone.endswith(term, autoescape=True))
        found.append(Problem.farm_id.in_(_farms_named(term)))
    return or_(*found)


def _places_named(term: str) -> Select:
    """Villages and towns so named, and the villages of such towns."""
    town = aliased(Place)
    named = or_(*(
        column.icontains(term, autoescape=True) for column in (Place.name, Place.name_en, town.name, town.name_en)
    ))
    return select(Place.code).outerjoin(town, town.code == Place.parent_code).where(named)


def _farms_named(term: str) -> Select:
    """Units so named, or spoken for by somebody so named."""
    columns = (Farm.name, Farm.pinyin, Person.name, Person.pinyin)
    named = or_(*(column.icontains(term, autoescape=True) for column in columns))
    return select(Farm.id).outerjoin(Person, Person.id == Farm.contact_person_id).where(named)
