"""Second opinions: which questions want one, what an asked expert may see of the question, who may read what was
written. The one who is asked has no reach to the question itself, so that nothing of the first expert's is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from data.domain.contact import mask_phone
from data.domain.ladder import Cause
from data.domain.permissions import Permission, reach_of
from data.domain.places import county_of, town_of
from data.domain.problem import OPEN, SECONDABLE, WITH_EXPERT, ProblemEventKind, Urgency
from data.domain.roles import Role
from data.domain.second_opinion import KINDS, Request, SecondStep, reply_until, requests_of, second_rules, wanted_by
from data.domain.visit import VisitStatus
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment
from data.models.visit import Visit
from data.queries.experts import experts_of_visits
from data.queries.fact_requests import Answer, told
from data.queries.ladder import STILL_THERE
from data.queries.places import place_names
from data.queries.scope import check_role, find, in_scope
from data.queries.taxonomy import industries
from data.services.context import Context

SHOWN, LOOKED_AT = 10, 1000


@dataclass(frozen=True)
class Opinion:
    """A second expert and, once given, what they wrote. `phone` masked for whoever only looks on."""

    expert: str
    unit: str
    phone: str
    request: Request


@dataclass(frozen=True)
class FirstAdvice:
    """What the first expert wrote at a visit."""

    day: dt.date
    experts: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class SecondCard:
    """A question for the second expert: the asker's words, answer and photos, the town; not who asks. `firsts` are
    empty until the own opinion is given."""

    problem_id: int
    number: str
    words: str
    answer: Answer | None
    photos: tuple[str, ...]
    place: str
    industry: str | None
    crop: str | None
    urgency: Urgency
    request: Request
    firsts: tuple[FirstAdvice, ...]


@dataclass(frozen=True)
class SecondWanted:
    """A question for which the rule wants a second opinion."""

    problem_id: int
    title: str
    cause: Cause
    count: int


@dataclass(frozen=True)
class LateSecond:
    """An expert was to write until `due_at` and has not."""

    problem_id: int
    title: str
    expert: str
    due_at: dt.datetime


def second_rules_here(ctx: Context) -> dict[Cause, int]:
    """Of the actor's county. Raises NotAllowed."""
    check_role(ctx, Permission.OFFICE_EDIT)
    return second_rules(ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings)


def second_requests(ctx: Context, problem_ids: Collection[int]) -> dict[int, list[Request]]:
    """By problem, oldest first, for code that has checked who asks."""
    steps: dict[int, list[SecondStep]] = {}
    rows = ctx.session.scalars(
        select(ProblemEvent).where(ProblemEvent.problem_id.in_(problem_ids), ProblemEvent.kind.in_(KINDS))
        .order_by(ProblemEvent.problem_id, ProblemEvent.sequence)
    )
    for row in rows:
        steps.setdefault(row.problem_id, []).append(SecondStep(row.kind, row.at, row.expert_id, row.details))
    return {problem_id: requests_of(found) for problem_id, found in steps.items()}


def had_it(ctx: Context, problem_id: int) -> set[int]:
    """The experts who were ever offered the question: none of them can judge it from outside."""
    return {expert_id for _problem, expert_id in _offered(ctx, [problem_id])}


def standing_requests(ctx: Context, problem_ids: Collection[int]) -> dict[int, Request]:
    """By problem the latest that is given or may still be; one whose expert was offered the question since is over. Two
    queries, however many."""
    offered = _offered(ctx, problem_ids)
    latest = {problem_id: found[-1] for problem_id, found in second_requests(ctx, problem_ids).items()}
    return {
        problem_id: one for problem_id, one in latest.items()
        if not one.is_declined and not (one.is_open and (problem_id, one.expert_id) in offered)
    }


def standing_request(ctx: Context, problem_id: int) -> Request | None:
    return standing_requests(ctx, [problem_id]).get(problem_id)


def _offered(ctx: Context, problem_ids: Collection[int]) -> set[tuple[int, int]]:
    """(problem, expert) of every offer."""
    offers = select(Assignment.problem_id, Assignment.expert_id).where(Assignment.problem_id.in_(problem_ids))
    return {(row.problem_id, row.expert_id) for row in ctx.session.execute(offers)}


def wanted_here(ctx: Context, problem: Problem) -> tuple[Cause, int] | None:
    """The rule that wants a second opinion of a problem now, and how much there is of its cause."""
    if problem.status not in SECONDABLE or problem.expert_id is None or standing_request(ctx, problem.id):
        return None
    rules = second_rules(ctx.session.get_one(County, problem.county_code).settings)
    return _wanted(rules, problem.urgency, _came_back(ctx, [problem.id]).get(problem.id, 0))


def second_wanted(ctx: Context) -> tuple[SecondWanted, ...]:
    """Questions within the actor's reach that want one, newest first, at most ten. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    rules = second_rules(ctx.session.get_one(County, county_of(ctx.actor.area_code)).settings)
    causes = [Problem.urgency == Urgency.CRITICAL] if Cause.LOSS in rules else []
    causes += [_often(rules[Cause.REPEAT])] if rules.get(Cause.REPEAT) else []
    if not causes:
        return ()
    ids = ctx.session.scalars(
        select(Problem.id).where(
            in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem), Problem.status.in_(SECONDABLE),
            Problem.expert_id.is_not(None), or_(*causes), Problem.id.not_in(_asked_already()),
        ).order_by(Problem.id.desc()).limit(SHOWN)
    ).all()
    counts = _came_back(ctx, ids)
    rows = ctx.session.execute(
        select(Problem.id, Problem.title, Problem.urgency).where(Problem.id.in_(ids)).order_by(Problem.id.desc())
    )
    found = ((row, _wanted(rules, row.urgency, counts.get(row.id, 0))) for row in rows)
    return tuple(SecondWanted(row.id, row.title, *wanted) for row, wanted in found if wanted)


def late_seconds(ctx: Context) -> tuple[LateSecond, ...]:
    """Requests about open questions within the actor's reach whose time is over without a word, earliest first, at most
    ten of the thousand newest. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    # The few requests first: else every open question would be looked at for one.
    asked = select(ProblemEvent).where(_is_last(), _is_waited_for()).cte("asked").prefix_with("MATERIALIZED")
    rows = ctx.session.execute(
        select(Problem.id, Problem.title, Expert.name, asked.c.details)
        .join(asked, asked.c.problem_id == Problem.id).join(Expert, Expert.id == asked.c.expert_id)
        .where(in_scope(ctx.actor, Permission.PROBLEM_ASSIGN, Problem), Problem.status.in_(OPEN))
        .order_by(asked.c.at.desc(), asked.c.id.desc()).limit(LOOKED_AT)
    )
    requests = ((row, reply_until(row.details)) for row in rows)
    late = (LateSecond(row.id, row.title, row.name, due) for row, due in requests if due and due <= ctx.now)
    return tuple(sorted(late, key=lambda one: (one.due_at, one.problem_id))[:SHOWN])


def opinions(ctx: Context, problem_id: int) -> tuple[Opinion, ...]:
    """Asked or given, oldest first: all for those who oversee; what was given for the expert who has finished; nothing
    for the asker or an informant. Raises NotAllowed, NotFound."""
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    oversees = reach_of(ctx.actor.role, Permission.PROBLEM_OVERSEE) is not None
    asks = ctx.actor.role in (Role.COOPERATIVE, Role.INFORMANT)
    if asks or (not oversees and problem.status in WITH_EXPERT):
        return ()
    standing = standing_request(ctx, problem.id) if oversees else None
    requests = [
        one for one in second_requests(ctx, [problem.id]).get(problem.id, []) if one.given_at or one == standing
    ]
    found = ctx.session.scalars(select(Expert).where(Expert.id.in_({one.expert_id for one in requests})))
    experts = {one.id: one for one in found}
    return tuple(_opinion(ctx, experts[one.expert_id], one) for one in requests)


def second_cards(ctx: Context) -> tuple[SecondCard, ...]:
    """Open questions of which the signed-in expert was asked for an opinion: to write first, then written ones, each
    newest first. Raises NotAllowed."""
    check_role(ctx, Permission.ASSIGNMENT_ANSWER)
    asked = select(ProblemEvent.problem_id).where(
        ProblemEvent.kind == ProblemEventKind.SECOND_ASKED, ProblemEvent.expert_id == ctx.actor.expert_id,
    )
    problems = ctx.session.scalars(
        select(Problem).where(Problem.id.in_(asked), Problem.status.in_(OPEN)).order_by(Problem.id.desc())
    ).all()
    standing = standing_requests(ctx, [one.id for one in problems])
    found = [(one, standing[one.id]) for one in problems if one.id in standing]
    cards = [_card(ctx, one, request) for one, request in found if request.expert_id == ctx.actor.expert_id]
    return tuple(sorted(cards, key=lambda card: not card.request.is_open))


def is_second(ctx: Context, problem_id: int) -> bool:
    """The actor was asked for a second opinion and may see the asker's photos."""
    if ctx.actor.expert_id is None:
        return False
    request = standing_request(ctx, problem_id)
    return request is not None and request.expert_id == ctx.actor.expert_id


def _wanted(rules: Mapping[Cause, int], urgency: Urgency, came_back: int) -> tuple[Cause, int] | None:
    counts = {Cause.LOSS: int(urgency is Urgency.CRITICAL), Cause.REPEAT: came_back}
    cause = wanted_by(rules, counts)
    return (cause, counts[cause]) if cause else None


def _came_back(ctx: Context, problem_ids: Collection[int]) -> dict[int, int]:
    """By problem: how often it was not solved or taken up again."""
    return dict(ctx.session.execute(
        select(ProblemEvent.problem_id, func.count())
        .where(ProblemEvent.problem_id.in_(problem_ids), ProblemEvent.kind.in_(STILL_THERE))
        .group_by(ProblemEvent.problem_id)
    ).all())


def _often(least: int) -> ColumnElement[bool]:
    """The condition on `Problem` that it came back at least so often; counted only for those that ever did."""
    came_back = select(ProblemEvent.problem_id).where(ProblemEvent.kind.in_(STILL_THERE))
    times = (
        select(func.count()).where(ProblemEvent.problem_id == Problem.id, ProblemEvent.kind.in_(STILL_THERE))
        .scalar_subquery()
    )
    return Problem.id.in_(came_back) & (times >= least)


def _asked_already() -> Select[int]:
    """Ids of problems with an opinion that is given, or asked for and not declined."""
    given_or_asked = ProblemEvent.kind.in_((ProblemEventKind.SECOND_GIVEN, ProblemEventKind.SECOND_ASKED))
    is_given = ProblemEvent.kind == ProblemEventKind.SECOND_GIVEN
    return select(ProblemEvent.problem_id).where(given_or_asked, _is_last(), or_(is_given, _is_waited_for()))


def _is_last() -> ColumnElement[bool]:
    """The event is its problem's latest about a second opinion."""
    later = aliased(ProblemEvent)
    return ~exists().where(
        later.problem_id == ProblemEvent.problem_id, later.sequence > ProblemEvent.sequence, later.kind.in_(KINDS),
    )


def _is_waited_for() -> ColumnElement[bool]:
    """The event asks somebody who was not offered the question itself since."""
    had = select(Assignment.id).where(
        Assignment.problem_id == ProblemEvent.problem_id, Assignment.expert_id == ProblemEvent.expert_id,
    )
    return (ProblemEvent.kind == ProblemEventKind.SECOND_ASKED) & ~had.exists()


def _opinion(ctx: Context, expert: Expert, request: Request) -> Opinion:
    phone = expert.phone or ""
    return Opinion(
        expert.name, expert.unit, phone if ctx.actor.role is Role.OFFICER or not phone else mask_phone(phone), request,
    )


def _card(ctx: Context, problem: Problem, request: Request) -> SecondCard:
    town = town_of(problem.current_place) or problem.current_place
    names = {one.code: one.short_name for one in industries(ctx)}
    said = told(ctx, problem)
    return SecondCard(
        problem.id, problem.number, problem.text, said.answer, said.photos, place_names(ctx, [town])[town],
        names.get(problem.industry or ""), problem.crop, problem.urgency, request,
        () if request.is_open else _firsts(ctx, problem.id),
    )


def _firsts(ctx: Context, problem_id: int) -> tuple[FirstAdvice, ...]:
    rows = ctx.session.scalars(
        select(Visit).where(Visit.problem_id == problem_id, Visit.status != VisitStatus.VOIDED)
        .order_by(Visit.service_day, Visit.id)
    ).all()
    experts = experts_of_visits(ctx, [row.id for row in rows])
    return tuple(FirstAdvice(row.service_day, experts.get(row.id, ()), row.advice) for row in rows)
