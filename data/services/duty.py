"""The safety gate for animal epidemics: the roster of who answers, and that the one on duty took the call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import Conflict, InvalidInput, NotFound, Refused
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.domain.problem import Gate, ProblemEventKind
from data.domain.text import optional_text, required_text
from data.models.duty import DutyShift
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.accounts import office_account
from data.queries.duty import duty_now, duty_told
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import touch_county

UNIT_MAX = 80
WORDS_MAX = 500
LONGEST = dt.timedelta(days=400)


def add_shift(
    ctx: Context, name: str, unit: str, phone: str, first_day: dt.date, last_day: dt.date, *,
    expert_id: int | None = None, account_id: int | None = None,
) -> int:
    """Put somebody on the county's roster: the shift's id. One person answers on a day; a town's officer only reads it.

    Raises NotAllowed; NotFound and InvalidInput name, duty_one_person as `keeper`; InvalidInput unit, phone,
    days_order; Conflict('duty_overlap', who, first, last).
    """
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.DUTY_EDIT, Subject(county))
    touch_county(ctx, county)
    if not first_day <= last_day <= first_day + LONGEST:
        raise InvalidInput("days_order", field="days")
    other = ctx.session.scalar(select(DutyShift).where(
        DutyShift.county_code == county, DutyShift.cancelled_at.is_(None),
        DutyShift.first_day <= last_day, DutyShift.last_day >= first_day,
    ).order_by(DutyShift.first_day).limit(1))
    if other is not None:
        days = {"first": other.first_day, "last": other.last_day}
        raise Conflict("duty_overlap", other.id, field="days", who=other.name, **days)
    row = DutyShift(
        county_code=county, **keeper(ctx, name, expert_id, account_id),
        unit=required_text(unit, "unit", longest=UNIT_MAX), phone=tidy_phone(phone), first_day=first_day,
        last_day=last_day, added_by_id=ctx.actor.account_id, added_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    record(ctx, "add", "duty", row.id, name=row.name)
    return row.id


def keeper(ctx: Context, name: str, expert_id: int | None, account_id: int | None) -> dict[str, Any]:
    """Whose a shift is, as its row has it: an expert of the register, or an account of the office, goes by the name it
    has there; anybody else by `name`.

    Raises NotFound expert_unknown, account_unknown; InvalidInput name, and duty_one_person for both at once.
    """
    if expert_id is not None and account_id is not None:
        raise InvalidInput("duty_one_person", field="name")
    if expert_id is not None:
        name = find(ctx, Permission.EXPERT_READ, Expert, expert_id).name
    elif account_id is not None:
        name = office_account(ctx, account_id).name
    return {"name": tidy_name(name), "expert_id": expert_id, "account_id": account_id}


def cancel_shift(ctx: Context, shift_id: int) -> None:
    """Take a shift off the roster; once is enough. Raises NotAllowed, NotFound('shift_unknown')."""
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, Permission.DUTY_EDIT, Subject(county))
    row = ctx.session.get(DutyShift, shift_id)
    if row is None or row.county_code != county:
        raise NotFound("shift_unknown", shift_id)
    if row.cancelled_at is None:
        row.cancelled_at = ctx.now
        record(ctx, "cancel", "duty", row.id)


def tell_duty(ctx: Context, problem_id: int, name: str, words: str | None = None) -> None:
    """The officer on duty took the call: by name. Before that nobody is assigned and nothing is handed over.

    Raises NotAllowed, NotFound, InvalidInput text_missing (name), Conflict('no_gate') for a question that needs none.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_HAND_OVER, Problem, problem_id, lock=True)
    if problem.gate is not Gate.ANIMAL_EPIDEMIC:
        raise Conflict("no_gate", problem.id)
    on_duty = duty_now(ctx, problem.county_code)
    append_event(
        ctx, problem, ProblemEventKind.DUTY_TOLD, name=tidy_name(name), phone=on_duty.phone,
        words=optional_text(words, "words", longest=WORDS_MAX),
    )


def check_duty_told(ctx: Context, problem: Problem) -> None:
    """Raises Refused('duty_first') for what may be an epidemic while nobody on duty has taken the call."""
    if problem.gate is Gate.ANIMAL_EPIDEMIC and duty_told(ctx, problem) is None:
        raise Refused("duty_first", problem.id)
