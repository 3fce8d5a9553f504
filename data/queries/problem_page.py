"""One problem with everything its page shows, each actor seeing what the permission map allows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from data.domain.contact import mask_phone
from data.domain.permissions import Permission, allows
from data.domain.problem import (
    BALL,
    Ball,
    Gate,
    ProblemEventKind,
    ProblemStatus,
    Urgency,
)
from data.domain.promises import WITHDRAW_WITHIN
from data.domain.register import FarmKind
from data.domain.roles import Role
from data.domain.seasons import SeasonKind
from data.models.account import Account
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState
from data.queries.closing import days_not_reached, reopen_until
from data.queries.duty import DutyNow, duty_now, duty_told
from data.queries.fact_requests import Answer, Asked, told
from data.queries.places import place_names
from data.queries.problem_may import May, may_do
from data.queries.problem_rows import shown_farm, shown_name
from data.queries.problems import count_to_assign, neighbours
from data.queries.promises import seasons_now
from data.queries.scope import find, problem_subject
from data.queries.taxonomy import industries, problem_types
from data.queries.ties import requested_experts
from data.services.context import Context

INSIDE = {
    ProblemEventKind.RECOMMENDED, ProblemEventKind.CORRECTED, ProblemEventKind.RAISE_PROPOSED,
    ProblemEventKind.SECOND_ASKED, ProblemEventKind.SECOND_DECLINED, ProblemEventKind.NUMBER_CORRECTED,
}
TOLD = ("to_whom", "words", "name")


@dataclass(frozen=True)
class Understood:
    """What was read from the words or corrected. `missing`: codes of facts still to be asked."""

    industry_code: str | None
    industry: str | None
    crop: str | None
    types: tuple[tuple[str, str], ...]
    urgency: Urgency
    gate: Gate | None
    missing: tuple[str, ...]
    is_corrected: bool


@dataclass(frozen=True)
class TimelineEntry:
    """`who` acted; `expert` is whom it concerns; `details` hold reason, words or to_whom where there are any."""

    kind: ProblemEventKind
    at: dt.datetime
    who: str | None
    expert: str | None
    details: dict


@dataclass(frozen=True)
class AssignmentView:
    """The latest offer. `can_withdraw_until` is None once it cannot be taken back."""

    id: int
    expert_id: int
    expert: str
    unit: str
    phone: str | None
    state: AssignmentState
    assigned_by: str
    assigned_at: dt.datetime
    reply_by: dt.datetime
    opened_at: dt.datetime | None
    note: str
    override_reason: str | None
    override_words: str | None
    can_withdraw_until: dt.datetime | None


@dataclass(frozen=True)
class ProblemPage:
    """`phone` is masked unless the actor is an officer, the expert who has the problem, or the asker.
    `photos` came with the question, `asked` and `answer` is what the office asked back and what it was told.
    `reopen_until`: the last day to take up a closed one again; `days_not_reached`: on how many the asker was called in
    vain. `duty_told`: who of the animal-health authority took the call."""

    id: int
    version: int
    number: str
    title: str
    words: str
    facts: dict[str, str]
    photos: tuple[str, ...]
    asked: Asked | None
    answer: Answer | None
    place_code: str
    place: str
    created_at: dt.datetime
    asker: str
    phone: str
    filed_by: str | None
    farm_id: int
    farm: str
    farm_kind: FarmKind
    understood: Understood
    status: ProblemStatus
    ball: Ball
    due_at: dt.datetime | None
    season: SeasonKind | None
    reopen_until: dt.date | None
    days_not_reached: int
    is_overdue: bool
    expert_id: int | None
    assignment: AssignmentView | None
    requested: tuple[str, ...]
    timeline: tuple[TimelineEntry, ...]
    may: May
    is_joined: bool
    duty: DutyNow
    duty_told: str | None
    office_phone: str | None
    previous_id: int | None
    next_id: int | None
    waiting: int


def problem_page(ctx: Context, problem_id: int) -> ProblemPage:
    """The problem as the actor may see it; neighbours and the count of waiting ones only for officers.

    Raises NotAllowed, NotFound('problem_unknown').
    """
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    farm = ctx.session.get_one(Farm, problem.farm_id)
    county = ctx.session.get_one(County, problem.county_code)
    is_officer, said = ctx.actor.role is Role.OFFICER, told(ctx, problem)
    before, after = neighbours(ctx, problem) if is_officer else (None, None)
    return ProblemPage(
        id=problem.id, version=problem.version, number=problem.number, title=problem.title, words=problem.text,
        facts=problem.facts, photos=said.photos, asked=said.asked, answer=said.answer,
        place_code=problem.current_place, place=place_names(ctx, [problem.current_place])[problem.current_place],
        created_at=problem.created_at,
        asker=shown_name(ctx, problem.asker_name), phone=shown_phone(ctx, problem), filed_by=_filed_by(ctx, problem),
        farm_id=farm.id, farm=shown_farm(ctx, farm),
        farm_kind=farm.kind, understood=_understood(ctx, problem), status=problem.status,
        ball=BALL[problem.status], due_at=problem.due_at, season=seasons_now(ctx, [problem.id]).get(problem.id),
        reopen_until=reopen_until(ctx, problem),
        days_not_reached=len(days_not_reached(ctx, [problem.id]).get(problem.id, ())) if is_officer else 0,
        is_overdue=problem.due_at is not None and problem.due_at < ctx.now, expert_id=problem.expert_id,
        assignment=_assignment(ctx, problem), requested=_requested(ctx, problem),
        timeline=_timeline(ctx, problem), may=may_do(ctx, problem),
        is_joined=problem.joined_id is not None,
        duty=duty_now(ctx, county.code), duty_told=duty_told(ctx, problem), office_phone=county.office_phone,
        previous_id=before, next_id=after, waiting=count_to_assign(ctx) if is_officer else 0,
    )


def shown_phone(ctx: Context, problem: Problem) -> str:
    """Open for officers and informants, the expert who has the problem, and the asker; masked for the rest."""
    actor = ctx.actor
    is_open = (
        actor.role in (Role.OFFICER, Role.INFORMANT)
        or (actor.expert_id is not None and actor.expert_id == problem.expert_id)
        or (actor.farm_id is not None and actor.farm_id == problem.farm_id)
    )
    return problem.asker_phone if is_open else mask_phone(problem.asker_phone)


def _filed_by(ctx: Context, problem: Problem) -> str | None:
    """Who typed it for the asker; None when the asker did, with or without an account."""
    if problem.filed_by_id is None:
        return None
    account = ctx.session.get_one(Account, problem.filed_by_id)
    return account.name if account.farm_id != problem.farm_id else None


def _understood(ctx: Context, problem: Problem) -> Understood:
    types = {row.code: row.short_name for row in problem_types(ctx)}
    names = {row.code: row.short_name for row in industries(ctx)}
    return Understood(
        industry_code=problem.industry, industry=names.get(problem.industry or ""), crop=problem.crop,
        types=tuple((code, types[code]) for code in problem.problem_types), urgency=problem.urgency,
        gate=problem.gate, missing=tuple(problem.understanding["missing"]),
        is_corrected=problem.understanding["types_stated"],
    )


def _assignment(ctx: Context, problem: Problem) -> AssignmentView | None:
    row = ctx.session.execute(
        select(Assignment, Expert, Account.name.label("officer"))
        .join(Expert, Expert.id == Assignment.expert_id).join(Account, Account.id == Assignment.assigned_by_id)
        .where(Assignment.problem_id == problem.id).order_by(Assignment.id.desc()).limit(1)
    ).first()
    if row is None:
        return None
    one, expert = row.Assignment, row.Expert
    until = one.assigned_at + WITHDRAW_WITHIN
    open_for_withdrawal = one.state is AssignmentState.OFFERED and until > ctx.now
    return AssignmentView(
        id=one.id, expert_id=expert.id, expert=expert.name, unit=expert.unit,
        phone=mask_phone(expert.phone) if ctx.actor.role is Role.LEADER else expert.phone,
        state=one.state, assigned_by=row.officer, assigned_at=one.assigned_at, reply_by=one.reply_by,
        opened_at=one.opened_at, note=one.note,
        override_reason=one.override_reason, override_words=one.override_words,
        can_withdraw_until=until if open_for_withdrawal else None,
    )


def _requested(ctx: Context, problem: Problem) -> tuple[str, ...]:
    """The experts the asker wished for, by pinyin."""
    wished = requested_experts(ctx, problem.id)
    return tuple(ctx.session.scalars(select(Expert.name).where(Expert.id.in_(wished)).order_by(Expert.pinyin)))


def _timeline(ctx: Context, problem: Problem) -> tuple[TimelineEntry, ...]:
    """Oldest first; what only the bureau deals with is left out for the others."""
    concerned = aliased(Expert)
    rows = ctx.session.execute(
        select(ProblemEvent, Account.name.label("who"), Account.role, concerned.name.label("expert"))
        .outerjoin(Account, Account.id == ProblemEvent.account_id)
        .outerjoin(concerned, concerned.id == ProblemEvent.expert_id)
        .where(ProblemEvent.problem_id == problem.id).order_by(ProblemEvent.sequence)
    )
    inside = allows(ctx.actor, Permission.PROBLEM_OVERSEE, problem_subject(problem))
    return tuple(
        TimelineEntry(
            row.ProblemEvent.kind, row.ProblemEvent.at,
            shown_name(ctx, row.who) if row.role is Role.COOPERATIVE else row.who, row.expert,
            row.ProblemEvent.details if inside else _told(row.ProblemEvent.details),
        )
        if inside or row.ProblemEvent.kind is not ProblemEventKind.SECOND_GIVEN else
        TimelineEntry(row.ProblemEvent.kind, row.ProblemEvent.at, None, None, {})
        for row in rows if inside or row.ProblemEvent.kind not in INSIDE
    )


def _told(details: dict) -> dict:
    """What the asker and the expert may know of an event: the office that has the question now, and why."""
    return {name: details[name] for name in TOLD if name in details} if "to_whom" in details else {}
