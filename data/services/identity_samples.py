"""How good is the engine here? A person judges pairs drawn at random, untold what the engine made of them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import InvalidInput, NotFound
from data.domain.identity import Pair
from data.domain.permissions import Permission, Subject, require
from data.domain.register import PairDecision
from data.models.person import IdentityPair, IdentitySample, IdentitySamplePair, Person
from data.queries.scope import check_role
from data.services import audit
from data.services.context import Context
from data.services.identity_run import FoundPair, found_pair, read_register
from data.services.numbers import touch_county

EACH_KIND = 25
LIKELIEST = 500


@dataclass(frozen=True)
class Drawn:
    """`joined`, `apart`: from how many pairs of each kind; `pairs` in the order in which they are to be shown, each
    with whether the engine joined it."""

    county: str
    joined: int
    apart: int
    pairs: tuple[tuple[FoundPair, bool], ...]


def draw_pairs(ctx: Context, county: str) -> Drawn:
    """Up to 25 of the pairs that the engine itself made one person, and 25 of the 500 likeliest that nobody was asked
    about; writes nothing. Raises NotAllowed unless the actor decides for the whole county."""
    require(ctx.actor, Permission.PERSON_MERGE, Subject(county))
    rng = random.Random(f"{county} {ctx.now.isoformat()}")  # noqa: S311 - a sample, not a secret
    joined = _joined_by_engine(ctx, county)
    found = read_register(ctx, county)
    likeliest = found.likeliest_apart(LIKELIEST)
    known = _spoken_of(ctx, county)
    ids = [int(record) for record in found.ids]
    apart = [
        pair for place in range(len(likeliest.a))
        if (pair := found_pair(likeliest, place, ids)).records not in known
    ]
    drawn = [
        *((pair, True) for pair in rng.sample(joined, min(EACH_KIND, len(joined)))),
        *((pair, False) for pair in rng.sample(apart, min(EACH_KIND, len(apart)))),
    ]
    rng.shuffle(drawn)
    return Drawn(county, len(joined), len(apart), tuple(drawn))


def keep_sample(ctx: Context, drawn: Drawn) -> int:
    """Write the sample, which takes the place of the one before: its id. Raises NotAllowed; InvalidInput sample_empty.
    """
    require(ctx.actor, Permission.PERSON_MERGE, Subject(drawn.county))
    if not drawn.pairs:
        raise InvalidInput("sample_empty")
    sample = IdentitySample(
        county_code=drawn.county, at=ctx.now, account_id=ctx.actor.account_id, joined=drawn.joined, apart=drawn.apart,
    )
    ctx.session.add(sample)
    ctx.session.flush()
    ctx.session.add_all(
        IdentitySamplePair(
            sample_id=sample.id, place=place, person_a_id=pair.records[0], person_b_id=pair.records[1],
            was_joined=was_joined, probability=pair.probability, evidence=pair.evidence,
        )
        for place, (pair, was_joined) in enumerate(drawn.pairs)
    )
    return sample.id


def judge(ctx: Context, sample_id: int, place: int, decision: PairDecision) -> bool:
    """One person or two, says somebody who was not told what the engine thinks; the first word stands.

    False when there was an earlier one and nothing was kept. Who is judged one person and counts as two waits for a
    decision from then on. Raises NotAllowed; NotFound pair_unknown.
    """
    check_role(ctx, Permission.PERSON_MERGE)
    sample = ctx.session.get(IdentitySample, sample_id)
    if sample is None:
        raise NotFound("pair_unknown", sample_id)
    require(ctx.actor, Permission.PERSON_MERGE, Subject(sample.county_code))
    touch_county(ctx, sample.county_code)
    pair = ctx.session.get(IdentitySamplePair, (sample_id, place), populate_existing=True)
    if pair is None:
        raise NotFound("pair_unknown", place)
    if pair.judged is not PairDecision.WAITING:
        return False
    pair.judged, pair.judged_by_id, pair.judged_at = decision, ctx.actor.account_id, ctx.now
    audit.record(ctx, "judge", "identity_sample", sample_id, place=place, decision=decision.value)
    if decision is PairDecision.SAME and not pair.was_joined:
        _ask_about(ctx, pair)
    return True


def _ask_about(ctx: Context, pair: IdentitySamplePair) -> None:
    ends = IdentityPair.person_a_id == pair.person_a_id, IdentityPair.person_b_id == pair.person_b_id
    if ctx.session.scalar(select(IdentityPair.id).where(*ends)) is None:
        ctx.session.add(IdentityPair(
            person_a_id=pair.person_a_id, person_b_id=pair.person_b_id, probability=pair.probability,
            evidence=pair.evidence,
        ))


def _joined_by_engine(ctx: Context, county: str) -> list[FoundPair]:
    rows = ctx.session.scalars(
        select(IdentityPair).join(Person, Person.id == IdentityPair.person_a_id).where(
            Person.county_code == county, IdentityPair.decision == PairDecision.SAME,
            IdentityPair.decided_by_id.is_(None), IdentityPair.probability.is_not(None),
        ).order_by(IdentityPair.id)
    )
    return [
        FoundPair((row.person_a_id, row.person_b_id), row.probability or 0.0, row.evidence, is_sure=True)
        for row in rows
    ]


def _spoken_of(ctx: Context, county: str) -> set[Pair]:
    rows = ctx.session.execute(
        select(IdentityPair.person_a_id, IdentityPair.person_b_id)
        .join(Person, Person.id == IdentityPair.person_a_id).where(Person.county_code == county)
    )
    return {(a, b) for a, b in rows}
