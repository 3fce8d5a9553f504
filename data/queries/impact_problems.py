"""Problems asked in a period and what became of them. A problem belongs to the day it was asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from data.domain.problem import ProblemStatus
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.problem import Problem
from data.models.taxonomy import Industry
from data.models.visit import Visit
from data.queries.impact_scope import ImpactScope, in_place, served_project
from data.services.context import Context

KINDS = {
    ProblemStatus.SOLVED: "solved",
    ProblemStatus.TO_CONFIRM: "finished",
    ProblemStatus.UNCONFIRMED: "unconfirmed",
    ProblemStatus.HANDED_OVER: "handed_over",
}
OTHER = "other"


@dataclass(frozen=True)
class ProblemCounts:
    """`solved` by the asker's word; `finished` waits for it; `unconfirmed` was closed without it; `open` is with the
    bureau or an expert."""

    solved: int = 0
    finished: int = 0
    open: int = 0
    handed_over: int = 0
    unconfirmed: int = 0

    @property
    def shown(self) -> int:
        """All but those handed over to another authority."""
        return self.solved + self.finished + self.unconfirmed + self.open


@dataclass(frozen=True)
class IndustryBar:
    """`code` None: problems of which nobody has said the industry."""

    code: str | None
    name: str
    counts: ProblemCounts


def problems_by_industry(ctx: Context, scope: ImpactScope) -> list[IndustryBar]:
    """Every industry of the county, most problems first; then other and no industry, when there are any."""
    rows = ctx.session.execute(
        select(Problem.industry, Problem.status, func.count())
        .where(*asked_in(scope)).group_by(Problem.industry, Problem.status)
    )
    counts: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for industry, status, number in rows:
        counts[industry][KINDS.get(status, "open")] += number
    bars = [IndustryBar(code, name, ProblemCounts(**counts.pop(code, {}))) for code, name in _industries(ctx, scope)]
    bars += [IndustryBar(code, code or "", ProblemCounts(**found)) for code, found in counts.items()]
    bars.sort(key=lambda bar: (bar.code in (OTHER, None), -bar.counts.shown, bar.code or ""))
    return [bar for bar in bars if bar.code != OTHER or bar.counts != ProblemCounts()]


def _industries(ctx: Context, scope: ImpactScope) -> list[tuple[str, str]]:
    name = Industry.short_name_en if ctx.lang == "en" else Industry.short_name
    query = select(Industry.code, name).where(Industry.county_code == scope.county)
    return list(ctx.session.execute(query.order_by(Industry.code)))


def asked_in(scope: ImpactScope) -> list[ColumnElement[bool]]:
    """The conditions on `Problem`: asked in the period, in the scope."""
    conditions = [
        Problem.county_code == scope.county,
        Problem.created_at >= _begin(scope.first_day),
        Problem.created_at < _begin(scope.last_day + dt.timedelta(days=1)),
        *in_place(scope, Problem),
    ]
    if scope.industry is not None:
        conditions.append(Problem.industry == scope.industry)
    if scope.project_id is not None:
        conditions.append(_served_by_project(scope.project_id))
    return conditions


def _served_by_project(project_id: int) -> ColumnElement[bool]:
    return exists().where(Visit.problem_id == Problem.id, Visit.status.in_(COUNTED), served_project(project_id))


def _begin(day: dt.date) -> dt.datetime:
    """Midnight in Beijing."""
    return dt.datetime.combine(day, dt.time(), BEIJING)
