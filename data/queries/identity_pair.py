"""One pair of records to decide: both sides by open name, the evidence field by field, both histories."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from data.domain.contact import mask_alike
from data.domain.register import PairDecision
from data.domain.stakes import NOTHING, Stakes
from data.models.account import Account
from data.models.person import Household, IdentityStep, Person
from data.queries.identity_pairs import find_pair
from data.queries.identity_stakes import stakes_of
from data.queries.person_history import Reached, visits_of, visits_together
from data.queries.places import place_names
from data.services.context import Context


@dataclass(frozen=True)
class Side:
    """One of the two records. `phone` is masked but for what differs from the other one. `other_records`: how many
    further records are the same person already. `visits`: those that name this very record."""

    person_id: int
    name: str
    phone: str
    place: str
    household: str
    birth_year: int | None
    id_hash: str | None
    other_records: int
    visits: tuple[Reached, ...]


@dataclass(frozen=True)
class Said:
    """One field's evidence: the engine's code, and bits for (+) or against (-) one person."""

    field: str
    code: str
    bits: float


@dataclass(frozen=True)
class Step:
    """`who`: '' for the engine."""

    decision: PairDecision
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class PairPage:
    """`together`: counted visits that name both records. `stakes`: of a pair that waits. `pair_id` 0: two
    records of which the ledger has no pair."""

    sides: tuple[Side, Side]
    evidence: dict[str, Said]
    together: int
    pair_id: int = 0
    version: int = 0
    decision: PairDecision = PairDecision.WAITING
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    probability: float | None = None
    steps: tuple[Step, ...] = ()
    stakes: Stakes = NOTHING


def pair_page(ctx: Context, pair_id: int) -> PairPage:
    """The pair with all that helps to decide it. Raises NotAllowed('not_allowed'), NotFound('pair_unknown')."""
    pair = find_pair(ctx, pair_id)
    decider = ctx.session.get(Account, pair.decided_by_id) if pair.decided_by_id else None
    return replace(
        pair_of(ctx, pair.person_a_id, pair.person_b_id, pair.evidence),
        pair_id=pair.id, version=pair.version, decision=pair.decision, decided_by=decider.name if decider else "",
        decided_at=pair.decided_at, probability=pair.probability, steps=_steps(ctx, pair.id),
        stakes=stakes_of(ctx, *_records(ctx, pair.person_a_id, pair.person_b_id)),
    )


def pair_of(ctx: Context, person_a_id: int, person_b_id: int, evidence: list) -> PairPage:
    """Two records side by side, as a pair of which nobody has said anything. The caller has checked who looks."""
    one, other = _records(ctx, person_a_id, person_b_id)
    phones = mask_alike(one.phone, other.phone)
    return PairPage(
        (_side(ctx, one, phones[0]), _side(ctx, other, phones[1])),
        {field: Said(field, code, bits) for field, code, bits in evidence}, visits_together(ctx, one.id, other.id),
    )


def _records(ctx: Context, person_a_id: int, person_b_id: int) -> tuple[Person, Person]:
    return ctx.session.get_one(Person, person_a_id), ctx.session.get_one(Person, person_b_id)


def records_of(ctx: Context, person: Person) -> tuple[int, ...]:
    """The ids of all records that are this person."""
    stands_for = person.same_as_id or person.id
    rows = select(Person.id).where(or_(Person.id == stands_for, Person.same_as_id == stands_for)).order_by(Person.id)
    return tuple(ctx.session.scalars(rows))


def _side(ctx: Context, person: Person, phone: str) -> Side:
    household = ctx.session.get(Household, person.household_id) if person.household_id else None
    return Side(
        person.id, person.name, phone, place_names(ctx, [person.current_place]).get(person.current_place, ""),
        household.head_name if household else "", person.birth_year, person.id_hash, len(records_of(ctx, person)) - 1,
        visits_of(ctx, [person.id]),
    )


def _steps(ctx: Context, pair_id: int) -> tuple[Step, ...]:
    rows = ctx.session.execute(
        select(IdentityStep.decision, Account.name, IdentityStep.at)
        .outerjoin(Account, Account.id == IdentityStep.account_id)
        .where(IdentityStep.pair_id == pair_id).order_by(IdentityStep.version)
    )
    return tuple(Step(decision, who or "", at) for decision, who, at in rows)
