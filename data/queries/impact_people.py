"""How many people: distinct, with both ends, as a whole and by place, project or month. Sums are made in SQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from data.domain.register import FarmKind, PairDecision
from data.domain.visit import Grade, VisitStatus
from data.models.farm import Farm
from data.models.person import IdentityPair, Person
from data.models.visit import Visit
from data.queries.impact_scope import (
    BY_MONTH,
    GRADE,
    IS_REACHED,
    PERSON_ID,
    By,
    ImpactScope,
    counted,
    named,
    unnamed_heads,
    visits,
)
from data.reach.identities import Identities, interval
from data.reach.interval import Interval
from data.reach.periods import SINCE, months
from data.services.context import Context


@dataclass(frozen=True)
class Evidence:
    """People by their best evidence in the scope, waiting pairs taken as one; the first two make the headline."""

    listed: int
    confirmed: int
    logged_only: int
    unnamed: int


@dataclass(frozen=True)
class People:
    """`undecided`: by how many waiting pairs may lower the number of records; `reached.low` has them lowered."""

    reached: Interval
    evidence: Evidence
    undecided: int


@dataclass(frozen=True)
class MonthPoint:
    """`people` reached from the period's beginning to the end of `month` (its first day stands for it);
    `contacts` of that month alone."""

    month: dt.date
    people: Interval
    contacts: int


def identities(ctx: Context, county: str) -> Identities:
    """All undecided pairs of the county, and the "different" decisions, between persons after merging."""
    first, second = aliased(Person), aliased(Person)
    rows = ctx.session.execute(
        select(
            IdentityPair.decision, func.coalesce(first.same_as_id, first.id),
            func.coalesce(second.same_as_id, second.id),
        )
        .join(first, first.id == IdentityPair.person_a_id).join(second, second.id == IdentityPair.person_b_id)
        .where(first.county_code == county, IdentityPair.decision != PairDecision.SAME)
    ).all()
    pairs = {decision: [(a, b) for kind, a, b in rows if kind is decision] for decision in PairDecision}
    return Identities(pairs[PairDecision.WAITING], pairs[PairDecision.DIFFERENT])


def people(ctx: Context, scope: ImpactScope, pairs: Identities) -> People:
    """The headline of the scope with its evidence."""
    best = named(scope, PERSON_ID.label("person_id"), func.min(GRADE).label("best")).group_by(PERSON_ID)
    table = best.subquery()
    rows = ctx.session.execute(select(table.c.best, func.count()).group_by(table.c.best))
    records: Counter[str] = Counter(dict(rows.all()))
    doubtful = _persons_by(ctx, best.with_only_columns(func.min(GRADE), PERSON_ID), pairs)
    heads = _heads(ctx, scope)

    def at_least(*grades: Grade) -> int:
        members = set().union(*(doubtful[grade] for grade in grades))
        return sum(records[grade] for grade in grades) - pairs.undecided(members)

    proven = at_least(Grade.SIGNED_LIST, Grade.CONFIRMED)
    listed = min(at_least(Grade.SIGNED_LIST), proven)
    logged_only = max(at_least(*Grade) - proven, 0)
    undecided = records[Grade.SIGNED_LIST] + records[Grade.CONFIRMED] - proven
    return People(
        Interval(proven, proven + undecided + heads),
        Evidence(listed, proven - listed, logged_only, heads), undecided,
    )


def people_by(ctx: Context, scope: ImpactScope, pairs: Identities, axis: By) -> dict:
    """key -> people reached there, each group by itself: they do not add up."""
    links = axis.joined(named(scope).where(IS_REACHED))
    count = links.with_only_columns(axis.key, func.count(PERSON_ID.distinct())).group_by(axis.key)
    records: dict[Any, int] = dict(ctx.session.execute(count).all())
    doubtful = _persons_by(ctx, links.with_only_columns(axis.key, PERSON_ID).distinct(), pairs)
    heads = heads_by(ctx, scope, axis)
    return {
        group: interval(records.get(group, 0), pairs.undecided(doubtful[group]), heads.get(group, 0))
        for group in records.keys() | heads.keys()
    }


def heads_by(ctx: Context, scope: ImpactScope, axis: By) -> dict:
    """key -> heads counted without a name."""
    rows = axis.joined(visits(scope, axis.key, func.sum(unnamed_heads()))).group_by(axis.key)
    return {group: int(heads) for group, heads in ctx.session.execute(rows)}


def contacts_by(ctx: Context, scope: ImpactScope, axis: By) -> dict:
    """key -> person × visit pairs, and heads without a name."""
    pairs = axis.joined(named(scope, axis.key.label("key"), Visit.id.label("visit_id"), PERSON_ID.label("person_id")))
    table = pairs.distinct().subquery()
    rows = ctx.session.execute(select(table.c.key, func.count()).group_by(table.c.key))
    found: dict[Any, int] = dict(rows.all())
    heads = heads_by(ctx, scope, axis)
    return {group: found.get(group, 0) + heads.get(group, 0) for group in found.keys() | heads.keys()}


def contacts(ctx: Context, scope: ImpactScope, *conditions: ColumnElement[bool]) -> tuple[int, int]:
    """Named and unnamed contacts of the visits that also meet `conditions`."""
    pairs = named(scope, Visit.id, PERSON_ID).where(*conditions).distinct().subquery()
    names = ctx.session.scalar(select(func.count()).select_from(pairs))
    return names or 0, _heads(ctx, scope, *conditions)


def newly_reached(ctx: Context, scope: ImpactScope, pairs: Identities) -> int:
    """People whose first proven link in the scope's place, project and industry lies in its period."""
    ever = replace(scope, first_day=min(SINCE, scope.first_day))
    up_to_now = _first_days(ever).subquery()
    before = up_to_now.c.first_day < scope.first_day
    counts = ctx.session.execute(select(func.count(), func.count().filter(before)).select_from(up_to_now)).one()
    doubtful = _doubtful_first_days(ctx, ever, pairs)
    earlier = {person for person, day in doubtful.items() if day < scope.first_day}
    return (counts[0] - pairs.undecided(doubtful.keys())) - (counts[1] - pairs.undecided(earlier))


def cumulative(ctx: Context, scope: ImpactScope, pairs: Identities) -> list[MonthPoint]:
    """One point per month from the first with a counted visit (or the period's own) to the period's last."""
    firsts = _first_days(scope).subquery()
    month_of_first = func.extract("year", firsts.c.first_day) * 100 + func.extract("month", firsts.c.first_day)
    new = dict(ctx.session.execute(select(month_of_first, func.count()).group_by(month_of_first)).all())
    heads = heads_by(ctx, scope, BY_MONTH)
    doubtful = _doubtful_first_days(ctx, scope, pairs)
    timeline = list(months(_first_month(ctx, scope), scope.last_day))
    keys = [month.year * 100 + month.month for month in timeline]
    records = accumulate(new.get(key, 0) for key in keys)
    unnamed = accumulate(heads.get(key, 0) for key in keys)
    contacts = contacts_by(ctx, scope, BY_MONTH)
    return [
        MonthPoint(month, interval(count, pairs.undecided(_until(doubtful, key)), more), contacts.get(key, 0))
        for month, key, count, more in zip(timeline, keys, records, unnamed, strict=True)
    ]


def households(ctx: Context, scope: ImpactScope) -> int:
    """Distinct households of reached people, and household farms that confirmed a visit themselves."""
    person, contact, contact_person = aliased(Person), aliased(Person), aliased(Person)
    of_people = (
        named(scope, person.household_id.label("household")).join(person, person.id == PERSON_ID)
        .where(IS_REACHED, person.household_id.is_not(None))
    )
    of_farms = (
        select(func.coalesce(contact_person.household_id, -Farm.id))
        .select_from(Visit).join(Farm, Farm.id == Visit.farm_id)
        .outerjoin(contact, contact.id == Farm.contact_person_id)
        .outerjoin(contact_person, contact_person.id == func.coalesce(contact.same_as_id, contact.id))
        .where(*counted(scope), Farm.kind == FarmKind.HOUSEHOLD, Visit.status == VisitStatus.CONFIRMED)
    )
    return ctx.session.scalar(select(func.count()).select_from(of_people.union(of_farms).subquery())) or 0


def _heads(ctx: Context, scope: ImpactScope, *conditions: ColumnElement[bool]) -> int:
    return int(ctx.session.scalar(visits(scope, func.sum(unnamed_heads())).where(*conditions)) or 0)


def _persons_by(ctx: Context, query: Select, pairs: Identities) -> dict[object, set[int]]:
    """group -> the people of waiting pairs in it; `query` selects (group, person)."""
    found: dict[object, set[int]] = defaultdict(set)
    if pairs.records:
        for group, person in ctx.session.execute(query.where(_in_waiting_pair())):
            found[group].add(person)
    return found


def _in_waiting_pair() -> ColumnElement[bool]:
    """The person has a record in a waiting pair."""
    record = aliased(Person)
    return PERSON_ID.in_(
        select(func.coalesce(record.same_as_id, record.id))
        .join(IdentityPair, or_(IdentityPair.person_a_id == record.id, IdentityPair.person_b_id == record.id))
        .where(IdentityPair.decision == PairDecision.WAITING)
    )


def _first_days(scope: ImpactScope) -> Select:
    """Each reached person's first proven day."""
    return (
        named(scope, PERSON_ID.label("person_id"), func.min(Visit.service_day).label("first_day"))
        .where(IS_REACHED).group_by(PERSON_ID)
    )


def _doubtful_first_days(ctx: Context, scope: ImpactScope, pairs: Identities) -> dict[int, dt.date]:
    if not pairs.records:
        return {}
    return dict(ctx.session.execute(_first_days(scope).where(_in_waiting_pair())).all())


def _until(first_days: Mapping[int, dt.date], month: int) -> set[int]:
    return {person for person, day in first_days.items() if day.year * 100 + day.month <= month}


def _first_month(ctx: Context, scope: ImpactScope) -> dt.date:
    """A period without a beginning begins with its first counted visit."""
    if scope.first_day > SINCE:
        return scope.first_day
    return ctx.session.scalar(visits(scope, func.min(Visit.service_day))) or scope.last_day
