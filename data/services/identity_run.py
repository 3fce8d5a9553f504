"""The engine asked about all records of a county: first a look, which may take seconds, then one short transaction.

What it is sure of becomes a decision of its own, to be taken back like any other; what it cannot know waits for a
person. It never speaks of two people whom the ledger has a pair of already, so a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import Refused
from data.domain.identity import Groups, Pair, is_of_key
from data.domain.permissions import Permission, Subject, require
from data.domain.register import PairDecision
from data.models.person import IdentityPair, IdentityRun, IdentityStep, Person
from data.services.context import Context
from data.services.identities import regroup
from data.services.numbers import touch_county
from matching.identity import Columns, DecidedPairs, Identification, coded, identify


@dataclass(frozen=True)
class FoundPair:
    """Two records, smaller id first. `is_sure`: the engine joins them; else a person is asked."""

    records: Pair
    probability: float
    evidence: list[list]
    is_sure: bool


@dataclass(frozen=True)
class Findings:
    """What the engine says of the records of a county. `pairs`: the sure ones first, likeliest first; of the sure ones
    just those that hold a person together. `waiting`: what it says of those that wait for a decision already."""

    county: str
    records: int
    people: int
    expected_people: float
    expected_precision: float
    expected_recall: float
    pairs: tuple[FoundPair, ...]
    waiting: tuple[FoundPair, ...]
    is_mostly_duplicates: bool


@dataclass(frozen=True)
class RunResult:
    """Pairs that are new in the ledger."""

    joined: int
    asked: int


def look_for_pairs(ctx: Context, county: str) -> Findings:
    """Ask the engine about every record of the county; writes nothing. Raises NotAllowed unless the actor decides for
    the whole county; without an actor it is the desk itself."""
    _check_allowed(ctx, county)
    found = read_register(ctx, county)
    outcome = found.outcome
    return Findings(
        county, len(found.ids), outcome.high, outcome.expected_people, outcome.precision, outcome.recall,
        tuple(_pairs(found)), tuple(_judged(found, _waiting(ctx, county))), found.is_mostly_duplicates,
    )


def read_register(ctx: Context, county: str) -> Identification:
    """What the engine makes of every record of the county. The caller has checked who asks."""
    records = ctx.session.execute(select(*COLUMNS).where(Person.county_code == county).order_by(Person.id)).all()
    return identify(columns_of(ctx, records), ctx.today.year)


def found_pair(pairs: DecidedPairs, place: int, ids: Sequence[int]) -> FoundPair:
    """The pair at `place`; `ids` of the records that the engine numbers."""
    a, b = sorted((ids[pairs.a[place]], ids[pairs.b[place]]))
    said = [list(one) for one in coded(pairs.levels[place], pairs.ratios[place])]
    return FoundPair((a, b), float(pairs.probability[place]), said, not pairs.is_asked[place])


COLUMNS = (
    Person.id, Person.name, Person.phone, Person.id_hash, Person.id_check_right, Person.birth_year,
    Person.current_place, Person.household_id,
)


def columns_of(ctx: Context, records: Iterable) -> Columns:
    """Rows of COLUMNS as the engine reads them: identity numbers as hashes with the result of their check."""
    own = ctx.runtime.identity_key.prefix()
    rows = [
        (
            str(one.id), one.name, one.phone or "", _number(own, one.id_hash, one.id_check_right),
            str(one.birth_year or ""), one.current_place, str(one.household_id or ""),
        )
        for one in records
    ]
    return Columns(*map(list, zip(*rows, strict=True))) if rows else Columns(*([] for _ in range(7)))


def _number(own: str | None, id_hash: str | None, is_right: bool | None) -> str:
    if not is_of_key(own, id_hash):
        return ""
    return f"hash:{id_hash}" if is_right else f"hash-bad-check:{id_hash}"


def keep_findings(ctx: Context, found: Findings) -> RunResult:
    """Write what the ledger does not know yet. Evidence is renewed where nobody has decided.

    Raises Refused mostly_duplicates(records, people): more than half of the records repeat another one, which is a list
    loaded twice rather than people; nothing is written. Raises NotAllowed as `look_for_pairs`.
    """
    _check_allowed(ctx, found.county)
    if found.is_mostly_duplicates:
        raise Refused("mostly_duplicates", records=found.records, people=found.people)
    touch_county(ctx, found.county)
    new = write_unknown(ctx, found.pairs, _ledger_of(ctx, found.county), found.waiting)
    joined = sum(pair.is_sure for pair in new)
    ctx.session.add(IdentityRun(
        county_code=found.county, at=ctx.now, account_id=ctx.signed_in.account_id if ctx.signed_in else None,
        records=found.records, joined=joined, asked=len(new) - joined, expected_people=found.expected_people,
        expected_precision=found.expected_precision, expected_recall=found.expected_recall,
    ))
    return RunResult(joined, len(new) - joined)


def _check_allowed(ctx: Context, county: str) -> None:
    if ctx.signed_in:
        require(ctx.actor, Permission.PERSON_MERGE, Subject(county))


def write_unknown(
    ctx: Context, pairs: Iterable[FoundPair], kept: dict[Pair, IdentityPair], waiting: Iterable[FoundPair],
) -> list[FoundPair]:
    """Write those of `pairs` that are about two people of whom the ledger, `kept`, has not spoken; evidence is renewed
    for `waiting`. Hold the county's row."""
    for pair in waiting:
        row = kept.get(pair.records)
        if row and row.decision is PairDecision.WAITING and row.evidence != pair.evidence:
            row.probability, row.evidence = pair.probability, pair.evidence
    groups = Groups(
        (records for records, row in kept.items() if row.decision is PairDecision.SAME),
        (records for records, row in kept.items() if row.decision is not PairDecision.SAME),
    )
    new = list(_unknown(pairs, groups))
    _write(ctx, new)
    return new


def _write(ctx: Context, pairs: Iterable[FoundPair]) -> None:
    rows = [_row(ctx, pair) for pair in pairs]
    ctx.session.add_all(rows)
    ctx.session.flush()
    joined = [row for row in rows if row.decision is PairDecision.SAME]
    ctx.session.add_all(
        IdentityStep(pair_id=row.id, version=row.version, decision=row.decision, at=ctx.now) for row in joined
    )
    regroup(ctx, {record for row in joined for record in (row.person_a_id, row.person_b_id)})


def _row(ctx: Context, pair: FoundPair) -> IdentityPair:
    a, b = pair.records
    return IdentityPair(
        person_a_id=a, person_b_id=b, decision=PairDecision.SAME if pair.is_sure else PairDecision.WAITING,
        decided_at=ctx.now if pair.is_sure else None, probability=pair.probability, evidence=pair.evidence, version=1,
    )


def _pairs(found: Identification) -> Iterator[FoundPair]:
    ids, groups = [int(record) for record in found.ids], Groups()
    pairs = (found_pair(found.pairs, place, ids) for place in range(len(found.pairs.a)))
    for pair in sorted(pairs, key=lambda pair: (not pair.is_sure, -pair.probability)):
        if pair.is_sure and groups.person(pair.records[0]) == groups.person(pair.records[1]):
            continue
        if pair.is_sure:
            groups.join(*pair.records)
        yield pair


def _judged(found: Identification, wanted: list[Pair]) -> Iterator[FoundPair]:
    ids = [int(record) for record in found.ids]
    place_of = {record: place for place, record in enumerate(ids)}
    pairs = found.judge(*([place_of[pair[end]] for pair in wanted] for end in (0, 1)))
    return (found_pair(pairs, place, ids) for place in range(len(wanted)))


def _waiting(ctx: Context, county: str) -> list[Pair]:
    rows = ctx.session.execute(
        select(IdentityPair.person_a_id, IdentityPair.person_b_id)
        .join(Person, Person.id == IdentityPair.person_a_id)
        .where(Person.county_code == county, IdentityPair.decision == PairDecision.WAITING)
    )
    return [(a, b) for a, b in rows]


def _unknown(pairs: Iterable[FoundPair], groups: Groups) -> Iterator[FoundPair]:
    """Those about two people whom the ledger has not spoken of, each told to `groups`."""
    for pair in pairs:
        if groups.is_settled(*pair.records):
            continue
        (groups.join if pair.is_sure else groups.note)(*pair.records)
        yield pair


def _ledger_of(ctx: Context, county: str) -> dict[Pair, IdentityPair]:
    rows = ctx.session.scalars(
        select(IdentityPair).join(Person, Person.id == IdentityPair.person_a_id).where(Person.county_code == county)
        .execution_options(populate_existing=True)
    )
    return {(pair.person_a_id, pair.person_b_id): pair for pair in rows}
