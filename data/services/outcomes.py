"""An outcome is expected when a practice begins, and asked again after harvest: the expected becomes the actual."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.outcome import Answer, Expectation, tidy_answer, tidy_expectation
from data.domain.permissions import Permission
from data.models.farm import Farm
from data.models.outcome import Outcome
from data.models.project import Project
from data.queries.scope import find
from data.services import audit
from data.services.context import Context
from data.services.numbers import touch_county


def expect_outcome(ctx: Context, project_id: int, form: Expectation) -> int:
    """Write down what is expected. Once per project, farm, kind, season and practice.

    Raises NotFound project_missing, farm_unknown; InvalidInput outcome_twice, outcome_value, outcome_season, text_*.
    """
    project = find(ctx, Permission.PROJECT_EDIT, Project, project_id, lock=True)
    touch_county(ctx, project.county_code)
    told = tidy_expectation(form, ctx.today)
    if told.farm_id is not None:
        find(ctx, Permission.FARM_READ, Farm, told.farm_id)
    same = (Outcome.project_id == project.id, Outcome.kind == told.kind, Outcome.season == told.season,
            Outcome.practice == told.practice, Outcome.farm_id.is_not_distinct_from(told.farm_id))
    if ctx.session.scalar(select(Outcome.id).where(*same)) is not None:
        raise InvalidInput("outcome_twice", field="practice")
    outcome = Outcome(
        project_id=project.id, farm_id=told.farm_id, kind=told.kind, season=told.season, practice=told.practice,
        expected=told.value, expected_how=told.how, ask_on=told.ask_on, written_by_id=ctx.actor.account_id,
        written_at=ctx.now,
    )
    ctx.session.add(outcome)
    ctx.session.flush()
    audit.record(ctx, "outcome_expected", "outcome", outcome.id, value=told.value, how=told.how)
    return outcome.id


def answer_outcome(ctx: Context, outcome_id: int, version: int, form: Answer) -> None:
    """What came of it, as somebody of the farm or the project told; officers ask, and experts of the project. The
    expectation stays beside it; asked once more, the later answer stands, and the audit trail has both.

    Raises NotFound outcome_unknown, project_missing; Conflict outcome_changed; InvalidInput outcome_value, text_*.
    """
    outcome = ctx.session.get(Outcome, outcome_id)
    if outcome is None:
        raise NotFound("outcome_unknown", outcome_id)
    project = find(ctx, Permission.OUTCOME_ANSWER, Project, outcome.project_id, lock=True)
    touch_county(ctx, project.county_code)
    if outcome.version != version:
        raise Conflict("outcome_changed", outcome_id)
    told = tidy_answer(form)
    audit.record(
        ctx, "outcome_answered", "outcome", outcome.id, value=told.value, how=told.how, before=outcome.actual,
    )
    outcome.actual, outcome.actual_how, outcome.told_by = told.value, told.how, told.told_by
    outcome.asked_by_id, outcome.asked_at = ctx.actor.account_id, ctx.now
