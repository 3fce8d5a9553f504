"""The receipt: what an asker keeps in hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.permissions import Permission
from data.domain.problem import BALL, Ball, Gate, ProblemStatus
from data.domain.seasons import SeasonKind
from data.domain.slots import Slot
from data.models.expert import Expert
from data.models.place import County
from data.models.problem import Problem
from data.queries.closing import reopen_until
from data.queries.duty import duty_now
from data.queries.one_event import TownEvent, town_event
from data.queries.places import place_names
from data.queries.problem_page import shown_phone
from data.queries.problem_rows import shown_name
from data.queries.promises import seasons_now
from data.queries.scope import find
from data.queries.slots import current_times, to_choose
from data.services.context import Context


@dataclass(frozen=True)
class ReceiptView:
    """`expert` with unit and phone once one has it; until then the bureau's office has it.
    `reopen_until`: the last day to take up a closed one again, also when past. `slot`: when the expert is expected;
    `slots`: the times to choose from."""

    problem_id: int
    number: str
    created_at: dt.datetime
    words: str
    facts: dict[str, str]
    place: str
    asker: str
    phone: str
    status: ProblemStatus
    ball: Ball
    gate: Gate | None
    due_at: dt.datetime | None
    season: SeasonKind | None
    expert_id: int | None
    expert: str | None
    expert_unit: str | None
    expert_phone: str | None
    office_phone: str | None
    duty_phone: str | None
    reopen_until: dt.date | None
    slot: Slot | None
    slots: tuple[Slot, ...]
    event: TownEvent | None


def receipt(ctx: Context, problem_id: int) -> ReceiptView:
    """The receipt of a problem the actor may see. Raises NotAllowed, NotFound('problem_unknown')."""
    problem = find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
    expert = ctx.session.get(Expert, problem.expert_id) if problem.expert_id else None
    county = ctx.session.get_one(County, problem.county_code)
    times = current_times(ctx, problem)
    return ReceiptView(
        problem_id=problem.id, number=problem.number, created_at=problem.created_at, words=problem.text,
        facts=problem.facts, place=place_names(ctx, [problem.current_place])[problem.current_place],
        asker=shown_name(ctx, problem.asker_name), phone=shown_phone(ctx, problem), status=problem.status,
        ball=BALL[problem.status], gate=problem.gate, due_at=problem.due_at,
        season=seasons_now(ctx, [problem.id]).get(problem.id),
        expert_id=problem.expert_id, expert=expert.name if expert else None,
        expert_unit=expert.unit if expert else None,
        expert_phone=expert.phone if expert else None,
        office_phone=county.office_phone, duty_phone=duty_now(ctx, county.code).phone,
        reopen_until=reopen_until(ctx, problem),
        slot=times.chosen, slots=to_choose(ctx, problem, times), event=town_event(ctx, problem),
    )
