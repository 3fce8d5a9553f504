"""Solved problems like this one: same crop or kind, nearest by words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select

from data.domain.permissions import Permission
from data.domain.problem import ProblemStatus
from data.domain.visit import COUNTED
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.visit import Visit
from data.queries.scope import find, in_scope
from data.services.context import Context
from data.services.engines import ranker_for

SHOWN = 2
LOOKED_AT = 80
ALIKE_LEAST = 0.15


@dataclass(frozen=True)
class SimilarProblem:
    """`advice` of the last visit, None where nobody wrote any. `alike` in (0, 1]."""

    id: int
    number: str
    words: str
    expert: str
    day: dt.date
    advice: str | None
    alike: float


def similar_solved(ctx: Context, problem_id: int) -> tuple[SimilarProblem, ...]:
    """At most two solved problems that the actor may see, most alike first. Raises NotAllowed, NotFound."""
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    ranker = ranker_for(ctx, problem.county_code)
    ranked = sorted(
        ((ranker.likeness(problem.text, row.Problem.text), row) for row in _candidates(ctx, problem)),
        key=lambda found: (-found[0], -found[1].Problem.id),
    )
    return tuple(_similar(ctx, row, alike) for alike, row in ranked[:SHOWN] if alike >= ALIKE_LEAST)


def _candidates(ctx: Context, problem: Problem) -> list:
    """The newest solved ones with the same crop or industry."""
    same = [Problem.crop == problem.crop] if problem.crop else []
    same += [Problem.industry == problem.industry] if problem.industry else []
    if not same:
        return []
    rows = ctx.session.execute(
        select(Problem, Expert.name).join(Expert, Expert.id == Problem.expert_id)
        .where(
            in_scope(ctx.actor, Permission.PROBLEM_READ, Problem), Problem.status == ProblemStatus.SOLVED,
            Problem.id != problem.id, or_(*same),
        )
        .order_by(Problem.id.desc()).limit(LOOKED_AT)
    ).all()
    return [row for row in rows if row.Problem.crop == problem.crop or _shares_type(row.Problem, problem)]


def _shares_type(one: Problem, other: Problem) -> bool:
    return bool(set(one.problem_types) & set(other.problem_types))


def _similar(ctx: Context, row, alike: float) -> SimilarProblem:
    visit = ctx.session.scalar(
        select(Visit).where(Visit.problem_id == row.Problem.id, Visit.status.in_(COUNTED))
        .order_by(Visit.service_day.desc(), Visit.id.desc()).limit(1)
    )
    return SimilarProblem(
        row.Problem.id, row.Problem.number, row.Problem.text, row.name,
        visit.service_day if visit else row.Problem.created_at.date(), visit.advice if visit else None, alike,
    )
