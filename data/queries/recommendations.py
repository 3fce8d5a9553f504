"""The latest stored recommendation of a problem, as it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.register import Title
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Candidate, Exclusion, Recommendation
from data.queries.scope import find, in_scope
from data.services.context import Context

COMPARED = ("ahead", "behind", "change")


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


FACTS = tuple(field.name for field in fields(Facts))


@dataclass(frozen=True)
class CaseView:
    """A past case as evidence. `words` are None where the reader may not see it; `outcome` confirmed, reported or
    unsolved."""

    problem_id: int
    day: dt.date | None
    crop: str | None
    outcome: str
    words: str | None


@dataclass(frozen=True)
class EvidenceView:
    """What a candidate's place rests on: cases of this field, words of the profile, where the person lives."""

    cases: tuple[CaseView, ...] = ()
    words: tuple[str, ...] = ()
    home: str | None = None


@dataclass(frozen=True)
class CandidateView:
    """`reasons` speak for and against; `compared` set the candidate beside the first (of the first, the second) and
    say what would make first."""

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
    compared: tuple[ReasonRow, ...] = ()
    evidence: EvidenceView = EvidenceView()


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


@dataclass(frozen=True)
class First:
    """Who stands first in the latest recommendation of a problem, the weightiest reason for it, and the `version` of
    the problem now."""

    recommendation_id: int
    expert_id: int
    name: str
    unit: str
    reason: ReasonRow | None
    version: int


def first_recommended(ctx: Context, problem_ids: Iterable[int]) -> dict[int, First]:
    """Problem -> who is first; without those beyond the actor's reach and those for whom nobody was recommended."""
    latest = (
        select(func.max(Recommendation.id)).where(Recommendation.problem_id == Problem.id)
        .correlate(Problem).scalar_subquery()
    )
    rows = ctx.session.execute(
        select(Problem.id, Problem.version, Candidate, Expert.name, Expert.unit)
        .select_from(Problem).join(Candidate, (Candidate.recommendation_id == latest) & (Candidate.rank == 1))
        .join(Expert, Expert.id == Candidate.expert_id)
        .where(Problem.id.in_(list(problem_ids)), in_scope(ctx.actor, Permission.PROBLEM_OVERSEE, Problem))
    )
    return {row.id: _first(row.Candidate, row.name, row.unit, row.version) for row in rows}


def recommendation_view(ctx: Context, problem_id: int) -> RecommendationView | None:
    """The latest recommendation; None before the first. For those who oversee an area.

    Raises NotAllowed, NotFound('problem_unknown').
    """
    problem = find(ctx, Permission.PROBLEM_OVERSEE, Problem, problem_id)
    made = ctx.session.scalar(
        select(Recommendation).where(Recommendation.problem_id == problem.id)
        .order_by(Recommendation.id.desc()).limit(1)
    )
    return None if made is None else _view(ctx, made)


def _first(one: Candidate, name: str, unit: str, version: int) -> First:
    told = (reason for reason in _reasons(one.reasons) if reason.kind == "plus")
    return First(one.recommendation_id, one.expert_id, name, unit, next(told, None), version)


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
    ).all()
    words = _case_words(ctx, (row.Candidate.facts.get("evidence") for row in rows))
    return tuple(_candidate(row.Candidate, row.Expert, words) for row in rows)


def _candidate(one: Candidate, expert: Expert, words: Mapping[int, str]) -> CandidateView:
    evidence, facts = one.facts.get("evidence"), {name: one.facts[name] for name in FACTS}
    reasons = _reasons(one.reasons)
    return CandidateView(
        expert_id=expert.id, rank=one.rank, name=expert.name, title=expert.title, subject=expert.subject,
        unit=expert.unit, ring=one.ring, total=one.total, parts=one.parts,
        facts=Facts(**{**facts, "fit": tuple((kind, code) for kind, code in facts["fit"])}),
        reasons=tuple(reason for reason in reasons if reason.kind not in COMPARED),
        compared=tuple(reason for reason in reasons if reason.kind in COMPARED),
        evidence=_evidence(evidence, words) if evidence else EvidenceView(),
    )


def _case_words(ctx: Context, stored: Iterable[dict | None]) -> dict[int, str]:
    """Problem id -> words, of the cases that the reader may see."""
    ids = {case["id"] for evidence in stored if evidence for case in evidence["cases"]}
    visible = in_scope(ctx.actor, Permission.PROBLEM_READ, Problem)
    rows = ctx.session.execute(select(Problem.id, Problem.text).where(Problem.id.in_(ids), visible))
    return {row.id: row.text for row in rows}


def _evidence(stored: dict, words: Mapping[int, str]) -> EvidenceView:
    cases = tuple(
        CaseView(
            one["id"], dt.date.fromisoformat(one["day"]) if one["day"] else None, one["crop"], one["outcome"],
            words.get(one["id"]),
        )
        for one in stored["cases"]
    )
    return EvidenceView(cases, tuple(stored["words"]), stored["home"])


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
