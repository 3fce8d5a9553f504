"""Records that have just been added, held against the register and against each other before anybody counts them twice.

The engine keeps what the register taught it; people added since are compared as part of the batch, so that a typed name
costs milliseconds and not a second reading of everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data.domain.identity import Pair
from data.models.person import IdentityPair, Person
from data.services.context import Context
from data.services.identity_run import COLUMNS, FoundPair, columns_of, write_unknown
from matching.identity import Answer, Match, Register, coded

SINCE_MOST = 300
PROOF = {("phone", "phone_same"), ("id_number", "id_same")}


@dataclass(frozen=True)
class Fitted:
    """A register as the engine read it: all people of the county up to `last_id`."""

    last_id: int
    records: int
    year: int
    register: Register


def look_at_new(ctx: Context, county: str, person_ids: Collection[int], *, may_join: bool = True) -> None:
    """Pairs for these new records of the county. Hold its row.

    Joined at once, where that is wanted, is only whom the engine is sure of and who shares a telephone or an identity
    number with the other; a name alone always waits for a person. Pairs that exist already get their evidence.
    """
    if not person_ids:
        return
    fitted = _fitted(ctx, county, min(person_ids) - 1)
    since = Person.county_code == county, Person.id > fitted.last_id
    batch = ctx.session.execute(select(*COLUMNS).where(*since).order_by(Person.id)).all()
    matches = fitted.register.check(columns_of(ctx, batch)).matches
    found = _pairs(matches, set(person_ids), may_join=may_join)
    pairs = sorted(found, key=lambda pair: (not pair.is_sure, -pair.probability))
    write_unknown(ctx, pairs, _ledger_around(ctx, {record for pair in pairs for record in pair.records}), pairs)


def warm(ctx: Context, county: str) -> None:
    """Read the register before it is due: it takes seconds, and whoever typed the next name would hold the county
    meanwhile. Writes nothing."""
    last_id = ctx.session.scalar(select(func.max(Person.id)).where(Person.county_code == county))
    if last_id is not None:
        _fitted(ctx, county, last_id, since_most=SINCE_MOST // 2)


def _ledger_around(ctx: Context, records: set[int]) -> dict[Pair, IdentityPair]:
    """All pairs of the people whom these records stand for."""
    people = select(func.coalesce(Person.same_as_id, Person.id)).where(Person.id.in_(records))
    members = select(Person.id).where(or_(Person.id.in_(people), Person.same_as_id.in_(people)))
    rows = ctx.session.scalars(select(IdentityPair).where(
        or_(IdentityPair.person_a_id.in_(members), IdentityPair.person_b_id.in_(members))
    ))
    return {(pair.person_a_id, pair.person_b_id): pair for pair in rows}


def _pairs(matches: list[Match], new: set[int], *, may_join: bool) -> Iterator[FoundPair]:
    for match in matches:
        records = tuple(sorted((int(match.new_id), int(match.known_id))))
        if new.isdisjoint(records) or match.answer is Answer.DIFFERENT:
            continue
        said = [list(one) for one in coded(match.levels, match.ratios)]
        is_proven = any((field, code) in PROOF for field, code, _bits in said)
        yield FoundPair(records, match.probability, said, may_join and match.answer is Answer.SAME and is_proven)


def _fitted(ctx: Context, county: str, last_id: int, since_most: int = SINCE_MOST) -> Fitted:
    """What the process remembers of the county; read anew, up to `last_id`, when more than `since_most` have come
    since, or with a new year."""
    key = f"identity {county}"
    with ctx.runtime.lock:
        known: Fitted | None = ctx.runtime.fitted.get(key)
    if known and known.year == ctx.today.year and known.last_id <= last_id and _still_holds(
        ctx, county, known, since_most,
    ):
        return known
    rows = ctx.session.execute(
        select(*COLUMNS).where(Person.county_code == county, Person.id <= last_id).order_by(Person.id)
    ).all()
    fitted = Fitted(last_id, len(rows), ctx.today.year, Register(columns_of(ctx, rows), ctx.today.year))
    with ctx.runtime.lock:
        ctx.runtime.fitted[key] = fitted
    return fitted


def _still_holds(ctx: Context, county: str, known: Fitted, since_most: int) -> bool:
    """Nobody was taken out of it, and not too many have come since."""
    is_known = Person.id <= known.last_id
    there, since = ctx.session.execute(
        select(func.count().filter(is_known), func.count().filter(~is_known)).where(Person.county_code == county)
    ).one()
    return there == known.records and since <= since_most
