"""Follow-up tasks: each with an owner and a date, to be seen until done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission
from data.domain.roles import Role
from data.domain.text import optional_text, required_text
from data.domain.visit import COUNTED
from data.domain.visit_form import check_follow_up
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert
from data.queries.follow_ups import in_reach
from data.queries.scope import check_role, find
from data.services.audit import record
from data.services.context import Context

WHAT_MAX = 200


@dataclass(frozen=True)
class FollowUpForm:
    """About a problem or a visit. `expert_id` None: whoever writes it down does it."""

    what: str
    due_on: dt.date | None
    problem_id: int | None = None
    visit_id: int | None = None
    expert_id: int | None = None


def add_follow_up(ctx: Context, form: FollowUpForm) -> int:
    """Write down what is to be done, by whom and when: its id. An expert takes on work of their own only.

    Raises NotAllowed, NotFound; InvalidInput text_*, follow_up_missing, follow_up_past, follow_up_far, owner_unknown.
    """
    check_role(ctx, Permission.FOLLOW_UP_WRITE)
    county, problem_id = _about(ctx, form)
    what = required_text(form.what, "what", longest=WHAT_MAX)
    check_follow_up(form.due_on, ctx.today, needed=True)
    expert_id = ctx.actor.expert_id if ctx.actor.role is Role.EXPERT else form.expert_id
    if expert_id is not None and not _is_here(ctx, expert_id, county):
        raise InvalidInput("owner_unknown", field="expert_id")
    row = FollowUp(
        county_code=county, problem_id=problem_id, visit_id=form.visit_id, expert_id=expert_id,
        account_id=None if expert_id else ctx.actor.account_id, what=what, due_on=form.due_on,
        made_by_id=ctx.actor.account_id, made_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    record(ctx, "add", "follow_up", row.id, expert_id=expert_id, due_on=str(form.due_on))
    return row.id


def finish_follow_up(ctx: Context, follow_up_id: int, words: str | None = None) -> None:
    """It is done: by its owner, or told to an officer. Raises NotAllowed, NotFound('follow_up_unknown'),
    Conflict('follow_up_done'), InvalidInput text_long."""
    check_role(ctx, Permission.FOLLOW_UP_WRITE)
    row = ctx.session.scalar(
        select(FollowUp).where(FollowUp.id == follow_up_id, in_reach(ctx)).with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("follow_up_unknown", follow_up_id)
    if row.done_at is not None:
        raise Conflict("follow_up_done", follow_up_id)
    row.done_words = optional_text(words, "words", longest=WHAT_MAX)
    row.done_at, row.done_by_id = ctx.now, ctx.actor.account_id
    record(ctx, "finish", "follow_up", row.id)


def agreed_at_visit(ctx: Context, visit: Visit, expert_id: int) -> None:
    """Whoever came has done what was agreed before for this problem, and the next date is the expert's task."""
    if visit.problem_id is not None:
        ctx.session.execute(
            update(FollowUp).where(
                FollowUp.problem_id == visit.problem_id, FollowUp.expert_id == expert_id, FollowUp.what.is_(None),
                FollowUp.done_at.is_(None),
            ).values(done_at=ctx.now, done_by_id=ctx.actor.account_id, done_visit_id=visit.id)
        )
    if visit.follow_up_on is not None:
        ctx.session.add(FollowUp(
            county_code=visit.county_code, problem_id=visit.problem_id, visit_id=visit.id, expert_id=expert_id,
            due_on=visit.follow_up_on, made_by_id=ctx.actor.account_id, made_at=ctx.now,
        ))


def owed_again(ctx: Context, visit: Visit) -> None:
    """What a visit that is voided had settled is open again, for whoever has the question now, unless its expert came
    once more after it was agreed."""
    for row in ctx.session.scalars(select(FollowUp).where(FollowUp.done_visit_id == visit.id)).all():
        other = ctx.session.scalar(
            select(Visit).join(VisitExpert, VisitExpert.visit_id == Visit.id).where(
                Visit.problem_id == row.problem_id, Visit.id != visit.id, Visit.id > row.visit_id,
                Visit.status.in_(COUNTED), VisitExpert.expert_id == row.expert_id,
            ).order_by(Visit.id).limit(1)
        )
        if other is not None:
            row.done_at, row.done_by_id, row.done_visit_id = other.logged_at, other.logged_by_id, other.id
        else:
            row.done_at = row.done_by_id = row.done_visit_id = None
            row.expert_id = ctx.session.get_one(Problem, row.problem_id).expert_id


def pass_on_follow_ups(ctx: Context, problem: Problem, had_it: int | None) -> None:
    """What whoever had the question had still to do for it is its new expert's, or, while it has none, the office's."""
    ctx.session.execute(
        update(FollowUp).where(
            FollowUp.problem_id == problem.id, FollowUp.expert_id.is_not_distinct_from(had_it),
            FollowUp.account_id.is_(None), FollowUp.done_at.is_(None),
        ).values(expert_id=problem.expert_id)
    )


def _about(ctx: Context, form: FollowUpForm) -> tuple[str, int | None]:
    """County and problem of what it is about, if the actor may see that."""
    if form.visit_id is not None:
        visit = find(ctx, Permission.VISIT_READ, Visit, form.visit_id)
        return visit.county_code, visit.problem_id
    if form.problem_id is None:
        raise NotFound("problem_unknown")
    problem = find(ctx, Permission.PROBLEM_READ, Problem, form.problem_id)
    return problem.county_code, problem.id


def _is_here(ctx: Context, expert_id: int, county: str) -> bool:
    expert = ctx.session.get(Expert, expert_id)
    return expert is not None and expert.county_code == county
