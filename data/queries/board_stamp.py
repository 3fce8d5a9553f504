"""What a proposal of the board hangs on, in numbers that move whenever it might come out differently."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from sqlalchemy import func, select

from data.domain.places import county_of
from data.domain.problem import TO_ASSIGN, WITH_EXPERT
from data.models.problem import Problem
from data.models.tie import ConflictOfInterest, FarmWish
from data.models.visit import Visit
from data.queries.agreements import agreements_stamp
from data.queries.county_words import words_stamp
from data.queries.matching_inputs import fitted_on
from data.queries.ranking_policies import standing_policy
from data.queries.ties import ties_stamp
from data.services.context import Context

OF_EXPERTS = 3  # of `fitted_on`; the rest is of cases and places


@dataclass(frozen=True)
class BoardStamp:
    """`experts`: limits, absences, licences too. `engine`: local words and weights. `visits`: of this month."""

    day: dt.date
    problems: tuple
    experts: tuple
    cases: tuple
    wishes: tuple
    conflicts: tuple
    agreements: tuple
    visits: tuple
    engine: tuple

    def moved_to(self, now: BoardStamp) -> tuple[str, ...]:
        """Names of the parts that are not as they were."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != getattr(now, one.name))


def board_stamp(ctx: Context) -> BoardStamp:
    """Of the actor's county as this transaction sees it."""
    county = county_of(ctx.actor.area_code)
    fitted, policy = fitted_on(ctx, county), standing_policy(ctx, county)
    return BoardStamp(
        ctx.today, _problems(ctx, county), fitted[:OF_EXPERTS], fitted[OF_EXPERTS:],
        ties_stamp(ctx, county, FarmWish), ties_stamp(ctx, county, ConflictOfInterest),
        agreements_stamp(ctx, county), _visits(ctx, county), (words_stamp(ctx, county), policy.id if policy else None),
    )


def _problems(ctx: Context, county: str) -> tuple:
    rows = ctx.session.execute(
        select(Problem.id, Problem.version)
        .where(Problem.county_code == county, Problem.status.in_(TO_ASSIGN | WITH_EXPERT)).order_by(Problem.id)
    )
    return tuple(tuple(row) for row in rows)


def _visits(ctx: Context, county: str) -> tuple:
    """Days served count against the experts' days of the month."""
    return tuple(ctx.session.execute(
        select(func.count(), func.max(Visit.id), func.sum(Visit.version))
        .where(Visit.county_code == county, Visit.service_day >= ctx.today.replace(day=1))
    ).one())
