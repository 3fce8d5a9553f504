"""Unassigned questions that the signed-in expert may claim: what is asked and where, not by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data.domain.permissions import Permission, Subject, allows
from data.domain.places import county_of, town_of
from data.domain.problem import TO_ASSIGN, Gate, Urgency
from data.models.place import County
from data.models.problem import Problem
from data.models.recommendation import Candidate, Recommendation
from data.queries.places import place_names
from data.queries.scope import check_role
from data.services.context import Context

CLAIMS = "claims"  # the county's setting; off unless it says true
SHOWN = 10


@dataclass(frozen=True)
class ClaimCard:
    """`place` is the town: who asks is told to whoever takes it on."""

    problem_id: int
    number: str
    title: str
    place: str
    urgency: Urgency
    due_at: dt.datetime | None
    created_at: dt.datetime


def claims_allowed(ctx: Context) -> bool:
    """Whether the actor's county lets experts claim."""
    return ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings.get(CLAIMS, False)


def claimable(ctx: Context) -> tuple[ClaimCard, ...]:
    """Those for which the expert stands on the latest recommendation, most pressing first, at most ten; none where the
    county does not allow it or the account does not reach all of it, and none that may be an epidemic.

    Raises NotAllowed.
    """
    check_role(ctx, Permission.PROBLEM_CLAIM)
    county_code = county_of(ctx.actor.area_code)
    may_claim = allows(ctx.actor, Permission.PROBLEM_CLAIM, Subject(county_code))
    if ctx.actor.expert_id is None or not may_claim or not claims_allowed(ctx):
        return ()
    latest = (
        select(func.max(Recommendation.id)).where(Recommendation.problem_id == Problem.id)
        .correlate(Problem).scalar_subquery()
    )
    rows = ctx.session.scalars(
        select(Problem).join(Candidate, Candidate.recommendation_id == latest).where(
            Candidate.expert_id == ctx.actor.expert_id, Problem.county_code == county_code,
            Problem.status.in_(TO_ASSIGN), or_(Problem.gate.is_(None), Problem.gate != Gate.ANIMAL_EPIDEMIC),
        ).order_by(Problem.due_at.is_(None), Problem.due_at, Problem.id).limit(SHOWN)
    ).all()
    towns = {row.id: town_of(row.current_place) or row.current_place for row in rows}
    names = place_names(ctx, set(towns.values()))
    return tuple(
        ClaimCard(
            row.id, row.number, row.title, names[towns[row.id]], row.urgency, row.due_at, row.created_at,
        )
        for row in rows
    )
