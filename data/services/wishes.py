"""Two-way choice: a farm asks for an expert, or does not want one. Nobody is punished for either."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission, require
from data.domain.places import county_of
from data.domain.problem import ASSIGNABLE, WITH_EXPERT, ProblemEventKind
from data.domain.text import optional_text
from data.domain.ties import RefusalReason, WishKind
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.problem import Problem
from data.models.recommendation import AssignmentState
from data.models.tie import FarmWish
from data.queries.scope import find, problem_subject
from data.queries.ties import refused_experts
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event, current_assignment
from data.services.numbers import touch_county
from data.services.recommend import store_recommendation

WORDS_MAX = 200


def ask_for_expert(ctx: Context, problem: Problem, expert_id: int) -> None:
    """The farm of a new question asks for an expert by name; a refusal of the same one is over with that.

    The caller has checked the permission and recommends afterwards. Raises InvalidInput('expert_not_to_ask').
    """
    expert = ctx.session.get(Expert, expert_id)
    if expert is None or expert.county_code != problem.county_code or not expert.is_active:
        raise InvalidInput("expert_not_to_ask", field="expert")
    for refusal in _standing_refusals(ctx, problem.farm_id, expert_id):
        _end(ctx, refusal)
    _add_wish(ctx, problem, expert_id, WishKind.ASKS)


def refuse_expert(ctx: Context, problem_id: int, expert_id: int, reason: str, words: str | None = None) -> None:
    """The farm wants somebody else than `expert_id`, now and until it says otherwise.

    Where that expert has the question, or was offered it, it goes back to the bureau with a new recommendation; the
    expert's record and turn stay as they were. Saying it twice is saying it once. Raises NotAllowed, NotFound,
    InvalidInput reason_missing, reason_unknown, text_missing (other needs words),
    Conflict('work_done_already') once the expert has finished.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id, lock=True)
    require(ctx.actor, Permission.FARM_WISH, problem_subject(problem))
    code, said = _refusal_reason(reason, words)
    if expert_id == problem.expert_id and problem.status not in WITH_EXPERT:
        raise Conflict("work_done_already", problem.id)
    _check_expert(ctx, problem, expert_id)
    if expert_id not in refused_experts(ctx, problem.farm_id):
        _add_wish(ctx, problem, expert_id, WishKind.REFUSES, code, said)
    if expert_id == problem.expert_id:
        _take_back(ctx, problem, code)
    if problem.status in ASSIGNABLE:
        store_recommendation(ctx, problem)


def end_refusal(ctx: Context, wish_id: int) -> None:
    """The farm would take the expert again. Ending it twice is ending it once. Raises NotAllowed, NotFound."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    wish = ctx.session.get(FarmWish, wish_id)
    if wish is None or wish.kind is not WishKind.REFUSES:
        raise NotFound("wish_unknown", wish_id)
    find(ctx, Permission.FARM_WISH, Farm, wish.farm_id)
    if wish.ended_at is None:
        _end(ctx, wish)


def _check_expert(ctx: Context, problem: Problem, expert_id: int) -> None:
    expert = ctx.session.get(Expert, expert_id)
    if expert is None or expert.county_code != problem.county_code:
        raise NotFound("expert_unknown", expert_id)


def _take_back(ctx: Context, problem: Problem, reason: str) -> None:
    assignment = current_assignment(ctx, problem)
    if assignment is None:
        raise Conflict("step_not_possible", problem.id)
    assignment.state, assignment.answered_at = AssignmentState.REFUSED, ctx.now
    append_event(
        ctx, problem, ProblemEventKind.REFUSED, expert_id=assignment.expert_id, assignment_id=assignment.id,
        reason=reason,
    )


def _standing_refusals(ctx: Context, farm_id: int, expert_id: int) -> list[FarmWish]:
    return list(ctx.session.scalars(select(FarmWish).where(
        FarmWish.farm_id == farm_id, FarmWish.expert_id == expert_id, FarmWish.kind == WishKind.REFUSES,
        FarmWish.ended_at.is_(None),
    )))


def _add_wish(
    ctx: Context, problem: Problem, expert_id: int, kind: WishKind, reason: str | None = None, words: str | None = None,
) -> None:
    ctx.session.add(FarmWish(
        farm_id=problem.farm_id, expert_id=expert_id, kind=kind, problem_id=problem.id, reason=reason, words=words,
        said_by_id=ctx.account_id, said_at=ctx.now,
    ))
    ctx.session.flush()
    record(ctx, kind.value, "farm", problem.farm_id, expert_id=expert_id, problem_id=problem.id)


def _end(ctx: Context, wish: FarmWish) -> None:
    wish.ended_by_id, wish.ended_at = ctx.actor.account_id, ctx.now
    record(ctx, "takes_again", "farm", wish.farm_id, expert_id=wish.expert_id)


def _refusal_reason(raw: str, words: str | None) -> tuple[str, str | None]:
    if not raw:
        raise InvalidInput("reason_missing", field="reason")
    if raw not in list(RefusalReason):
        raise InvalidInput("reason_unknown", field="reason", value=raw)
    said = optional_text(words, "words", longest=WORDS_MAX)
    if raw == RefusalReason.OTHER and not said:
        raise InvalidInput("text_missing", field="words")
    return raw, said
