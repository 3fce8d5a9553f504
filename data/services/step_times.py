"""How fast questions are handled in a place and period: medians and 90th percentiles for leaders."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from sqlalchemy import select

from data.domain.step_times import Measure, Spread, minutes_taken, spread
from data.models.problem import Problem, ProblemEvent
from data.queries.impact_problems import asked_in
from data.queries.impact_scope import ImpactScope, check_scope
from data.services.clocks import calendar_of
from data.services.context import Context


def step_times(ctx: Context, scope: ImpactScope) -> dict[Measure, Spread]:
    """Of the questions asked in the scope, whatever became of them since; each measure has those that came so far.

    In the county's working time as it is now, with the public holidays of every year since the first was asked. One
    query. Raises as `check_scope`.
    """
    check_scope(ctx, scope)
    rows = ctx.session.execute(
        select(ProblemEvent.problem_id, ProblemEvent.kind, ProblemEvent.at)
        .join(Problem, Problem.id == ProblemEvent.problem_id).where(*asked_in(scope))
        .order_by(ProblemEvent.problem_id, ProblemEvent.sequence)
    ).all()
    first = min((row.at for row in rows), default=ctx.now)
    passed = calendar_of(ctx, scope.county, since=first).meter(first, ctx.now)
    taken: dict[Measure, list[float]] = defaultdict(list)
    for _problem, steps in groupby(rows, key=lambda row: row.problem_id):
        for measure, minutes in minutes_taken([(row.kind, row.at) for row in steps], passed).items():
            taken[measure].append(minutes)
    return {measure: spread(taken[measure]) for measure in Measure}
