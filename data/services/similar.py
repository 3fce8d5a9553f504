"""Questions like this one, open and solved: same crop, kind, season and place first; what is asked again, and what one
trip may serve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.permissions import Permission
from data.domain.problem import OPEN, ProblemStatus
from data.domain.visit import COUNTED
from data.domain.worktime import BEIJING
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.visit import Visit
from data.queries.scope import find, in_scope
from data.services.context import Context
from data.services.text_index import alike_texts
from matching.ranking.alike import Question, Shared, closeness, shared

SHOWN, MOST = 2, 10
LOOKED_AT = 120
ALIKE_LEAST = 0.12


@dataclass(frozen=True)
class SimilarProblem:
    """`expert` who has or had it, None before; `advice` of the last visit, None where nobody wrote any. `alike` in
    (0, 1]: by words alone. `common`: what both have in common, `common.again` and `common.joinable` among it."""

    id: int
    number: str
    words: str
    expert: str | None
    day: dt.date
    advice: str | None
    alike: float
    status: ProblemStatus
    common: Shared

    @property
    def is_solved(self) -> bool:
        return self.status is ProblemStatus.SOLVED


def similar_problems(ctx: Context, problem_id: int, most: int = MOST) -> tuple[SimilarProblem, ...]:
    """Those the actor may see, most alike first; what came in a moment ago is among them. Raises NotAllowed, NotFound.
    """
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    likeness = {
        number: alike for number, alike in alike_texts(ctx, problem.county_code, problem.text, LOOKED_AT)
        if number != problem.id
    }
    asked = _question(problem)
    found = []
    for row, expert in _visible(ctx, list(likeness)):
        common = shared(asked, _question(row), likeness[row.id])
        if likeness[row.id] >= ALIKE_LEAST or common.again:
            found.append((closeness(likeness[row.id], common), row, expert, common))
    found.sort(key=lambda one: (-one[0], -one[1].id))
    return tuple(_similar(ctx, row, expert, likeness[row.id], common) for _, row, expert, common in found[:most])


def similar_solved(ctx: Context, problem_id: int) -> tuple[SimilarProblem, ...]:
    """At most two solved ones of the same crop or kind, most alike first. Raises NotAllowed, NotFound."""
    found = similar_problems(ctx, problem_id, LOOKED_AT)
    return tuple(one for one in found if one.is_solved and (one.common.crop or one.common.kind))[:SHOWN]


def _visible(ctx: Context, numbers: Sequence[int]) -> Sequence[tuple[Problem, str | None]]:
    rows = ctx.session.execute(
        select(Problem, Expert.name).outerjoin(Expert, Expert.id == Problem.expert_id)
        .where(Problem.id.in_(numbers), in_scope(ctx.actor, Permission.PROBLEM_READ, Problem))
    )
    return [(row.Problem, row.name) for row in rows]


def _question(problem: Problem) -> Question:
    return Question(
        problem.crop, frozenset(problem.problem_types), problem.current_place,
        problem.created_at.astimezone(BEIJING).date(), problem.farm_id, problem.status in OPEN,
    )


def _similar(ctx: Context, row: Problem, expert: str | None, alike: float, common: Shared) -> SimilarProblem:
    visit = ctx.session.scalar(
        select(Visit).where(Visit.problem_id == row.id, Visit.status.in_(COUNTED))
        .order_by(Visit.service_day.desc(), Visit.id.desc()).limit(1)
    )
    return SimilarProblem(
        row.id, row.number, row.text, expert, visit.service_day if visit else row.created_at.date(),
        visit.advice if visit else None, alike, row.status, common,
    )
