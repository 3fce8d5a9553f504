"""The latest stored recommendation of a problem, as it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import NotAllowed
from data.domain.permissions import Permission, Reach, reach_of
from data.domain.register import Title
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Candidate, Exclusion, Recommendation
from data.queries.scope import find
from data.services.context import Context


@dataclass(frozen=True)
class ReasonRow:
    """kind: plus, minus, no or step. The sentence is `data.i18n.reasons.sentence(code, params, …)`."""

    kind: str
    code: str
    params: Mapping


@dataclass(frozen=True)
class Facts:
    """The four facts of a card. `fit`: (kind, code or name) pairs; `minutes` by road, about, None if unknown."""

    fit: tuple[tuple[str, str], ...]
    minutes: int | None
    open: int
    max_open: int
    solved: int
    confirmed: int


@dataclass(frozen=True)
class CandidateView:
    expert_id: int
    rank: int
    name: str
    title: Title
    subject: str
    unit: str
    ring: str
    total: float
    parts: Mapping[str, float]
    facts: Facts
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class ExclusionView:
    """Not offered: by a hard rule, or (`by_subject`) because the field does not fit."""

    expert_id: int
    name: str
    by_subject: bool
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class RecommendationView:
    """`candidates` are the ones to show, best first. `runner_up`'s reason names its expert in `runner_up_name`."""

    id: int
    made_at: dt.datetime
    policy_version: str
    weights: Mapping[str, float]
    rung: str
    steps: tuple[ReasonRow, ...]
    pool_size: int
    qualified: int
    candidates: tuple[CandidateView, ...]
    runner_up: ReasonRow | None
    runner_up_name: str | None
    exclusions: tuple[ExclusionView, ...]


def recommendation_view(ctx: Context, problem_id: int) -> RecommendationView | None:
    """The latest recommendation; None before the first. For those who oversee an area.

    Raises NotAllowed, NotFound('problem_unknown').
    """
    if reach_of(ctx.actor.role, Permission.PROBLEM_READ) is not Reach.AREA:
        raise NotAllowed("not_allowed", Permission.PROBLEM_READ.value)
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    made = ctx.session.scalar(
        select(Recommendation).where(Recommendation.problem_id == problem.id)
        .order_by(Recommendation.id.desc()).limit(1)
    )
    return None if made is None else _view(ctx, made)


def _view(ctx: Context, made: Recommendation) -> RecommendationView:
    policy = made.query["policy"]
    runner_up = _reason(made.runner_up) if made.runner_up else None
    return RecommendationView(
        id=made.id, made_at=made.made_at, policy_version=made.policy_version, weights=policy["weights"],
        rung=made.rung, steps=_reasons(made.steps), pool_size=made.pool_size, qualified=made.qualified,
        candidates=_candidates(ctx, made, policy["wanted"]), runner_up=runner_up,
        runner_up_name=ctx.session.get_one(Expert, runner_up.params["expert_id"]).name if runner_up else None,
        exclusions=_exclusions(ctx, made),
    )


def _candidates(ctx: Context, made: Recommendation, wanted: int) -> tuple[CandidateView, ...]:
    rows = ctx.session.execute(
        select(Candidate, Expert).join(Expert, Expert.id == Candidate.expert_id)
        .where(Candidate.recommendation_id == made.id, Candidate.rank <= wanted).order_by(Candidate.rank)
    )
    return tuple(_candidate(row.Candidate, row.Expert) for row in rows)


def _candidate(one: Candidate, expert: Expert) -> CandidateView:
    fit = tuple((kind, code) for kind, code in one.facts["fit"])
    return CandidateView(
        expert_id=expert.id, rank=one.rank, name=expert.name, title=expert.title, subject=expert.subject,
        unit=expert.unit, ring=one.ring, total=one.total, parts=one.parts, facts=Facts(**{**one.facts, "fit": fit}),
        reasons=_reasons(one.reasons),
    )


def _exclusions(ctx: Context, made: Recommendation) -> tuple[ExclusionView, ...]:
    rows = ctx.session.execute(
        select(Exclusion, Expert.name).join(Expert, Expert.id == Exclusion.expert_id)
        .where(Exclusion.recommendation_id == made.id).order_by(Expert.pinyin, Expert.id)
    )
    return tuple(
        ExclusionView(one.expert_id, name, one.parts is not None, _reasons(one.reasons)) for one, name in rows
    )


def _reasons(stored: Iterable[dict]) -> tuple[ReasonRow, ...]:
    return tuple(_reason(one) for one in stored)


def _reason(stored: dict) -> ReasonRow:
    return ReasonRow(stored["kind"], stored["code"], stored["params"])
