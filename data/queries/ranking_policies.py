"""Which weights recommend in a county, and how the officers have chosen beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.models.account import Account
from data.models.problem import Problem
from data.models.ranking_policy import RankingPolicy
from data.models.recommendation import Assignment, Candidate
from data.queries.scope import check_role
from data.services.context import Context
from matching.ranking import Policy


@dataclass(frozen=True)
class PolicyView:
    """`adopted_*` are None while the hand-set weights stand. `chosen`: how often who was first, and who was not, was
    assigned of those recommended since the log began; `overrides`: reason -> times."""

    id: int | None
    version: str
    weights: Mapping[str, float]
    adopted_by: str | None
    adopted_at: dt.datetime | None
    chosen: tuple[int, int]
    overrides: Mapping[str, int]


def standing_policy(ctx: Context, county_code: str) -> RankingPolicy | None:
    """The county's learned weights, if it has adopted any."""
    return ctx.session.scalar(
        select(RankingPolicy).where(RankingPolicy.county_code == county_code, RankingPolicy.ended_at.is_(None))
        .order_by(RankingPolicy.id.desc()).limit(1)
    )


def policy_view(ctx: Context) -> PolicyView:
    """Of the actor's county. Raises NotAllowed."""
    check_role(ctx, Permission.POLICY_READ)
    county = county_of(ctx.actor.area_code)
    row, prior = standing_policy(ctx, county), Policy()
    return PolicyView(
        row.id if row else None, row.version if row else prior.version, row.weights if row else dict(prior.weights),
        ctx.session.get_one(Account, row.adopted_by_id).name if row else None, row.adopted_at if row else None,
        _chosen(ctx, county), _overrides(ctx, county),
    )


def _chosen(ctx: Context, county: str) -> tuple[int, int]:
    """(the first, somebody else) among assignments that followed a stored recommendation."""
    shown = and_(
        Candidate.recommendation_id == Assignment.recommendation_id, Candidate.expert_id == Assignment.expert_id,
    )
    ranks = ctx.session.scalars(
        select(Candidate.rank).join(Assignment, shown).join(Problem, Problem.id == Assignment.problem_id)
        .where(Problem.county_code == county)
    ).all()
    first = sum(rank == 1 for rank in ranks)
    return first, len(ranks) - first


def _overrides(ctx: Context, county: str) -> dict[str, int]:
    rows = ctx.session.execute(
        select(Assignment.override_reason, func.count()).join(Problem, Problem.id == Assignment.problem_id)
        .where(Problem.county_code == county, Assignment.override_reason.is_not(None))
        .group_by(Assignment.override_reason).order_by(func.count().desc(), Assignment.override_reason)
    )
    return {row.override_reason: row.count for row in rows if row.override_reason}
