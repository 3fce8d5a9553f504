"""A number that reached somebody else is put right from the list of calls."""

from __future__ import annotations

from data.domain.contact import mask_phone, tidy_phone
from data.domain.errors import InvalidInput, NotFound
from data.domain.notices import Audience
from data.domain.permissions import Permission, Subject, allows
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.queries.scope import find
from data.register.farm import FARM
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event
from data.services.notices import found_notice
from data.services.numbers import touch_county
from data.services.persons import correct_phone
from data.services.register import edit

REASON = "打电话时号码不对"


def correct_number(ctx: Context, notice_id: int, phone: str) -> bool:
    """The asker's right number, for the question and the calls still to make about it: whether the register had the
    same wrong one, for the unit or for whoever speaks for it, and has the right one now. Records out of the actor's
    reach stay as they are.

    The number is the asker's key to the receipt; days of calls to the wrong one do not count towards closing. Raises
    NotAllowed, NotFound('notice_unknown'); InvalidInput phone_*, phone_same; InvalidForm as the register has it.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    notice = found_notice(ctx, notice_id)
    if notice.audience is not Audience.ASKER:
        raise NotFound("notice_unknown", notice_id)
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, notice.problem_id, lock=True)
    wrong, right = problem.asker_phone, tidy_phone(phone)
    if right == wrong:
        raise InvalidInput("phone_same", field="phone")
    problem.asker_phone = right
    append_event(
        ctx, problem, ProblemEventKind.NUMBER_CORRECTED, wrong=mask_phone(wrong), right=mask_phone(right),
    )
    record(ctx, "correct_number", "problem", problem.id)
    return _in_register(ctx, problem, wrong)


def _in_register(ctx: Context, problem: Problem, wrong: str) -> bool:
    farm = ctx.session.get_one(Farm, problem.farm_id)
    contact = ctx.session.get(Person, farm.contact_person_id) if farm.contact_person_id else None
    may_edit = farm.is_active and allows(ctx.actor, Permission.FARM_EDIT, Subject(farm.current_place, farm.id))
    is_farm_s = farm.phone == wrong and may_edit
    is_contact_s = contact is not None and contact.phone == wrong and allows(
        ctx.actor, Permission.PERSON_UNMASK, Subject(contact.current_place),
    )
    if is_farm_s:
        edit(ctx, FARM, farm.id, farm.version, {"phone": problem.asker_phone}, REASON)
    if is_contact_s:
        correct_phone(ctx, contact.id, problem.asker_phone)
    return is_farm_s or is_contact_s
