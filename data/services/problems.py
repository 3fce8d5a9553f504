"""A problem comes in, is corrected, or goes to another office."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput
from data.domain.permissions import Permission, require
from data.domain.places import county_of
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.domain.text import headline, optional_text, required_text
from data.models.problem import Problem
from data.models.taxonomy import ProblemType
from data.queries.scope import check_role, find, problem_subject
from data.queries.taxonomy import has_industry
from data.services.askers import Asker, asker_of
from data.services.context import Context
from data.services.engines import text_engine
from data.services.events import append_event, check_assignable
from data.services.files import PHOTO, file_row, store_photos
from data.services.numbers import next_problem_number, touch_county
from data.services.places import check_living
from data.services.recommend import store_recommendation
from data.services.wishes import ask_for_expert
from matching.text import Understanding
from matching.text.taxonomy import UNSURE

TYPES_MAX = 3
SHARE_LEAST, PART_LEAST = 0.15, 0.25  # of the whole, and of the best one's share
CROP_MAX = 40
WHOM_MAX = 80


@dataclass(frozen=True)
class ProblemForm:
    """As typed. `farm_id` None: the officer's caller is looked up by phone, name and village, or registered.

    `expert_id`: whom the asker wishes for by name.
    """

    text: str
    place_code: str
    farm_id: int | None
    asker_name: str
    asker_phone: str
    industry: str | None = None
    problem_types: tuple[str, ...] = ()
    photos: tuple[bytes, ...] = ()
    expert_id: int | None = None


@dataclass(frozen=True)
class Receipt:
    problem_id: int
    number: str
    due_at: dt.datetime | None


def submit_problem(ctx: Context, form: ProblemForm, token: str) -> Receipt:
    """File a question, read it, recommend experts. The same `token` again returns the same receipt.

    Raises NotAllowed; InvalidInput naming the field (text, place, name, phone, industry, problem_types,
    photos, expert);
    Refused for photos; Conflict('token_used') for another account's token.
    """
    check_role(ctx, Permission.PROBLEM_FILE)
    words = required_text(form.text, "text")
    county = county_of(ctx.actor.area_code)
    read = text_engine(ctx, county).understand(words)
    photos = store_photos(ctx, form.photos)
    touch_county(ctx, county)
    if known := _filed_with(ctx, token):
        return known
    _check_codes(ctx, county, form.place_code, form.industry, form.problem_types)
    asker = asker_of(ctx, form.farm_id, form.asker_name, form.asker_phone, form.place_code)
    problem = _problem(ctx, form, token, words, read, asker)
    ctx.session.add(problem)
    ctx.session.flush()
    require(ctx.actor, Permission.PROBLEM_FILE, problem_subject(problem))
    for photo in photos:
        file_row(ctx, photo, PHOTO, problem_id=problem.id)
    append_event(ctx, problem, ProblemEventKind.SUBMITTED)
    if form.expert_id is not None:
        ask_for_expert(ctx, problem, form.expert_id)
    store_recommendation(ctx, problem)
    return _receipt(problem)


def correct_understanding(
    ctx: Context, problem_id: int, version: int, industry: str | None, crop: str | None,
    problem_types: tuple[str, ...], place_code: str,
) -> int:
    """What was read from the words is put right by an officer, then recommended afresh: the recommendation's id.

    Raises NotAllowed, NotFound, InvalidInput (industry, crop, problem_types, place), Conflict as `check_assignable`.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    _check_codes(ctx, problem.county_code, place_code, industry, problem_types)
    if not problem_types:
        raise InvalidInput("types_missing", field="problem_types")
    before = _understood(problem)
    problem.industry = industry
    if place_code != problem.current_place:
        problem.place_code = place_code
    problem.crop = optional_text(crop, "crop", longest=CROP_MAX)
    problem.problem_types = list(problem_types)
    problem.understanding = {**problem.understanding, "types_stated": True}
    problem.urgency, problem.gate = _urgency_and_gate(ctx, problem.understanding, problem_types)
    append_event(ctx, problem, ProblemEventKind.CORRECTED, before=before, after=_understood(problem))
    return store_recommendation(ctx, problem)


def hand_over(ctx: Context, problem_id: int, version: int, to_whom: str, words: str) -> None:
    """The problem goes to another office (policy, land, dispute): to whom, and what the asker is told.

    Raises NotAllowed, NotFound, InvalidInput (to_whom, words), Conflict as `check_assignable`.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_HAND_OVER, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    append_event(
        ctx, problem, ProblemEventKind.HANDED_OVER,
        to_whom=required_text(to_whom, "to_whom", longest=WHOM_MAX), words=required_text(words, "words"),
    )


def _problem(
    ctx: Context, form: ProblemForm, token: str, words: str, read: Understanding, asker: Asker,
) -> Problem:
    county = county_of(ctx.actor.area_code)
    understanding = {**asdict(read), "types_stated": bool(form.problem_types)}
    types = form.problem_types or _likely_types(read)
    urgency, gate = _urgency_and_gate(ctx, understanding, form.problem_types)
    industry = form.industry or _likely_industry(ctx, county, read)
    return Problem(
        number=next_problem_number(ctx, county), token=token, county_code=county, place_code=form.place_code,
        farm_id=asker.farm_id, asker_name=asker.name, asker_phone=asker.phone, filed_by_id=ctx.actor.account_id,
        text=words, title=headline(words), industry=industry, crop=read.crop_or_animal, problem_types=list(types),
        urgency=urgency, gate=gate, understanding=understanding, status=ProblemStatus.WAITING, created_at=ctx.now,
    )


def _likely_types(read: Understanding) -> tuple[str, ...]:
    """The best one, and others that carry a good part of the evidence; "unsure" is never beside another."""
    (best, most), *others = read.problem_types
    least = max(SHARE_LEAST, PART_LEAST * most)
    return (best, *(code for code, share in others if share >= least and code != UNSURE))[:TYPES_MAX]


def _likely_industry(ctx: Context, county_code: str, read: Understanding) -> str | None:
    """The best reading, if the county has that industry ("other" is none)."""
    best = read.industry[0][0] if read.industry else None
    return best if best and has_industry(ctx, county_code, best) else None


def _urgency_and_gate(ctx: Context, understanding: dict, stated: tuple[str, ...]) -> tuple[Urgency, Gate | None]:
    """The words decide; types that somebody stated may raise the urgency, and close a gate the words left open."""
    types = [ctx.session.get_one(ProblemType, code) for code in stated]
    order = list(Urgency)
    urgency = min((Urgency(understanding["urgency"]), *(row.urgency for row in types)), key=order.index)
    gates = [Gate(understanding["gate"])] if understanding["gate"] else [row.gate for row in types if row.gate]
    return urgency, gates[0] if gates else None


def _check_codes(
    ctx: Context, county_code: str, place_code: str, industry: str | None, problem_types: tuple[str, ...],
) -> None:
    check_living(ctx, county_code, place_code)
    if industry is not None and not has_industry(ctx, county_code, industry):
        raise InvalidInput("industry_unknown", field="industry", value=industry)
    if len(problem_types) > TYPES_MAX:
        raise InvalidInput("too_many_types", field="problem_types", most=TYPES_MAX)
    for code in problem_types:
        if ctx.session.get(ProblemType, code) is None:
            raise InvalidInput("type_unknown", field="problem_types", value=code)


def _filed_with(ctx: Context, token: str) -> Receipt | None:
    problem = ctx.session.scalar(select(Problem).where(Problem.token == token))
    if problem is None:
        return None
    if problem.filed_by_id != ctx.actor.account_id:
        raise Conflict("token_used")
    return _receipt(problem)


def _receipt(problem: Problem) -> Receipt:
    return Receipt(problem.id, problem.number, problem.due_at)


def _understood(problem: Problem) -> dict:
    return {
        "industry": problem.industry, "crop": problem.crop, "problem_types": problem.problem_types,
        "place_code": problem.current_place, "urgency": problem.urgency.value,
        "gate": problem.gate.value if problem.gate else None,
    }
