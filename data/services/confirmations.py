"""The served side's word on a problem: solved or not, from its own account or when an officer or informant calls."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from data.domain.errors import Conflict, InvalidInput, NotAllowed
from data.domain.outcome import HOW_MAX, VALUE_MAX
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import CONFIRMABLE, ProblemEventKind, ProblemStatus
from data.domain.text import NAME_MAX, optional_text, required_text
from data.domain.visit import COUNTED, ConfirmedBy, Outcome, VisitEventKind, VisitStatus
from data.models.farm import Farm, FarmMember
from data.models.problem import Problem
from data.models.visit import Confirmation, Visit, VisitExpert, VisitPerson, VisitProblem
from data.queries.scope import find
from data.services import audit, visit_events
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import hold_problem, touch_county
from data.services.recommend import store_recommendation

PRACTICE_USED = ("yes", "partly", "no")
RATINGS = range(1, 6)


@dataclass(frozen=True)
class ConfirmationForm:
    """`answered_by`: who spoke; `practice_used`: yes, partly or no; `rating` 1–5; `loss_avoided` in yuan, only with
    `loss_how` it was reckoned."""

    outcome: Outcome
    answered_by: str | None = None
    practice_used: str | None = None
    rating: int | None = None
    words: str | None = None
    loss_avoided: int | None = None
    loss_how: str | None = None


@dataclass(frozen=True)
class ConfirmationReceipt:
    """`persons`: how many named people have grade B by it, once per visit."""

    confirmation_id: int
    problem_id: int
    number: str
    outcome: Outcome
    persons: int


def confirm_problem(ctx: Context, problem_id: int, form: ConfirmationForm, token: str) -> ConfirmationReceipt:
    """The asker's own word, for its own farm's problem; the same `token` again gives the same receipt.

    Solved: the problem is closed, its logged visits are confirmed, and the farm's contact and own members among
    the named get grade B. Not solved: it goes back to the bureau with a new recommendation; the visits stay logged.
    Raises NotFound problem_unknown; NotAllowed own_visit; Conflict nothing_to_confirm(status), token_used;
    InvalidInput practice_unknown, rating_range, loss_range, loss_missing, loss_how_missing, text_*.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.VISIT_CONFIRM, Problem, problem_id, lock=True)
    who = optional_text(form.answered_by, "answered_by", longest=NAME_MAX) or ctx.actor.name
    return _confirm(ctx, problem, form, token, ConfirmedBy.ACCOUNT, who)


def record_call_back(ctx: Context, problem_id: int, form: ConfirmationForm, token: str) -> ConfirmationReceipt:
    """What the asker answered on the phone; the caller and the moment are kept, and `answered_by` is required.

    Effects and errors as `confirm_problem`; never by an expert who made one of the visits.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.CALLBACK_RECORD, Problem, problem_id, lock=True)
    who = required_text(form.answered_by or "", "answered_by", longest=NAME_MAX)
    return _confirm(ctx, problem, form, token, ConfirmedBy.CALL_BACK, who)


def confirm_by_receipt(ctx: Context, problem_id: int, form: ConfirmationForm, token: str) -> ConfirmationReceipt:
    """The word of whoever showed receipt number and phone; the caller has checked both.

    Effects and errors as `confirm_problem`.
    """
    problem = ctx.session.get_one(Problem, problem_id)
    hold_problem(ctx, problem)
    who = optional_text(form.answered_by, "answered_by", longest=NAME_MAX) or problem.asker_name
    return _confirm(ctx, problem, form, token, ConfirmedBy.RECEIPT, who)


def _confirm(
    ctx: Context, problem: Problem, form: ConfirmationForm, token: str, door: ConfirmedBy, who: str,
) -> ConfirmationReceipt:
    earlier = ctx.session.scalar(select(Confirmation).where(Confirmation.token == token))
    if earlier is not None:
        return _receipt(ctx, problem, _own(ctx, problem, earlier))
    _check_not_visitor(ctx, problem)
    solved = form.outcome is Outcome.SOLVED
    if problem.status not in (CONFIRMABLE if solved else {ProblemStatus.TO_CONFIRM}):
        raise Conflict("nothing_to_confirm", problem.id, status=problem.status)
    confirmation = _store(ctx, problem, form, token, door, who)
    if solved:
        _confirm_visits(ctx, problem, confirmation)
    kind = ProblemEventKind.CONFIRMED if solved else ProblemEventKind.NOT_SOLVED
    append_event(ctx, problem, kind, confirmation_id=confirmation.id)
    if not solved:
        store_recommendation(ctx, problem)
    audit.record(ctx, kind.value, "problem", problem.id, confirmation_id=confirmation.id, door=door.value)
    return _receipt(ctx, problem, confirmation)


def _own(ctx: Context, problem: Problem, earlier: Confirmation) -> Confirmation:
    if (earlier.recorded_by_id, earlier.problem_id) != (ctx.account_id, problem.id):
        raise Conflict("token_used", problem.id)
    return earlier


def _check_not_visitor(ctx: Context, problem: Problem) -> None:
    """Nobody confirms his own work, in whatever role he signs in."""
    visitors = set(ctx.session.scalars(
        select(VisitExpert.expert_id).join(Visit, Visit.id == VisitExpert.visit_id)
        .where(Visit.problem_id == problem.id)
    ))
    expert_id = ctx.signed_in.expert_id if ctx.signed_in else None
    if expert_id is not None and expert_id in visitors | {problem.expert_id}:
        raise NotAllowed("own_visit", problem.id)


def _store(
    ctx: Context, problem: Problem, form: ConfirmationForm, token: str, door: ConfirmedBy, who: str,
) -> Confirmation:
    if form.practice_used is not None and form.practice_used not in PRACTICE_USED:
        raise InvalidInput("practice_unknown", field="practice_used")
    if form.rating is not None and form.rating not in RATINGS:
        raise InvalidInput("rating_range", field="rating")
    loss, how = _loss(form)
    confirmation = Confirmation(
        token=token, problem_id=problem.id, farm_id=problem.farm_id, outcome=form.outcome, door=door,
        recorded_by_id=ctx.account_id, at=ctx.now, answered_by=who, practice_used=form.practice_used,
        rating=form.rating, words=optional_text(form.words, "words"), loss_avoided=loss, loss_how=how,
    )
    ctx.session.add(confirmation)
    ctx.session.flush()
    return confirmation


def _loss(form: ConfirmationForm) -> tuple[int | None, str | None]:
    """A loss avoided says how it was reckoned, a reckoning of how much: neither is dropped, the other is asked for."""
    how = optional_text(form.loss_how, "loss_how", longest=HOW_MAX)
    if form.loss_avoided is None and how is None:
        return None, None
    if form.loss_avoided is None:
        raise InvalidInput("loss_missing", field="loss_avoided")
    if not 0 <= form.loss_avoided <= VALUE_MAX:
        raise InvalidInput("loss_range", field="loss_avoided", most=VALUE_MAX)
    if how is None:
        raise InvalidInput("loss_how_missing", field="loss_how")
    return form.loss_avoided, how


def _confirm_visits(ctx: Context, problem: Problem, confirmation: Confirmation) -> None:
    also = select(VisitProblem.visit_id).where(VisitProblem.problem_id == problem.id)
    visits = ctx.session.scalars(
        select(Visit).where(or_(
            (Visit.problem_id == problem.id) & (Visit.status == VisitStatus.LOGGED),
            Visit.id.in_(also) & Visit.status.in_(COUNTED),
        ))
        .order_by(Visit.id).with_for_update()
    ).all()
    speaking = own_people(ctx, problem.farm_id)
    for visit in visits:
        links = ctx.session.scalars(
            select(VisitPerson).where(VisitPerson.visit_id == visit.id, VisitPerson.person_id.in_(speaking))
        ).all()
        for link in links:
            link.confirmation_id = link.confirmation_id or confirmation.id
        visit_events.append(
            ctx, visit, VisitEventKind.CONFIRMED,
            confirmation_id=confirmation.id, person_ids=sorted(link.person_id for link in links),
        )


def own_people(ctx: Context, farm_id: int) -> list[int]:
    """Those for whom the farm can speak: its contact and its members."""
    members = ctx.session.scalars(select(FarmMember.person_id).where(FarmMember.farm_id == farm_id))
    contact = ctx.session.get_one(Farm, farm_id).contact_person_id
    return [*members, *([contact] if contact else [])]


def _receipt(ctx: Context, problem: Problem, confirmation: Confirmation) -> ConfirmationReceipt:
    persons = ctx.session.scalar(
        select(func.count()).select_from(VisitPerson).where(VisitPerson.confirmation_id == confirmation.id)
    )
    return ConfirmationReceipt(confirmation.id, problem.id, problem.number, confirmation.outcome, persons or 0)
