"""An expert's own work: what waits for an answer, what is in hand, what this month came to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from data.domain.errors import NotAllowed
from data.domain.permissions import Permission, Reach, reach_of
from data.domain.problem import WITH_EXPERT, ProblemStatus
from data.domain.seasons import SeasonKind
from data.domain.slots import Slot, Times, free_slots
from data.domain.visit import COUNTED
from data.models.expert import Expert
from data.models.follow_up import FollowUp
from data.models.problem import Problem
from data.models.recommendation import Assignment, Candidate
from data.models.visit import Visit, VisitExpert
from data.queries.follow_ups import FollowUpRow, follow_ups, stands
from data.queries.impact_scope import visit_contacts
from data.queries.outcomes import OutcomeDue, outcomes_due
from data.queries.problem_rows import ProblemCard, cards, cards_query
from data.queries.promises import seasons_now
from data.queries.recommendations import ReasonRow
from data.queries.signed_answers import AnswerOfVisit, answers_to_sign
from data.queries.slots import times_of
from data.services.context import Context

CARDS_MAX = 50


@dataclass(frozen=True)
class WorkCard:
    """A problem in the expert's hands. `reasons`: why it was you; `minutes` by road, about; both None or empty
    when the officer chose somebody who was not on the list. `follow_up_on`: the day agreed at the last visit; `times`
    offered for the visit and chosen by the asker; `free`: those that may be offered."""

    problem: ProblemCard
    phone: str
    assignment_id: int
    reply_by: dt.datetime
    note: str
    minutes: int | None
    reasons: tuple[ReasonRow, ...]
    follow_up_on: dt.date | None = None
    season: SeasonKind | None = None
    times: Times = field(default_factory=Times)
    free: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class MonthSoFar:
    """This calendar month's counted visits: distinct days, visits, contacts (人次)."""

    days: int
    visits: int
    contacts: int


@dataclass(frozen=True)
class MyWork:
    offers: tuple[WorkCard, ...]
    in_progress: tuple[WorkCard, ...]
    to_confirm: tuple[WorkCard, ...]
    open: int
    max_open: int
    month: MonthSoFar
    outcomes_due: tuple[OutcomeDue, ...]
    follow_ups: tuple[FollowUpRow, ...]
    to_sign: tuple[AnswerOfVisit, ...]


def my_work(ctx: Context) -> MyWork:
    """The signed-in expert's work. Raises NotAllowed."""
    if reach_of(ctx.actor.role, Permission.PROBLEM_READ) is not Reach.OWN_WORK or ctx.actor.expert_id is None:
        raise NotAllowed("not_allowed", Permission.PROBLEM_READ.value)
    found = _work_cards(ctx)
    by_status = {status: tuple(c for c in found if c.problem.status is status) for status in ProblemStatus}
    return MyWork(
        offers=by_status[ProblemStatus.OFFERED], in_progress=_expected_first(by_status[ProblemStatus.IN_PROGRESS]),
        to_confirm=by_status[ProblemStatus.TO_CONFIRM],
        open=sum(len(by_status[status]) for status in WITH_EXPERT),
        max_open=ctx.session.get_one(Expert, ctx.actor.expert_id).max_open, month=_month(ctx),
        outcomes_due=outcomes_due(ctx),
        follow_ups=follow_ups(ctx), to_sign=answers_to_sign(ctx),
    )


def _expected_first(found: tuple[WorkCard, ...]) -> tuple[WorkCard, ...]:
    """Where an asker waits at an hour that was agreed, soonest first; then the others as they were."""
    agreed = [card for card in found if card.times.chosen]
    rest = [card for card in found if not card.times.chosen]
    return (*sorted(agreed, key=lambda card: card.times.chosen.begins_at), *rest)


def _work_cards(ctx: Context) -> list[WorkCard]:
    open_ones = Problem.status.in_((*WITH_EXPERT, ProblemStatus.TO_CONFIRM))
    rows = ctx.session.execute(cards_query(ctx, open_ones).limit(CARDS_MAX)).all()
    offers = _offers(ctx, [row.Problem.id for row in rows])
    agreed = _agreed(ctx, [row.Problem.id for row in rows])
    seasons = seasons_now(ctx, [row.Problem.id for row in rows])
    times = times_of(ctx, [row.Problem.id for row in rows])
    taken = {one.chosen for one in times.values() if one.chosen}
    return [
        replace(
            _work_card(card, row.Problem, *offers[card.id]), follow_up_on=agreed.get(card.id),
            season=seasons.get(card.id), times=(its := times.get(card.id, Times())),
            free=free_slots(ctx.now, row.Problem.due_at, taken - {its.chosen}),
        )
        for card, row in zip(cards(ctx, rows), rows, strict=True)
    ]


def _work_card(
    card: ProblemCard, problem: Problem, offer: Assignment, candidate: Candidate | None,
) -> WorkCard:
    reasons = candidate.reasons if candidate else []
    return WorkCard(
        problem=card, phone=problem.asker_phone, assignment_id=offer.id, reply_by=offer.reply_by, note=offer.note,
        minutes=candidate.facts["minutes"] if candidate else None,
        reasons=tuple(ReasonRow(r["kind"], r["code"], r["params"]) for r in reasons if r["kind"] == "plus"),
    )


def _offers(ctx: Context, problem_ids: list[int]) -> dict[int, tuple[Assignment, Candidate | None]]:
    """The latest assignment of each problem with the expert's place in the recommendation behind it."""
    rows = ctx.session.execute(
        select(Assignment, Candidate)
        .outerjoin(Candidate, (Candidate.recommendation_id == Assignment.recommendation_id)
                   & (Candidate.expert_id == Assignment.expert_id))
        .where(Assignment.problem_id.in_(problem_ids), Assignment.expert_id == ctx.actor.expert_id)
        .order_by(Assignment.id)
    )
    return {row.Assignment.problem_id: (row.Assignment, row.Candidate) for row in rows}


def _agreed(ctx: Context, problem_ids: list[int]) -> dict[int, dt.date]:
    """By problem: the day on which the expert said to come again."""
    rows = ctx.session.execute(
        select(FollowUp.problem_id, func.min(FollowUp.due_on))
        .where(
            FollowUp.problem_id.in_(problem_ids), FollowUp.expert_id == ctx.actor.expert_id, FollowUp.what.is_(None),
            stands(),
        )
        .group_by(FollowUp.problem_id)
    )
    return dict(rows.all())


def _month(ctx: Context) -> MonthSoFar:
    days, visits, contacts = ctx.session.execute(
        select(func.count(Visit.service_day.distinct()), func.count(), func.coalesce(func.sum(visit_contacts()), 0))
        .join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .where(
            VisitExpert.expert_id == ctx.actor.expert_id, Visit.status.in_(COUNTED),
            Visit.service_day >= ctx.today.replace(day=1),
        )
    ).one()
    return MonthSoFar(days, visits, contacts)
