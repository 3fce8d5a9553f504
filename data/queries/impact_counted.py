"""What a scope's visits come to, counted from the rows themselves: any place, any days, places as then or now.

The same out of the cells that are kept beside the visits: `impact_cells`. Both must agree
(tests/rollup/test_cells_equal_rows.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.visit import VisitKind
from data.models.visit import Visit, VisitExpert
from data.queries import impact_people
from data.queries.impact_claim import experts_served, industries_served
from data.queries.impact_people import MonthPoint, People
from data.queries.impact_places import towns_reported, villages_served
from data.queries.impact_projects import ProjectCount, project_counts
from data.queries.impact_scope import ImpactScope, by_town, visits
from data.reach.identities import Identities
from data.reach.interval import Interval
from data.services.context import Context


@dataclass(frozen=True)
class Counted:
    """`named` contacts are person × visit pairs, `unnamed` heads without a name, `training` both of trainings.

    `towns`: town -> people reached there; `reported`: towns with a counted visit at any time. `villages`, `experts`:
    how many; `industries`: which.
    """

    people: People
    newly: int
    households: int
    named: int
    unnamed: int
    training: int
    visits: int
    service_days: int
    months: list[MonthPoint]
    towns: Mapping[str | None, Interval]
    reported: set[str]
    villages: int
    projects: Mapping[int | None, ProjectCount]
    experts: int
    industries: set[str]


def by_rows(ctx: Context, scope: ImpactScope, pairs: Identities) -> Counted:
    """Every sum made in SQL over the visits of the scope. The scope has been checked."""
    named, unnamed = impact_people.contacts(ctx, scope)
    return Counted(
        people=impact_people.people(ctx, scope, pairs),
        newly=impact_people.newly_reached(ctx, scope, pairs),
        households=impact_people.households(ctx, scope),
        named=named,
        unnamed=unnamed,
        training=sum(impact_people.contacts(ctx, scope, Visit.kind == VisitKind.TRAINING)),
        visits=ctx.session.scalar(visits(scope, func.count())) or 0,
        service_days=_service_days(ctx, scope),
        months=impact_people.cumulative(ctx, scope, pairs),
        towns=impact_people.people_by(ctx, scope, pairs, by_town(scope)),
        reported=towns_reported(ctx, scope),
        villages=villages_served(ctx, scope),
        projects=project_counts(ctx, scope, pairs),
        experts=experts_served(ctx, scope),
        industries=industries_served(ctx, scope),
    )


def _service_days(ctx: Context, scope: ImpactScope) -> int:
    days = visits(scope, VisitExpert.expert_id, Visit.service_day).join(VisitExpert, VisitExpert.visit_id == Visit.id)
    return ctx.session.scalar(select(func.count()).select_from(days.distinct().subquery())) or 0
