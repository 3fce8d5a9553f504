"""Open questions of a hotline's log are filed, one by one, as if they had been asked now."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput
from data.domain.parts import in_parts
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.queries.import_documents import words_of
from data.queries.import_questions import question_of
from data.services.context import Context
from data.services.imports.plan import Plan
from data.services.problems import ProblemForm, submit_problem


def merge_questions(ctx: Context, plan: Plan) -> None:
    """Each gets its number, its promise and its recommendation. Raises NotAllowed; Conflict import_row_fault."""
    industries = words_of(ctx).industries
    last_farm, last_person = (ctx.session.scalar(select(func.max(one.id))) or 0 for one in (Farm, Person))
    for one in plan.new:
        problem_id = _file(ctx, one, industries)
        plan.record_of[one.id] = problem_id
        plan.keep("problem", [problem_id])
    _keep_callers(ctx, plan, last_farm, last_person)
    plan.resolved()


def _file(ctx: Context, one: Any, industries: Any) -> int:
    try:
        asked = question_of(one.values, industries)
        form = ProblemForm(asked.text, asked.place_code, None, asked.asker, asked.phone, asked.industry)
        return submit_problem(ctx, form, str(uuid.uuid4())).problem_id
    except InvalidInput:
        raise Conflict("import_row_fault", one.id, sheet=one.sheet, row=one.row) from None


def _keep_callers(ctx: Context, plan: Plan, last_farm: int, last_person: int) -> None:
    """Units, people and households that are new with the questions, as made by the list."""
    problems = plan.made.get("problem", [])
    for some in in_parts(problems):
        new = ctx.session.execute(
            select(Farm.id, Person.id, Person.household_id)
            .join(Problem, Problem.farm_id == Farm.id).join(Person, Person.id == Farm.contact_person_id)
            .where(Problem.id.in_(some), Farm.id > last_farm).distinct()
        ).all()
        plan.keep("farm", [farm_id for farm_id, _person, _household in new])
        plan.keep("person", [person_id for _farm, person_id, _household in new if person_id > last_person])
        plan.keep("household", [household_id for _farm, person_id, household_id in new if person_id > last_person])
