"""A problem comes in, is corrected, or goes to another office."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from data.domain.branches import tidy_facts
from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import Conflict, InvalidInput
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import Gate, ProblemEventKind
from data.domain.text import NAME_MAX, optional_text, required_text
from data.models.problem import Problem
from data.queries.scope import check_role, find
from data.services.askers import asker_of
from data.services.clocks import gate_due
from data.services.context import Context
from data.services.duty import check_duty_told
from data.services.events import append_event, check_assignable, last_event
from data.services.files import store_photos
from data.services.filing import (
    ProblemForm,
    Receipt,
    check_codes,
    file_question,
    read_words,
    receipt_of,
    understood,
    urgency_and_gate,
)
from data.services.numbers import touch_county
from data.services.recommend import store_recommendation

CROP_MAX = 40
WHOM_MAX = 80


def submit_problem(ctx: Context, form: ProblemForm, token: str) -> Receipt:
    """File a question, read it, recommend experts. The same `token` again returns the same receipt.

    Raises NotAllowed; InvalidInput naming the field (text, place, name, phone, industry, problem_types,
    photos, expert, fact_…);
    Refused for photos; Conflict('token_used') for another account's token.
    """
    check_role(ctx, Permission.PROBLEM_FILE)
    photos = store_photos(ctx, form.photos)
    county = county_of(ctx.actor.area_code)
    read = read_words(ctx, county, form.text, form.facts, bool(photos))
    touch_county(ctx, county)
    if known := _filed_with(ctx, token):
        return known
    check_codes(ctx, county, form.place_code, form.industry, form.problem_types)
    asker = asker_of(ctx, form.farm_id, form.asker_name, form.asker_phone, form.place_code)
    return receipt_of(file_question(ctx, county, form, token, read, photos, asker))


def submit_by_key(ctx: Context, form: ProblemForm, key: str) -> Receipt:
    """As `submit_problem`, for a program that chose `key`. Raises Conflict('key_used', number) where a question
    filed with it says something else; what the office has put right since is no difference."""
    receipt = submit_problem(ctx, form, key)
    problem = ctx.session.get_one(Problem, receipt.problem_id)
    if not _says_the_same(ctx, problem, form):
        raise Conflict("key_used", problem.id, number=problem.number)
    return receipt


def receipts_of(ctx: Context, tokens: Iterable[str]) -> dict[str, Receipt]:
    """Token -> receipt, of what the actor has filed with them. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    rows = ctx.session.scalars(
        select(Problem).where(Problem.token.in_(list(tokens)), Problem.filed_by_id == ctx.actor.account_id)
    )
    return {problem.token: receipt_of(problem) for problem in rows}


def correct_understanding(
    ctx: Context, problem_id: int, version: int, industry: str | None, crop: str | None,
    problem_types: tuple[str, ...], place_code: str,
) -> int:
    """What was read from the words is put right by an officer, then recommended afresh: the recommendation's id.

    What is now seen to be an epidemic's sign is promised within half an hour.
    Raises NotAllowed, NotFound, InvalidInput (industry, crop, problem_types, place), Conflict as `check_assignable`.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    check_codes(ctx, problem.county_code, place_code, industry, problem_types)
    if not problem_types:
        raise InvalidInput("types_missing", field="problem_types")
    before = understood(problem)
    problem.industry = industry
    if place_code != problem.current_place:
        problem.place_code = place_code
    problem.crop = optional_text(crop, "crop", longest=CROP_MAX)
    problem.problem_types = list(problem_types)
    problem.understanding = {**problem.understanding, "types_stated": True}
    problem.urgency, problem.gate = urgency_and_gate(ctx, problem.understanding, problem_types)
    after = understood(problem)
    promised = gate_due(ctx, problem) if after["gate"] != before["gate"] else None
    append_event(ctx, problem, ProblemEventKind.CORRECTED, promised=promised, before=before, after=after)
    return store_recommendation(ctx, problem)


def hand_over(
    ctx: Context, problem_id: int, version: int, to_whom: str, words: str, name: str | None = None,
) -> None:
    """The problem goes to another office (policy, land, dispute): to whom, and what the asker is told.

    What may be an epidemic goes to a person by `name`, after the one on duty took the call. Raises NotAllowed,
    NotFound, InvalidInput (to_whom, words, name), Conflict as `check_assignable`, Refused('duty_first').
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_HAND_OVER, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    check_duty_told(ctx, problem)
    whom, said = required_text(to_whom, "to_whom", longest=WHOM_MAX), required_text(words, "words")
    must_name = problem.gate is Gate.ANIMAL_EPIDEMIC
    person = required_text(name or "", "name", longest=NAME_MAX) if must_name else optional_text(name, "name")
    append_event(ctx, problem, ProblemEventKind.HANDED_OVER, to_whom=whom, words=said, name=person)


def _says_the_same(ctx: Context, problem: Problem, form: ProblemForm) -> bool:
    """`form` has passed `submit_problem`'s checks; what it leaves out was read or looked up."""
    pairs = [(form.text.strip(), problem.text), (tidy_facts(form.facts), problem.facts)]
    if form.asker_name.strip():
        pairs.append((tidy_name(form.asker_name), problem.asker_name))
    if form.asker_phone.strip() and last_event(ctx, problem, ProblemEventKind.NUMBER_CORRECTED) is None:
        pairs.append((tidy_phone(form.asker_phone), problem.asker_phone))
    if last_event(ctx, problem, ProblemEventKind.CORRECTED) is None:
        pairs += [(form.place_code, problem.place_code), (form.industry or problem.industry, problem.industry)]
    return all(sent == kept for sent, kept in pairs)


def _filed_with(ctx: Context, token: str) -> Receipt | None:
    problem = ctx.session.scalar(select(Problem).where(Problem.token == token))
    if problem is None:
        return None
    if problem.filed_by_id != ctx.actor.account_id:
        raise Conflict("token_used")
    return receipt_of(problem)
