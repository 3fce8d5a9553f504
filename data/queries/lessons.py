"""What past assignments say besides who solved what: who failed or declined, whom officers chose beside the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from data.domain.offers import DeclineReason, OverrideReason
from data.domain.parts import in_parts
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState, Candidate
from data.services.context import Context
from matching.ranking import Policy

# The others say nothing about who fits: no time, asked for by the farm, agreed beforehand, handed on, the whole board.
TELLING_DECLINES = (DeclineReason.NOT_MY_FIELD, DeclineReason.TOO_FAR)
TELLING_CHOICES = (OverrideReason.ON_THE_WAY, OverrideReason.OTHER)


@dataclass(frozen=True)
class Choice:
    """parts: expert -> parts as they were stored, of those who were shown and of whoever was chosen."""

    problem_id: int
    chosen: int
    parts: Mapping[int, Mapping[str, float]]


def setbacks(ctx: Context, problem_ids: Iterable[int]) -> list[tuple[int, int]]:
    """(problem, expert) of those who declined it as another field or too far, or finished it and it went on to
    somebody else. The caller has checked that the problems may be read."""
    passed_on = and_(Assignment.state == AssignmentState.FINISHED, Assignment.expert_id != Problem.expert_id)
    declined = and_(
        Assignment.state == AssignmentState.DECLINED, Assignment.decline_reason.in_(TELLING_DECLINES),
    )
    found: list[tuple[int, int]] = []
    for some in in_parts(sorted(problem_ids)):
        rows = ctx.session.execute(
            select(Assignment.problem_id, Assignment.expert_id).distinct()
            .join(Problem, Problem.id == Assignment.problem_id)
            .where(Assignment.problem_id.in_(some), or_(passed_on, declined))
        )
        found.extend((row.problem_id, row.expert_id) for row in rows)
    return found


def choices(ctx: Context, problem_ids: Iterable[int]) -> list[Choice]:
    """Where an officer chose somebody beside the first for a reason that tells. The caller has checked as above."""
    shown, found = Policy().wanted, []
    for some in in_parts(sorted(problem_ids)):
        rows = ctx.session.execute(
            select(Assignment.id, Assignment.problem_id, Assignment.expert_id, Candidate.expert_id, Candidate.parts)
            .join(Candidate, Candidate.recommendation_id == Assignment.recommendation_id)
            .where(
                Assignment.problem_id.in_(some), Assignment.override_reason.in_(TELLING_CHOICES),
                or_(Candidate.rank <= shown, Candidate.expert_id == Assignment.expert_id),
            ).order_by(Assignment.id, Candidate.rank)
        )
        offered: dict[tuple[int, int, int], dict[int, Mapping[str, float]]] = defaultdict(dict)
        for assignment, problem, chosen, candidate, parts in rows:
            offered[assignment, problem, chosen][candidate] = parts
        found += [Choice(problem, chosen, parts) for (_, problem, chosen), parts in offered.items() if chosen in parts]
    return found
