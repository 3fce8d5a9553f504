"""Asking another expert, of another unit, for an opinion of their own; neither status nor ball moves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.errors import Conflict, NotFound, Refused
from data.domain.ladder import Cause
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind
from data.domain.promises import Step
from data.domain.second_opinion import RULES, checked_rules, second_rules
from data.domain.text import required_text
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem
from data.models.recommendation import Candidate, Recommendation
from data.queries.scope import find
from data.queries.second_opinions import had_it, second_requests, standing_request, wanted_here
from data.services.audit import record
from data.services.clocks import matter_of, step_promise
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import hold_problem, touch_county
from data.services.recommend import run_engine

FOUND_MAX = 200
ADVICE_MAX = 1000


@dataclass(frozen=True)
class SecondProposal:
    """Whom the rule proposes; `expert_id` None where nobody of another unit is eligible."""

    cause: Cause
    count: int
    expert_id: int | None = None
    expert: str = ""
    unit: str = ""


def proposed_second(ctx: Context, problem_id: int) -> SecondProposal | None:
    """The best other expert where the rule wants one; None where it does not. Raises NotAllowed, NotFound."""
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id)
    wanted = wanted_here(ctx, problem)
    if wanted is None:
        return None
    best = next(iter(_eligible(ctx, problem)), None)
    return SecondProposal(*wanted, best.id, best.name, best.unit) if best else SecondProposal(*wanted)


def ask_second(ctx: Context, problem_id: int, expert_id: int) -> None:
    """The officer asks, for a word within the time that is usual. Raises NotAllowed, NotFound;
    Refused('second_not_wanted') where no rule says so or somebody was asked already; Conflict('second_not_eligible')
    when the expert is no longer free, or not independent."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
    wanted = wanted_here(ctx, problem)
    if wanted is None:
        raise Refused("second_not_wanted", problem.id)
    if all(one.id != expert_id for one in _eligible(ctx, problem)):
        raise Conflict("second_not_eligible", expert_id)
    cause, count = wanted
    until, _season = step_promise(ctx, problem.county_code, Step.SECOND, matter_of(problem))
    append_event(
        ctx, problem, ProblemEventKind.SECOND_ASKED, expert_id=expert_id, cause=cause.value, count=count,
        reply_by=until.isoformat(),
    )


def give_second(ctx: Context, problem_id: int, found: str, advice: str) -> None:
    """The asked expert's opinion, once: what is the cause, what to do.

    Raises NotAllowed, NotFound; Conflict('second_over') when it was given or is not wanted any more,
    Conflict('step_not_possible') when the question is closed; InvalidInput text_missing, text_long, text_unreadable
    (found, advice).
    """
    problem = _asked_of_me(ctx, problem_id)
    append_event(
        ctx, problem, ProblemEventKind.SECOND_GIVEN, expert_id=ctx.actor.expert_id,
        found=required_text(found, "found", longest=FOUND_MAX),
        advice=required_text(advice, "advice", longest=ADVICE_MAX),
    )


def decline_second(ctx: Context, problem_id: int) -> None:
    """The asked expert cannot. Raises as `give_second`."""
    problem = _asked_of_me(ctx, problem_id)
    append_event(ctx, problem, ProblemEventKind.SECOND_DECLINED, expert_id=ctx.actor.expert_id)


def stop_waiting(ctx: Context, problem_id: int) -> None:
    """The officer waits no longer and may ask the next one. Raises NotAllowed, NotFound, Conflict('second_over')."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
    request = standing_request(ctx, problem.id)
    if request is None or not request.is_open:
        raise Conflict("second_over", problem.id)
    append_event(ctx, problem, ProblemEventKind.SECOND_DECLINED, expert_id=request.expert_id)


def set_second_rules(ctx: Context, is_for_loss: bool, repeat: int) -> None:
    """When the county wants a second opinion; both off is legal. Raises NotAllowed, InvalidInput('second_repeat')."""
    code = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.OFFICE_EDIT, Subject(code))
    touch_county(ctx, code)
    county, rules = ctx.session.get_one(County, code, populate_existing=True), checked_rules(is_for_loss, repeat)
    if second_rules(county.settings) != rules:
        written = {cause.value: least for cause, least in rules.items()}
        county.settings = {**county.settings, RULES: written}
        record(ctx, "edit", "second_opinion", code, rules=written)


def _asked_of_me(ctx: Context, problem_id: int) -> Problem:
    """The problem, locked, of which the signed-in expert owes an opinion."""
    problem = ctx.session.get(Problem, problem_id)
    if problem is None:
        raise NotFound("problem_unknown", problem_id)
    hold_problem(ctx, problem)
    asked = frozenset(one.expert_id for one in second_requests(ctx, [problem.id]).get(problem.id, []))
    require(ctx.actor, Permission.ASSIGNMENT_ANSWER, Subject(problem.current_place, expert_ids=asked))
    request = standing_request(ctx, problem.id)
    if request is None or not request.is_open or request.expert_id != ctx.actor.expert_id:
        raise Conflict("second_over", problem.id)
    return problem


def _eligible(ctx: Context, problem: Problem) -> list[Expert]:
    """Of the latest recommendation, best first: free by every hard rule now, of another unit than the first, never
    offered this question and never asked about it."""
    latest = select(func.max(Recommendation.id)).where(Recommendation.problem_id == problem.id).scalar_subquery()
    ranked = ctx.session.scalars(
        select(Expert).join(Candidate, Candidate.expert_id == Expert.id)
        .where(Candidate.recommendation_id == latest).order_by(Candidate.rank)
    ).all()
    first = ctx.session.get_one(Expert, problem.expert_id)
    asked = {one.expert_id for one in second_requests(ctx, [problem.id]).get(problem.id, [])}
    barred = had_it(ctx, problem.id) | asked | set(run_engine(ctx, problem).exclusions)
    return [one for one in ranked if one.id not in barred and _is_of_another_unit(one, first)]


def _is_of_another_unit(one: Expert, first: Expert) -> bool:
    if one.sending_unit_id and first.sending_unit_id:
        return one.sending_unit_id != first.sending_unit_id
    return one.unit != first.unit
