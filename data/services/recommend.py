"""Who should handle a problem, and why: run the engine, store its answer whole, explain one expert."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import ScalarSelect, func, select

from data.domain.errors import NotFound
from data.domain.permissions import Permission
from data.domain.problem import ProblemEventKind
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Candidate, Exclusion, Recommendation
from data.queries.matching_inputs import barred_experts, problem_query, travel_minutes
from data.queries.scope import find
from data.services.context import Context
from data.services.engines import ranker_for
from data.services.events import append_event
from matching import ranking


class Verdict(StrEnum):
    """Can this expert take that problem?"""

    YES = "yes"
    NOT_FREE = "not_free"      # a hard rule, a conflict or a wish speaks against it; nobody can pass over that
    NOT_FIELD = "not_field"    # another field; the officer may know better
    NOT_NEEDED = "not_needed"  # from outside, and enough fit inside; the officer may know better
    NOBODY = "nobody"          # not a matter for experts, or not clear yet what is asked


@dataclass(frozen=True)
class ExpertCheck:
    """Why (not) this expert, now. `rank` from 1 among the qualified; None with the reasons why not."""

    expert_id: int
    name: str
    verdict: Verdict
    rank: int | None
    total: float | None
    parts: Mapping[str, float]
    reasons: tuple[ranking.Reason, ...]


def recommend_for(ctx: Context, problem_id: int) -> int:
    """Recommend afresh for a problem that waits for assignment: the recommendation's id.

    Raises NotAllowed, NotFound, Conflict('step_not_possible').
    """
    return store_recommendation(ctx, find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True))


def is_outdated(ctx: Context, problem_id: int) -> bool:
    """Would today's answer differ from the stored one: other experts, another order, other work in hand, or none yet?

    Raises NotAllowed, NotFound.
    """
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id)
    stored = ctx.session.scalars(
        select(Candidate).where(Candidate.recommendation_id == _latest(problem_id)).order_by(Candidate.rank)
    )
    now = [(one.expert_id, one.facts.open) for one in run_engine(ctx, problem).candidates]
    has_one = ctx.session.scalar(select(_latest(problem_id))) is not None
    return not has_one or [(one.expert_id, one.facts["open"]) for one in stored] != now


def store_recommendation(ctx: Context, problem: Problem) -> int:
    """Run the engine for a locked problem, store the answer with its event: the recommendation's id."""
    run = _run(ctx, problem)
    made = run.recommend()
    row = Recommendation(
        problem_id=problem.id, made_at=ctx.now, policy_version=made.policy_version, rung=made.rung,
        steps=_reasons(made.steps), pool_size=made.pool_size, qualified=made.qualified,
        runner_up=asdict(made.runner_up) if made.runner_up else None,
        query={
            "problem": {**asdict(run.query), "day": ctx.today.isoformat()}, "policy": run.ranker.policy.to_dict(),
        },
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.session.add_all([*_candidates(row.id, made), *_exclusions(row.id, made)])
    append_event(ctx, problem, ProblemEventKind.RECOMMENDED, recommendation_id=row.id, rung=made.rung)
    return row.id


def run_engine(ctx: Context, problem: Problem) -> ranking.Recommendation:
    """The engine's answer on the data of this transaction; nothing is stored."""
    return _run(ctx, problem).recommend()


def run_engines(
    ctx: Context, ranker: ranking.Ranker, problems: Iterable[Problem],
) -> Iterator[ranking.Recommendation]:
    """`run_engine` for many problems of one county, one after the other, with their `ranker_for` at hand."""
    for problem in problems:
        yield _run(ctx, problem, ranker).recommend()


def explain_expert(ctx: Context, problem_id: int, expert_id: int) -> ExpertCheck:
    """Can this expert take that problem? For any pair, as of now, in the same words as a recommendation.

    Raises NotAllowed, NotFound('problem_unknown' or 'expert_unknown').
    """
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id)
    expert = find(ctx, Permission.EXPERT_READ, Expert, expert_id)
    if expert.county_code != problem.county_code:
        raise NotFound("expert_unknown", expert_id)
    run = _run(ctx, problem)
    made, reasons = run.recommend(), run.explain(expert_id)
    place = next((one for one in made.candidates if one.expert_id == expert_id), None)
    missed = next((one for one in made.not_qualified if one.expert_id == expert_id), None)
    parts = place.parts if place else missed.parts if missed else {}
    return ExpertCheck(
        expert_id=expert_id, name=expert.name, verdict=_verdict(made, expert_id), rank=place.rank if place else None,
        total=place.total if place else None, parts=parts, reasons=tuple(reasons),
    )


def _verdict(made: ranking.Recommendation, expert_id: int) -> Verdict:
    if expert_id in made.exclusions:
        return Verdict.NOT_FREE
    if any(one.expert_id == expert_id for one in made.candidates):
        return Verdict.YES
    if any(one.expert_id == expert_id for one in made.not_qualified):
        return Verdict.NOT_FIELD
    return Verdict.NOT_NEEDED if made.candidates else Verdict.NOBODY


def _latest(problem_id: int) -> ScalarSelect[int]:
    return select(func.max(Recommendation.id)).where(Recommendation.problem_id == problem_id).scalar_subquery()


@dataclass(frozen=True)
class _Run:
    """The engine with all its input for one problem, read once."""

    ranker: ranking.Ranker
    query: ranking.ProblemQuery
    now: dt.datetime
    travel_minutes: Mapping[int, int]
    barred: Mapping[int, str]

    def recommend(self) -> ranking.Recommendation:
        return self.ranker.recommend(self.query, self.now, self.travel_minutes, self.barred)

    def explain(self, expert_id: int) -> tuple[ranking.Reason, ...]:
        return self.ranker.explain(self.query, expert_id, self.now, self.travel_minutes, self.barred)


def _run(ctx: Context, problem: Problem, ranker: ranking.Ranker | None = None) -> _Run:
    """`now` in Beijing's zone: the engine takes its date for today's."""
    return _Run(
        ranker or ranker_for(ctx, problem.county_code), problem_query(ctx, problem), ctx.now.astimezone(BEIJING),
        travel_minutes(ctx, problem.county_code, problem.current_place), barred_experts(ctx, problem),
    )


def _candidates(recommendation_id: int, made: ranking.Recommendation) -> list[Candidate]:
    return [
        Candidate(
            recommendation_id=recommendation_id, expert_id=one.expert_id, rank=one.rank, ring=one.ring,
            total=one.total, parts=dict(one.parts), facts=asdict(one.facts) | {"evidence": asdict(one.evidence)},
            reasons=_reasons((*one.reasons, *one.compared)),
        )
        for one in made.candidates
    ]


def _exclusions(recommendation_id: int, made: ranking.Recommendation) -> list[Exclusion]:
    by_rule = [(expert_id, reasons, None) for expert_id, reasons in made.exclusions.items()]
    by_subject = [(one.expert_id, one.reasons, dict(one.parts)) for one in made.not_qualified]
    return [
        Exclusion(recommendation_id=recommendation_id, expert_id=expert_id, reasons=_reasons(reasons), parts=parts)
        for expert_id, reasons, parts in by_rule + by_subject
    ]


def _reasons(reasons: Iterable[ranking.Reason]) -> list[dict]:
    return [asdict(reason) for reason in reasons]
