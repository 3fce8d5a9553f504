"""Open questions of a hotline's log are filed, one by one, as if they had been asked now."""

from __future__ import annotations

import uuid
from typing import Any

from data.domain.errors import Conflict, InvalidInput
from data.queries.import_documents import words_of
from data.queries.import_questions import question_of
from data.services.context import Context
from data.services.imports.plan import Plan
from data.services.problems import ProblemForm, submit_problem


def merge_questions(ctx: Context, plan: Plan) -> None:
    """Each gets its number, its promise and its recommendation. Raises NotAllowed; Conflict import_row_fault."""
    industries = words_of(ctx).industries
    for one in plan.new:
        problem_id = _file(ctx, one, industries)
        plan.record_of[one.id] = problem_id
        plan.keep("problem", [problem_id])
    plan.resolved()


def _file(ctx: Context, one: Any, industries: Any) -> int:
    try:
        asked = question_of(one.values, industries)
        form = ProblemForm(asked.text, asked.place_code, None, asked.asker, asked.phone, asked.industry)
        return submit_problem(ctx, form, str(uuid.uuid4())).problem_id
    except InvalidInput:
        raise Conflict("import_row_fault", one.id, sheet=one.sheet, row=one.row) from None
