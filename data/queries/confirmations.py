"""What the served side's word is worth."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.problem import ProblemStatus
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.services.context import Context


def awaits_call_back(ctx: Context, problem: Problem) -> bool:
    """Closed by somebody who knew number and phone, as the expert does too: nobody counts as confirmed by that."""
    if problem.status is not ProblemStatus.SOLVED:
        return False
    is_proof = ctx.session.scalar(
        select(Confirmation.is_proof).where(Confirmation.problem_id == problem.id)
        .order_by(Confirmation.id.desc()).limit(1)
    )
    return is_proof is False
