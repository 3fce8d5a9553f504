"""认领: an eligible expert takes on a question that nobody has been assigned, where the county allows it."""

from __future__ import annotations

from data.domain.errors import Conflict, NotAllowed, NotFound, Refused
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.problem import TO_ASSIGN, Gate, ProblemEventKind
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.queries.claims import CLAIMS
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import touch_county
from data.services.recommend import run_engine, store_recommendation

CLAIMED = "claimed"


def claim(ctx: Context, problem_id: int) -> int:
    """The signed-in expert takes the question on, at once and as if it had been offered: the assignment's id.

    Of two who claim it one gets it. The same hard rules and fields as for a recommendation hold. Raises NotAllowed;
    NotFound('problem_unknown'); Refused('claims_off'), Refused('claim_not_eligible'); Conflict('claimed_already').
    """
    expert_id, county_code = ctx.actor.expert_id, county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.PROBLEM_CLAIM, Subject(county_code))
    if expert_id is None:
        raise NotAllowed("not_allowed", Permission.PROBLEM_CLAIM.value)
    touch_county(ctx, county_code)
    problem = ctx.session.get(Problem, problem_id, with_for_update={"of": Problem}, populate_existing=True)
    if problem is None or problem.county_code != county_code:
        raise NotFound("problem_unknown", problem_id)
    if not ctx.session.get_one(County, county_code).settings.get(CLAIMS, False):
        raise Refused("claims_off")
    if problem.status not in TO_ASSIGN:
        raise Conflict("claimed_already", problem.id, number=problem.number)
    fits = any(one.expert_id == expert_id for one in run_engine(ctx, problem).candidates)
    if problem.gate is Gate.ANIMAL_EPIDEMIC or not fits:
        raise Refused("claim_not_eligible", problem.id)
    return _take_on(ctx, problem, ctx.session.get_one(Expert, expert_id))


def allow_claims(ctx: Context, allowed: bool) -> None:
    """The county lets its experts claim, or not. Raises NotAllowed."""
    code = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.OFFICE_EDIT, Subject(code))
    touch_county(ctx, code)
    county = ctx.session.get_one(County, code, populate_existing=True)
    if county.settings.get(CLAIMS, False) != allowed:
        county.settings = {**county.settings, CLAIMS: allowed}
        record(ctx, "edit", "claims", code, allowed=allowed)


def _take_on(ctx: Context, problem: Problem, expert: Expert) -> int:
    made = store_recommendation(ctx, problem)
    offered = append_event(ctx, problem, ProblemEventKind.ASSIGNED, expert_id=expert.id, by_rule=CLAIMED)
    assignment = Assignment(
        problem_id=problem.id, expert_id=expert.id, recommendation_id=made, state=AssignmentState.ACCEPTED,
        assigned_by_id=ctx.actor.account_id, assigned_at=ctx.now, reply_by=problem.due_at, opened_at=ctx.now,
        answered_at=ctx.now, override_reason=CLAIMED,
    )
    ctx.session.add(assignment)
    ctx.session.flush()
    offered.details = {**offered.details, "assignment_id": assignment.id}
    append_event(ctx, problem, ProblemEventKind.ACCEPTED, assignment_id=assignment.id)
    return assignment.id
