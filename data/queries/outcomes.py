"""A project's outcomes, expected beside actual, and its figures beside what it promised, year by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.outcome import OutcomeKind, is_due, total
from data.domain.permissions import Permission
from data.domain.register import Indicator
from data.domain.visit import VisitKind
from data.models.farm import Farm
from data.models.outcome import Outcome
from data.models.project import Project, ProjectFarm, ProjectTarget
from data.models.visit import Visit
from data.queries.impact import Impact, impact
from data.queries.impact_scope import ImpactScope, scope_of, visits
from data.queries.scope import check_role, find, in_scope
from data.reach.periods import PeriodKind
from data.services.context import Context

OF_KIND = {Indicator.AREA_MU: OutcomeKind.AREA, Indicator.INCOME_YUAN: OutcomeKind.INCOME}


@dataclass(frozen=True)
class OutcomeRow:
    """`farm` None: the project as a whole. `is_due`: it is time to ask what came of it."""

    id: int
    version: int
    kind: OutcomeKind
    farm: str | None
    season: int
    practice: str
    expected: int | None
    expected_how: str
    actual: int | None
    actual_how: str
    told_by: str
    ask_on: dt.date | None
    is_due: bool


@dataclass(frozen=True)
class OutcomeDue:
    """An outcome to ask about, and the project it belongs to."""

    project_id: int
    project: str
    outcome: OutcomeRow


@dataclass(frozen=True)
class OutcomeSum:
    """All outcomes of one kind, expected and actual apart; None where nobody has said or asked."""

    kind: OutcomeKind
    expected: int | None
    actual: int | None


@dataclass(frozen=True)
class Promise:
    """A target of one year beside what was done; `done` None where the records do not say."""

    year: int
    indicator: Indicator
    target: int
    done: int | None


@dataclass(frozen=True)
class ProjectFigures:
    """All time, by the one counting layer. `farms` on the project's list, which reaches nobody by itself."""

    impact: Impact
    farms: int
    promises: tuple[Promise, ...]
    outcomes: tuple[OutcomeRow, ...]

    def sums(self) -> Mapping[OutcomeKind, tuple[int | None, int | None]]:
        """kind -> (expected, actual), each the sum of what is known."""
        kinds = dict.fromkeys(row.kind for row in self.outcomes)
        return {
            kind: (
                total(row.expected for row in self.outcomes if row.kind is kind),
                total(row.actual for row in self.outcomes if row.kind is kind),
            )
            for kind in kinds
        }


def project_figures(ctx: Context, project_id: int) -> ProjectFigures:
    """Raises NotAllowed, NotFound('project_missing')."""
    find(ctx, Permission.PROJECT_READ, Project, project_id)
    outcomes = _outcomes(ctx, project_id)
    return ProjectFigures(
        impact(ctx, scope_of(ctx, PeriodKind.ALL, None, project_id=project_id)),
        ctx.session.scalar(select(func.count()).where(ProjectFarm.project_id == project_id)) or 0,
        _promises(ctx, project_id, outcomes), outcomes,
    )


def _outcomes(ctx: Context, project_id: int) -> tuple[OutcomeRow, ...]:
    """What is due first, then the latest season."""
    rows = ctx.session.execute(
        select(Outcome, Farm.name).outerjoin(Farm, Farm.id == Outcome.farm_id)
        .where(Outcome.project_id == project_id).order_by(Outcome.season.desc(), Outcome.id)
    )
    found = [_row(ctx, one, farm) for one, farm in rows]
    return tuple(sorted(found, key=lambda row: not row.is_due))


def _row(ctx: Context, one: Outcome, farm: str | None) -> OutcomeRow:
    return OutcomeRow(
        one.id, one.version, one.kind, farm, one.season, one.practice, one.expected, one.expected_how, one.actual,
        one.actual_how, one.told_by, one.ask_on, is_due(one.ask_on, one.actual, ctx.today),
    )


def outcome_sums(ctx: Context, county: str, seasons: Collection[int]) -> tuple[OutcomeSum, ...]:
    """A county's outcomes of these seasons by kind. The caller has checked that the county's figures may be read."""
    rows = ctx.session.execute(
        select(Outcome.kind, func.sum(Outcome.expected), func.sum(Outcome.actual))
        .join(Project, Project.id == Outcome.project_id)
        .where(Project.county_code == county, Outcome.season.in_(seasons)).group_by(Outcome.kind)
    )
    found = {kind: ends for kind, *ends in rows}
    return tuple(
        OutcomeSum(kind, *(None if value is None else int(value) for value in found[kind]))
        for kind in OutcomeKind if kind in found
    )


def outcomes_due(ctx: Context) -> tuple[OutcomeDue, ...]:
    """What the actor should ask about by now, longest due first, until somebody has answered: officers of all projects
    in use, experts of those they take part in. Raises NotAllowed.
    """
    check_role(ctx, Permission.OUTCOME_ANSWER)
    rows = ctx.session.execute(
        select(Outcome, Farm.name, Project).join(Project, Project.id == Outcome.project_id)
        .outerjoin(Farm, Farm.id == Outcome.farm_id)
        .where(Outcome.actual.is_(None), func.coalesce(Outcome.ask_on, ctx.today) <= ctx.today, Project.is_active)
        .where(in_scope(ctx.actor, Permission.OUTCOME_ANSWER, Project)).order_by(Outcome.ask_on, Outcome.id)
    )
    return tuple(OutcomeDue(project.id, project.name, _row(ctx, one, farm)) for one, farm, project in rows)


def _promises(ctx: Context, project_id: int, outcomes: tuple[OutcomeRow, ...]) -> tuple[Promise, ...]:
    targets = ctx.session.scalars(
        select(ProjectTarget).where(ProjectTarget.project_id == project_id)
        .order_by(ProjectTarget.year.desc(), ProjectTarget.indicator)
    ).all()
    done = {year: _done(ctx, project_id, year, outcomes) for year in {one.year for one in targets}}
    return tuple(Promise(one.year, one.indicator, one.value, done[one.year].get(one.indicator)) for one in targets)


def _done(
    ctx: Context, project_id: int, year: int, outcomes: tuple[OutcomeRow, ...],
) -> dict[Indicator, int | None]:
    """What the records hold of a calendar year up to today; nothing of a year that has not begun."""
    first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), ctx.today)
    if first > ctx.today:
        return {}
    scope = ImpactScope(ctx.actor.area_code, first, last, project_id)
    found = impact(ctx, scope)
    trainings = ctx.session.scalar(visits(scope, func.count()).where(Visit.kind == VisitKind.TRAINING))
    reached = {
        indicator: total(row.actual for row in outcomes if row.kind is kind and row.season == year)
        for indicator, kind in OF_KIND.items()
    }
    return {
        Indicator.PEOPLE: found.people.reached.low, Indicator.HOUSEHOLDS: found.households,
        Indicator.VISITS: found.visits, Indicator.SERVICE_DAYS: found.service_days,
        Indicator.TRAININGS: trainings or 0, Indicator.TRAINING_CONTACTS: found.contacts.training,
        Indicator.SOLVED: found.problems.solved, **reached,
    }
