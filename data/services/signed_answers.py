"""Signing an answer for everybody out of one solved question, taking it back, and the tally of whom it helped."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from data.domain.advice import needs_veterinarian, prescription_named
from data.domain.errors import Conflict, NotFound, Refused
from data.domain.permissions import Permission
from data.domain.places import VILLAGE, county_of
from data.domain.problem import Gate, ProblemStatus
from data.domain.public import Use
from data.domain.register import Licence
from data.domain.roles import Role
from data.domain.signed_answer import (
    ABOUT_MAX,
    ADVICE_MAX,
    REASON_MAX,
    UNANSWERABLE,
    AnswerForm,
    check_general,
    checked_months,
)
from data.domain.text import required_text
from data.domain.visit import COUNTED
from data.domain.visit_form import tidy_product
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import Place
from data.models.problem import Problem
from data.models.signed_answer import SignedAnswer
from data.models.visit import Visit
from data.queries.scope import find
from data.queries.signed_answers import is_read, may_write_again, signer
from data.services.audit import record
from data.services.context import Context
from data.services.numbers import touch_county
from data.services.public_limits import check_use, note_use

SAID = ("about", "advice", "product", "dose", "waiting_days")


def write_answer(ctx: Context, visit_id: int, form: AnswerForm) -> bool:
    """The visit's expert signs it and it is read from now on: True. An officer writes it for the expert to sign: False.
    Whom it helped is counted from 0 where it says something else than before.

    Raises NotAllowed, NotFound visit_unknown; Conflict answer_not_solved, answer_withdrawn; Refused answer_gated,
    licence_needed; InvalidInput answer_months, answer_phone, answer_names, text_*, and what `tidy_product` raises.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.ANSWER_WRITE, Visit, visit_id, lock=True)
    problem = _solved(ctx, visit)
    expert = signer(ctx, visit)
    answer = ctx.session.scalar(select(SignedAnswer).where(SignedAnswer.visit_id == visit.id))
    if answer is None:
        answer = SignedAnswer(county_code=visit.county_code, visit_id=visit.id, helped=0)
    elif not may_write_again(ctx, answer):
        raise Conflict("answer_withdrawn", visit.id)
    is_signed = ctx.actor.role is Role.EXPERT
    words = _checked(ctx, form, problem, expert)
    if any(getattr(answer, column) != words[column] for column in SAID):
        answer.helped = 0
    for column, value in words.items():
        setattr(answer, column, value)
    answer.expert_id, answer.signed_name, answer.signed_unit = expert.id, expert.name, expert.unit
    answer.signed_on = ctx.today if is_signed else None
    answer.written_by_id, answer.written_at = ctx.actor.account_id, ctx.now
    answer.withdrawn_on = answer.withdrawn_by_id = answer.withdrawn_reason = None
    ctx.session.add(answer)
    ctx.session.flush()
    record(ctx, "sign" if is_signed else "write", "signed_answer", answer.id, **words)
    return is_signed


def withdraw_answer(ctx: Context, visit_id: int, reason: str) -> None:
    """Nobody reads it any more. Raises NotAllowed, NotFound visit_unknown, answer_unknown; InvalidInput text_*."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, Permission.ANSWER_WRITE, Visit, visit_id, lock=True)
    answer = ctx.session.scalar(select(SignedAnswer).where(
        SignedAnswer.visit_id == visit.id, SignedAnswer.withdrawn_on.is_(None),
    ))
    if answer is None:
        raise NotFound("answer_unknown", visit.id)
    answer.withdrawn_reason = required_text(reason, "reason", longest=REASON_MAX)
    answer.withdrawn_on, answer.withdrawn_by_id = ctx.today, ctx.actor.account_id
    record(ctx, "withdraw", "signed_answer", answer.id, reason=answer.withdrawn_reason)


def note_helped(ctx: Context, county_code: str, answer_id: int, who: str) -> None:
    """Somebody at a door says that it helped: the answer's own tally, and nothing else. `who`: an address or account.

    Raises NotFound('answer_unknown') also for one that is not read today, Refused('too_many_uses').
    """
    counted_for = f"{answer_id} {who}"
    check_use(ctx, Use.HELPED, counted_for)
    is_of_today = (
        select(SignedAnswer.id).join(Visit, Visit.id == SignedAnswer.visit_id)
        .join(Problem, Problem.id == Visit.problem_id)
        .where(SignedAnswer.id == answer_id, SignedAnswer.county_code == county_code, is_read(ctx))
    )
    found = ctx.session.execute(
        update(SignedAnswer).where(SignedAnswer.id.in_(is_of_today)).values(helped=SignedAnswer.helped + 1)
        .execution_options(synchronize_session=False)
    )
    if not found.rowcount:
        raise NotFound("answer_unknown", answer_id)
    note_use(ctx, Use.HELPED, counted_for)


def _solved(ctx: Context, visit: Visit) -> Problem:
    """The question of a counted visit, solved by its asker's word and nobody else's to answer."""
    problem = ctx.session.get(Problem, visit.problem_id) if visit.problem_id else None
    if problem is None or problem.status is not ProblemStatus.SOLVED or visit.status not in COUNTED:
        raise Conflict("answer_not_solved", visit.id)
    if problem.gate in UNANSWERABLE:
        raise Refused("answer_gated", visit.id)
    return problem


def _checked(ctx: Context, form: AnswerForm, problem: Problem, expert: Expert) -> dict[str, Any]:
    """The columns of the text: general, and by the rules of advice."""
    about = required_text(form.about, "about", longest=ABOUT_MAX)
    advice = required_text(form.advice, "advice", longest=ADVICE_MAX)
    product, dose, waiting_days = tidy_product(form)
    names = _names_kept_out(ctx, problem)
    for field, text in (("about", about), ("advice", advice), ("product", product or ""), ("dose", dose or "")):
        check_general(text, field, names)
    if not expert.holds(Licence.VETERINARIAN, ctx.today):
        _check_medicines(product, advice, problem.gate)
    return {
        "about": about, "advice": advice, "product": product, "dose": dose, "waiting_days": waiting_days,
        "months": checked_months(form.months),
    }


def _check_medicines(product: str | None, advice: str, gate: Gate | None) -> None:
    """A prescription medicine is a licensed veterinarian's, in its own field and in the words."""
    if needs_veterinarian(product, gate):
        raise Refused("licence_needed", field="product", product=product)
    if named := prescription_named(advice):
        raise Refused("licence_needed", field="advice", product=named)


def _names_kept_out(ctx: Context, problem: Problem) -> list[str]:
    """The asker's, the unit's and its contact's, the village's."""
    farm = ctx.session.get_one(Farm, problem.farm_id)
    names = [problem.asker_name, farm.name]
    if farm.contact_person_id:
        names.append(ctx.session.get_one(Person, farm.contact_person_id).name)
    if len(problem.current_place) == VILLAGE:
        names.append(ctx.session.get_one(Place, problem.current_place).name)
    return names
