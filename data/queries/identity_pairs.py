"""Pairs of records that may be one person: the queue to decide, one pair to look at, and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import aliased

from data.domain.errors import NotFound
from data.domain.permissions import Permission
from data.domain.places import COUNTY
from data.domain.register import PairDecision
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.person import IdentityPair, Person
from data.models.visit import Visit, VisitPerson
from data.queries.impact_scope import IS_REACHED
from data.queries.places import place_names
from data.queries.problem_rows import PAGE_SIZE, Page
from data.queries.scope import below, check_role
from data.services.context import Context

UNKNOWN_PROBABILITY = .5
FIRST, SECOND = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class PairLine:
    """One pair in a list."""

    pair_id: int
    version: int
    names: tuple[str, str]
    places: tuple[str, str]
    probability: float | None
    decision: PairDecision
    decided_by: str
    decided_at: dt.datetime | None


def find_pair(ctx: Context, pair_id: int, *, lock: bool = False) -> IdentityPair:
    """The pair, if both people are within the actor's reach; locked until the transaction ends when `lock`.

    Raises NotAllowed('not_allowed'), NotFound('pair_unknown').
    """
    query = _pairs(ctx, IdentityPair).where(IdentityPair.id == pair_id)
    if lock:
        query = query.with_for_update(of=IdentityPair).execution_options(populate_existing=True)
    pair = ctx.session.scalar(query)
    if pair is None:
        raise NotFound("pair_unknown", pair_id)
    return pair


def waiting_ids(ctx: Context) -> tuple[int, ...]:
    """The pairs that wait for a decision: those whose records both have proof of a visit first, then the likeliest.

    A pair that other decisions have settled, either way, is not asked. Raises NotAllowed.
    """
    first, second = _person(FIRST), _person(SECOND)
    likeliest = func.coalesce(IdentityPair.probability, UNKNOWN_PROBABILITY).desc()
    is_open = IdentityPair.decision == PairDecision.WAITING, first != second
    rows = ctx.session.execute(
        _pairs(ctx, IdentityPair.id, first, second).where(*is_open)
        .order_by(_both_reached().desc(), likeliest, IdentityPair.id)
    )
    apart = _told_apart(ctx)
    return tuple(pair_id for pair_id, a, b in rows if frozenset((a, b)) not in apart)


def pair_lines(ctx: Context, ids: Sequence[int]) -> tuple[PairLine, ...]:
    """These pairs, in this order; those out of reach are left out."""
    rows = _lines(ctx, _pairs(ctx, IdentityPair, FIRST, SECOND).where(IdentityPair.id.in_(ids)))
    by_id = {line.pair_id: line for line in rows}
    return tuple(by_id[pair_id] for pair_id in ids if pair_id in by_id)


def decided_lines(ctx: Context, page: int = 1, *, only: PairDecision | None = None) -> Page[PairLine]:
    """Decided pairs, the latest first, 25 to a page; `only`: of one kind."""
    kinds = [only] if only else [PairDecision.SAME, PairDecision.DIFFERENT]
    are_decided = IdentityPair.decision.in_(kinds)
    total = ctx.session.scalar(_pairs(ctx, func.count()).where(are_decided)) or 0
    ordered = _pairs(ctx, IdentityPair, FIRST, SECOND).where(are_decided).order_by(
        IdentityPair.decided_at.desc(), IdentityPair.id.desc(),
    )
    return Page(tuple(_lines(ctx, ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))), page, total)


def _lines(ctx: Context, query: Select) -> list[PairLine]:
    rows = ctx.session.execute(query).all()
    places = place_names(ctx, {one.current_place for _pair, *both in rows for one in both})
    deciders = {pair.decided_by_id for pair, *_rest in rows}
    names = dict(ctx.session.execute(select(Account.id, Account.name).where(Account.id.in_(deciders))).all())
    return [
        PairLine(
            pair.id, pair.version, (one.name, other.name),
            (places.get(one.current_place, ""), places.get(other.current_place, "")),
            pair.probability, pair.decision, names.get(pair.decided_by_id, ""), pair.decided_at,
        )
        for pair, one, other in rows
    ]


def _pairs(ctx: Context, *columns: object) -> Select:
    """`columns` of the pairs whose people, FIRST and SECOND, are both within reach. Raises NotAllowed."""
    check_role(ctx, Permission.PERSON_MERGE)
    return (
        select(*columns).select_from(IdentityPair)
        .join(FIRST, FIRST.id == IdentityPair.person_a_id).join(SECOND, SECOND.id == IdentityPair.person_b_id)
        .where(_within(ctx.actor.area_code, FIRST), _within(ctx.actor.area_code, SECOND))
    )


def _within(area: str, person: type[Person]) -> ColumnElement[bool]:
    """A county also decides about its records of people who live elsewhere."""
    return person.county_code == area if len(area) == COUNTY else below(person.current_place, area)  # type: ignore[arg-type]


def _person(record: type[Person]) -> ColumnElement[int]:
    return func.coalesce(record.same_as_id, record.id)


def _told_apart(ctx: Context) -> set[frozenset[int]]:
    rows = ctx.session.execute(
        _pairs(ctx, _person(FIRST), _person(SECOND)).where(IdentityPair.decision == PairDecision.DIFFERENT)
    )
    return {frozenset(row) for row in rows}


def _both_reached() -> ColumnElement[int]:
    """1 where both records have proof of a counted visit, else 0."""
    return case((_is_reached(FIRST) & _is_reached(SECOND), 1), else_=0)


def _is_reached(record: type[Person]) -> ColumnElement[bool]:
    return exists().where(
        VisitPerson.person_id == record.id, IS_REACHED, Visit.id == VisitPerson.visit_id, Visit.status.in_(COUNTED),
    )
