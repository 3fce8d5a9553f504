"""A few answers that experts signed out of solved questions of the story."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from data.domain.advice import prescription_named
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.signed_answer import months_around
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.problem import Problem, ProblemEvent
from data.models.signed_answer import SignedAnswer
from data.models.visit import Visit, VisitExpert
from data.queries.signed_answers import about_of, answerable
from data.sample.advising import advice_alone
from data.sample.world import COUNTY, World
from data.services.context import Context

MOST, LOOKED_AT = 8, 300
LATER = dt.timedelta(hours=2)


def write_signed_answers(ctx: Context, world: World) -> None:
    """Of the latest solved ones at most eight, each about another crop or kind."""
    rows = ctx.session.execute(
        select(Visit, Problem, Expert, ProblemEvent.at)
        .join(Problem, Problem.id == Visit.problem_id).join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .join(Expert, Expert.id == VisitExpert.expert_id)
        .join(ProblemEvent, ProblemEvent.problem_id == Problem.id)
        .where(
            Problem.status == ProblemStatus.SOLVED, Visit.status.in_(COUNTED), answerable(),
            Problem.crop.is_not(None), ProblemEvent.kind == ProblemEventKind.CONFIRMED,
        ).order_by(ProblemEvent.at.desc(), Visit.id.desc()).limit(LOOKED_AT)
    )
    told: set[tuple[str, str]] = set()
    for visit, problem, expert, solved_at in rows:
        field = (problem.crop, problem.problem_types[0])
        if field in told or len(told) == MOST or prescription_named(f"{visit.product} {visit.advice}"):
            continue
        told.add(field)
        at = min(solved_at + LATER, world.midnight)
        world.add(
            SignedAnswer, county_code=COUNTY, visit_id=visit.id, expert_id=expert.id, about=about_of(ctx, problem),
            advice=advice_alone(visit.advice), product=visit.product, dose=visit.dose, waiting_days=visit.waiting_days,
            months=list(months_around(problem.created_at.astimezone(BEIJING).date())), written_by_id=visit.logged_by_id,
            written_at=at, signed_on=at.astimezone(BEIJING).date(), signed_name=expert.name, signed_unit=expert.unit,
            helped=0,
        )
    world.insert(ctx.session)
