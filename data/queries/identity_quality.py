"""How good the engine is in a county: what it expects of itself, and what a person found in a sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import NotFound
from data.domain.permissions import Permission, Subject, require
from data.domain.rates import wilson
from data.domain.register import PairDecision
from data.models.person import IdentityPair, IdentityRun, IdentitySample, IdentitySamplePair, Person
from data.queries.identity_pair import PairPage, pair_of
from data.services.context import Context


@dataclass(frozen=True)
class Expected:
    """What the engine's latest run expects, shares from 0 to 1."""

    at: dt.datetime
    records: int
    people: float
    precision: float
    recall: float


@dataclass(frozen=True)
class Rate:
    """`hits` of `judged` drawn pairs, drawn from `population`; `low`, `high`: 95 % interval of the share."""

    hits: int
    judged: int
    drawn: int
    population: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.judged)


@dataclass(frozen=True)
class Wrong:
    """A pair that the engine made one person and somebody judged two: `pair_id` of the ledger."""

    pair_id: int
    names: tuple[str, str]


@dataclass(frozen=True)
class SampleFigures:
    """`right`: of pairs made one person, those judged so. `missed`: of the likeliest left two, those judged one person.
    `next_place`: the next to judge, None when all are."""

    sample_id: int
    at: dt.datetime
    right: Rate
    missed: Rate
    next_place: int | None
    wrong: tuple[Wrong, ...]

    @property
    def left(self) -> int:
        return self.right.drawn + self.missed.drawn - self.right.judged - self.missed.judged


@dataclass(frozen=True)
class Quality:
    """None where the engine has not run, or no sample was drawn."""

    expected: Expected | None
    sample: SampleFigures | None


def quality(ctx: Context, county: str) -> Quality:
    """Raises NotAllowed unless the actor decides for the whole county."""
    require(ctx.actor, Permission.PERSON_MERGE, Subject(county))
    return Quality(_expected(ctx, county), _sample(ctx, county))


def sample_pair(ctx: Context, county: str, sample_id: int, place: int) -> PairPage:
    """One pair to judge, as pairs are shown, but for what the engine thinks of it. Raises NotAllowed, NotFound."""
    require(ctx.actor, Permission.PERSON_MERGE, Subject(county))
    sample = ctx.session.get(IdentitySample, sample_id)
    row = ctx.session.get(IdentitySamplePair, (sample_id, place))
    if row is None or sample is None or sample.county_code != county:
        raise NotFound("pair_unknown", place)
    return pair_of(ctx, row.person_a_id, row.person_b_id, row.evidence)


def _expected(ctx: Context, county: str) -> Expected | None:
    run = ctx.session.scalar(
        select(IdentityRun).where(IdentityRun.county_code == county).order_by(IdentityRun.id.desc()).limit(1)
    )
    return run and Expected(run.at, run.records, run.expected_people, run.expected_precision, run.expected_recall)


def _sample(ctx: Context, county: str) -> SampleFigures | None:
    sample = ctx.session.scalar(
        select(IdentitySample).where(IdentitySample.county_code == county).order_by(IdentitySample.id.desc()).limit(1)
    )
    if sample is None:
        return None
    pairs = ctx.session.scalars(
        select(IdentitySamplePair).where(IdentitySamplePair.sample_id == sample.id).order_by(IdentitySamplePair.place)
    ).all()
    joined, apart = ([pair for pair in pairs if pair.was_joined is kind] for kind in (True, False))
    return SampleFigures(
        sample.id, sample.at, _rate(joined, sample.joined), _rate(apart, sample.apart),
        next((pair.place for pair in pairs if pair.judged is PairDecision.WAITING), None), _wrong(ctx, sample.id),
    )


def _rate(pairs: list[IdentitySamplePair], population: int) -> Rate:
    said = [pair.judged for pair in pairs if pair.judged is not PairDecision.WAITING]
    return Rate(said.count(PairDecision.SAME), len(said), len(pairs), population)


def _wrong(ctx: Context, sample_id: int) -> tuple[Wrong, ...]:
    """Those that still count as one person."""
    rows = ctx.session.scalars(
        select(IdentityPair).join(IdentitySamplePair, (IdentitySamplePair.person_a_id == IdentityPair.person_a_id)
                                  & (IdentitySamplePair.person_b_id == IdentityPair.person_b_id))
        .where(
            IdentitySamplePair.sample_id == sample_id, IdentitySamplePair.judged == PairDecision.DIFFERENT,
            IdentityPair.decision == PairDecision.SAME,
        ).order_by(IdentityPair.id)
    )
    return tuple(
        Wrong(pair.id, tuple(ctx.session.get_one(Person, end).name for end in (pair.person_a_id, pair.person_b_id)))
        for pair in rows
    )
