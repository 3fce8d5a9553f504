"""One person or two: decisions about pairs of records, each of them a step in a ledger and each to be taken back.

Who stands for whom (`Person.same_as_id`) follows from the pairs decided the same. Links of visits, farms and
households stay with the record they were written for and are read through it, so that taking a decision back restores
them exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from data.domain.errors import Conflict
from data.domain.identity import Groups, Pair
from data.domain.parts import in_parts
from data.domain.places import county_of
from data.domain.register import PairDecision
from data.models.account import Account
from data.models.person import IdentityPair, IdentityStep, Person
from data.queries.identity_pairs import find_pair
from data.services import audit
from data.services.context import Context
from data.services.numbers import touch_county


def decide(ctx: Context, pair_id: int, version: int, decision: PairDecision) -> None:
    """Say that the pair, seen at `version`, is one person (SAME) or two (DIFFERENT). Saying it again changes nothing.

    Raises NotAllowed; NotFound pair_unknown; Conflict pair_decided(who, at) when somebody was first, pair_changed,
    pair_contradicts(one, other) when the two people were told apart by another pair, pair_joined when other pairs make
    them one.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    pair = find_pair(ctx, pair_id, lock=True)
    if pair.decision is decision and pair.decided_by_id == ctx.actor.account_id:
        return
    if pair.decision is not PairDecision.WAITING:
        raise Conflict("pair_decided", pair.id, who=_who(ctx, pair), at=pair.decided_at)
    _check_version(pair, version)
    _check_consistent(ctx, pair, decision)
    _append_step(ctx, pair, decision)
    regroup(ctx, (pair.person_a_id, pair.person_b_id))


def take_back(ctx: Context, pair_id: int, version: int) -> None:
    """The pair, decided at `version`, waits again, and everything counts as if it had never been decided.

    Where it waits already nothing changes. Raises NotAllowed, NotFound pair_unknown, Conflict pair_changed.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    pair = find_pair(ctx, pair_id, lock=True)
    if pair.decision is PairDecision.WAITING:
        return
    _check_version(pair, version)
    _append_step(ctx, pair, PairDecision.WAITING)
    regroup(ctx, (pair.person_a_id, pair.person_b_id))


def _append_step(ctx: Context, pair: IdentityPair, decision: PairDecision) -> None:
    is_open = decision is PairDecision.WAITING
    pair.version += 1
    pair.decision = decision
    pair.decided_by_id, pair.decided_at = (None, None) if is_open else (ctx.actor.account_id, ctx.now)
    ctx.session.add(IdentityStep(
        pair_id=pair.id, version=pair.version, decision=decision, at=ctx.now, account_id=ctx.actor.account_id,
    ))
    ctx.session.flush()
    audit.record(ctx, decision.value, "identity_pair", pair.id, persons=[pair.person_a_id, pair.person_b_id])


def regroup(ctx: Context, person_ids: Collection[int]) -> None:
    """Let every record that hangs together with these point to the person it stands for now. After a step about two
    records, these two reach all that it concerns."""
    pairs = _pairs_around(ctx, person_ids)
    groups = Groups(pairs)
    concerned = {*person_ids, *(record for pair in pairs for record in pair)}
    for record in _persons(ctx, concerned):
        person = groups.person(record.id)
        record.same_as_id = None if person == record.id else person
    ctx.session.flush()


def _persons(ctx: Context, ids: Iterable[int]) -> list[Person]:
    """Records by id, also more of them than one statement may name."""
    wanted = sorted(ids)
    return [
        record for some in in_parts(wanted)
        for record in ctx.session.scalars(
            select(Person).where(Person.id.in_(some))
            .execution_options(populate_existing=True)
        )
    ]


def _pairs_around(ctx: Context, person_ids: Collection[int]) -> set[Pair]:
    """The pairs decided the same that lead from these records on, however far."""
    found: set[Pair] = set()
    seen: set[int] = set()
    edge = set(person_ids)
    while edge:
        seen |= edge
        pairs = set(_same_pairs(ctx, edge))
        found |= pairs
        edge = {record for pair in pairs for record in pair} - seen
    return found


def _same_pairs(ctx: Context, records: Collection[int]) -> Iterable[Pair]:
    wanted = sorted(records)
    for some in in_parts(wanted):
        rows = ctx.session.execute(
            select(IdentityPair.person_a_id, IdentityPair.person_b_id).where(
                IdentityPair.decision == PairDecision.SAME,
                or_(IdentityPair.person_a_id.in_(some), IdentityPair.person_b_id.in_(some)),
            )
        )
        yield from (tuple(row) for row in rows)


def _check_version(pair: IdentityPair, version: int) -> None:
    if pair.version != version:
        raise Conflict("pair_changed", pair.id)


def _check_consistent(ctx: Context, pair: IdentityPair, decision: PairDecision) -> None:
    """No two records decided different may be one person, whichever pairs lead from one to the other."""
    mine, theirs = (ctx.session.get_one(Person, record) for record in (pair.person_a_id, pair.person_b_id))
    people = {one.same_as_id or one.id for one in (mine, theirs)}
    if decision is PairDecision.DIFFERENT and len(people) == 1:
        raise Conflict("pair_joined", pair.id)
    if decision is PairDecision.SAME and (apart := _told_apart(ctx, people)):
        one, other = apart
        raise Conflict("pair_contradicts", pair.id, one=one, other=other)


def _told_apart(ctx: Context, people: set[int]) -> tuple[str, str] | None:
    """The names of two records of these two people that are decided different."""
    first, second = aliased(Person), aliased(Person)
    row = ctx.session.execute(
        select(first.name, second.name).select_from(IdentityPair)
        .join(first, first.id == IdentityPair.person_a_id).join(second, second.id == IdentityPair.person_b_id)
        .where(
            IdentityPair.decision == PairDecision.DIFFERENT,
            or_(first.id.in_(people), first.same_as_id.in_(people)),
            or_(second.id.in_(people), second.same_as_id.in_(people)),
        ).limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def _who(ctx: Context, pair: IdentityPair) -> str:
    account = ctx.session.get(Account, pair.decided_by_id) if pair.decided_by_id else None
    return account.name if account else ""
