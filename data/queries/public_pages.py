"""What the public door shows: the form's choices, and one question to whoever holds its pass."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.branches import Branch, branch_of
from data.domain.contact import mask_name, mask_phone
from data.domain.places import TOWN, PlaceLevel
from data.domain.problem import BALL, Ball, Gate, ProblemEventKind, ProblemStatus
from data.domain.seasons import SeasonKind
from data.domain.slots import Slot
from data.models.expert import Expert
from data.models.place import County, Place
from data.models.problem import Problem, ProblemEvent
from data.models.visit import Confirmation
from data.queries.closing import reopen_until
from data.queries.duty import duty_now
from data.queries.fact_requests import Answer, Asked, told
from data.queries.one_event import TownEvent, town_event
from data.queries.places import PlaceChoice, place_names
from data.queries.promises import seasons_now
from data.queries.slots import current_times, to_choose
from data.queries.taxonomy import IndustryName, industries_of
from data.services.context import Context

SHOWN = (
    ProblemEventKind.SUBMITTED, ProblemEventKind.FACTS_ASKED, ProblemEventKind.FACTS_GIVEN,
    ProblemEventKind.DUTY_TOLD, ProblemEventKind.ASSIGNED, ProblemEventKind.ACCEPTED,
    ProblemEventKind.SLOTS_OFFERED, ProblemEventKind.SLOT_CHOSEN, ProblemEventKind.VISITED,
    ProblemEventKind.FINISHED, ProblemEventKind.PART_HANDED_OVER, ProblemEventKind.CONFIRMED,
    ProblemEventKind.NOT_SOLVED, ProblemEventKind.HANDED_OVER, ProblemEventKind.CLOSED, ProblemEventKind.REOPENED,
    ProblemEventKind.SECOND_GIVEN,
)


@dataclass(frozen=True)
class TownChoice:
    name: str
    villages: tuple[PlaceChoice, ...]


@dataclass(frozen=True)
class PublicAskPage:
    """The form of one county."""

    county_code: str
    county: str
    is_demonstration: bool
    towns: tuple[TownChoice, ...]
    industries: tuple[IndustryName, ...]
    office_phone: str | None
    duty_phone: str | None


@dataclass(frozen=True)
class PublicStep:
    kind: ProblemEventKind
    at: dt.datetime
    expert: str | None
    words: str | None


@dataclass(frozen=True)
class PublicReceipt:
    """One question as its asker may see it. `given`: what the form asked and got, by code; `branch`: the form's;
    `photos`: how many came with the question; `asked` and `answer`: what the office asked back and was told;
    `to_whom`: which office has it now. The expert's phone only once the question was taken on.
    `reopen_until`: of a closed one, also when past.
    `slot`: when the expert is expected; `slots`: the times to choose from. `saved`: yuan of loss avoided by the asker's
    last word on that, and how it was reckoned."""

    problem_id: int
    number: str
    created_at: dt.datetime
    words: str
    given: dict[str, str]
    photos: int
    place: str
    asker: str
    phone: str
    status: ProblemStatus
    ball: Ball
    gate: Gate | None
    due_at: dt.datetime | None
    season: SeasonKind | None
    expert: str | None
    expert_unit: str | None
    expert_phone: str | None
    office_phone: str | None
    duty_phone: str | None
    branch: Branch | None
    asked: Asked | None
    answer: Answer | None
    to_whom: str | None
    steps: tuple[PublicStep, ...]
    is_demonstration: bool
    reopen_until: dt.date | None
    slot: Slot | None
    slots: tuple[Slot, ...]
    event: TownEvent | None
    saved: tuple[int, str] | None


def counties_here(ctx: Context) -> tuple[PlaceChoice, ...]:
    """The counties this desk serves, by code."""
    rows = ctx.session.execute(
        select(Place.code, Place.name, Place.name_en).join(County, County.code == Place.code).order_by(Place.code)
    )
    return tuple(PlaceChoice(row.code, row.name_en if ctx.lang == "en" else row.name) for row in rows)


def county_served(ctx: Context, county_code: str) -> County | None:
    """The county of a code that anybody may have typed; None for one that this desk does not serve."""
    return None if "\0" in county_code else ctx.session.get(County, county_code)


def public_ask_page(ctx: Context, county_code: str) -> PublicAskPage | None:
    """The form's choices; None for a county that this desk does not serve."""
    county = county_served(ctx, county_code)
    if county is None:
        return None
    return PublicAskPage(
        county_code, place_names(ctx, [county_code])[county_code], county.is_demonstration, _towns(ctx, county_code),
        tuple(industries_of(ctx, county_code)), county.office_phone, duty_now(ctx, county_code).phone,
    )


def public_receipt(ctx: Context, problem: Problem) -> PublicReceipt:
    """A question to whoever holds its pass: the asker's name and phone stay masked."""
    expert = ctx.session.get(Expert, problem.expert_id) if problem.expert_id else None
    county = ctx.session.get_one(County, problem.county_code)
    times = current_times(ctx, problem)
    events = ctx.session.scalars(
        select(ProblemEvent).where(ProblemEvent.problem_id == problem.id).order_by(ProblemEvent.sequence)
    ).all()
    said = told(ctx, problem)
    moved = [one.details for one in events if one.kind is ProblemEventKind.HANDED_OVER]
    return PublicReceipt(
        problem_id=problem.id, number=problem.number, created_at=problem.created_at, words=problem.text,
        given=problem.facts, photos=len(said.photos),
        place=place_names(ctx, [problem.current_place])[problem.current_place],
        asker=mask_name(problem.asker_name), phone=mask_phone(problem.asker_phone), status=problem.status,
        ball=BALL[problem.status], gate=problem.gate, due_at=problem.due_at,
        season=seasons_now(ctx, [problem.id]).get(problem.id),
        expert=expert.name if expert else None, expert_unit=expert.unit if expert else None,
        expert_phone=expert.phone if expert and problem.status is not ProblemStatus.OFFERED else None,
        office_phone=county.office_phone, duty_phone=duty_now(ctx, county.code).phone,
        branch=branch_of(problem.problem_types), asked=said.asked, answer=said.answer,
        to_whom=moved[-1].get("to_whom") if moved else None, steps=_steps(ctx, events),
        is_demonstration=county.is_demonstration, reopen_until=reopen_until(ctx, problem),
        slot=times.chosen, slots=to_choose(ctx, problem, times), event=town_event(ctx, problem),
        saved=_saved(ctx, problem),
    )


def _saved(ctx: Context, problem: Problem) -> tuple[int, str] | None:
    last = ctx.session.scalar(
        select(Confirmation).where(Confirmation.problem_id == problem.id, Confirmation.loss_avoided.is_not(None))
        .order_by(Confirmation.id.desc()).limit(1)
    )
    return (last.loss_avoided, last.loss_how or "") if last and last.loss_avoided is not None else None


def _steps(ctx: Context, events) -> tuple[PublicStep, ...]:
    ids = {one.expert_id for one in events if one.expert_id}
    names = dict(ctx.session.execute(select(Expert.id, Expert.name).where(Expert.id.in_(ids))).all())
    return tuple(
        PublicStep(
            one.kind, one.at, names.get(one.expert_id or 0) if one.kind is not ProblemEventKind.SECOND_GIVEN else None,
            _told(one),
        )
        for one in events if one.kind in SHOWN
    )


def _told(one: ProblemEvent) -> str | None:
    """To whom it was handed over, and what the office said."""
    if one.kind not in (ProblemEventKind.HANDED_OVER, ProblemEventKind.PART_HANDED_OVER):
        return None
    return "，".join(part for name in ("to_whom", "name", "words") if (part := one.details.get(name)))


def _towns(ctx: Context, county_code: str) -> tuple[TownChoice, ...]:
    rows = ctx.session.scalars(
        select(Place).where(Place.county_code == county_code, Place.valid_to.is_(None)).order_by(Place.code)
    ).all()
    below: dict[str, list[PlaceChoice]] = {}
    for row in rows:
        if row.level is PlaceLevel.VILLAGE:
            below.setdefault(row.code[:TOWN], []).append(PlaceChoice(row.code, _name(ctx, row)))
    return tuple(
        TownChoice(_name(ctx, row), tuple(below.get(row.code, ()))) for row in rows if row.level is PlaceLevel.TOWN
    )


def _name(ctx: Context, place: Place) -> str:
    return place.name_en if ctx.lang == "en" else place.name
