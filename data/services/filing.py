"""A question comes in: what was read from its words, its photos, its first event and recommendation, all at once.

Used by every door; each has checked before who may file it here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from data.domain.amounts import amounts_of
from data.domain.branches import tidy_facts, with_facts
from data.domain.errors import InvalidInput, Refused
from data.domain.permissions import Permission, require
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.domain.text import headline, required_text
from data.models.problem import Problem, ProblemAmount
from data.models.taxonomy import ProblemType
from data.queries.fact_requests import photos_of
from data.queries.scope import problem_subject
from data.queries.taxonomy import has_industry
from data.services.askers import Asker
from data.services.context import Context
from data.services.engines import text_engine
from data.services.events import append_event
from data.services.files import PHOTO, PHOTOS_MAX, Stored, file_row
from data.services.numbers import next_problem_number
from data.services.places import check_living
from data.services.recommend import store_recommendation
from data.services.wishes import ask_for_expert
from matching.text import Understanding
from matching.text.taxonomy import UNSURE

TYPES_MAX = 3
SHARE_LEAST, PART_LEAST = 0.15, 0.25  # of the whole, and of the best one's share


@dataclass(frozen=True)
class ProblemForm:
    """As typed. `farm_id` None: the caller of an officer or informant is looked up by phone, name and village, or
    registered.

    `expert_id`: whom the asker wishes for by name. `facts`: answers to the form's branch, by code.
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
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """Words and facts, checked, and what the engine reads in both."""

    words: str
    facts: dict[str, str]
    understanding: Understanding


@dataclass(frozen=True)
class Receipt:
    problem_id: int
    number: str
    due_at: dt.datetime | None


def read_words(ctx: Context, county_code: str, text: str, facts: Mapping[str, str], has_photos: bool) -> Read:
    """What is answered or photographed is not missing. Raises InvalidInput text_*, fact_unknown."""
    words, said = required_text(text, "text"), tidy_facts(facts)
    return Read(words, said, _understand(ctx, county_code, words, said, has_photos))


def file_question(
    ctx: Context, county: str, form: ProblemForm, token: str, read: Read,
    photos: Sequence[Stored], asker: Asker,
) -> Problem:
    """Write the question whole. The county is locked; `form`'s codes are checked; a wish for an expert needs an actor.

    Raises NotAllowed where an account may not file for this farm or place; InvalidInput expert_not_to_ask.
    """
    problem = _problem(ctx, county, form, token, read, asker)
    ctx.session.add(problem)
    ctx.session.flush()
    if ctx.signed_in:
        require(ctx.signed_in, Permission.PROBLEM_FILE, problem_subject(problem))
    add_photos(ctx, problem, photos)
    ctx.session.add_all(_amounts(problem))
    append_event(ctx, problem, ProblemEventKind.SUBMITTED, gate=problem.gate.value if problem.gate else None)
    if form.expert_id is not None:
        ask_for_expert(ctx, problem, form.expert_id)
    store_recommendation(ctx, problem)
    return problem


def add_photos(ctx: Context, problem: Problem, photos: Sequence[Stored]) -> list[str]:
    """They become the question's: the SHA-256 of those that it did not have yet.

    Raises Refused('photos_full', most, kept) where it would have more than ten.
    """
    kept = photos_of(ctx, problem)
    new = [photo for photo in photos if photo[0] not in kept]
    if len(kept) + len(new) > PHOTOS_MAX:
        raise Refused("photos_full", problem.id, field="photos", most=PHOTOS_MAX, kept=len(kept))
    for photo in new:
        file_row(ctx, photo, PHOTO, problem_id=problem.id)
    return [sha256 for sha256, *_rest in new]


def read_again(ctx: Context, problem: Problem, more: str) -> None:
    """Read the asker's words afresh with what was added; what an officer stated stays, a gate never opens again."""
    has_photos = bool(photos_of(ctx, problem))
    read = _understand(ctx, problem.county_code, f"{problem.text}\n{more}", problem.facts, has_photos)
    stated = tuple(problem.problem_types) if problem.understanding["types_stated"] else ()
    problem.understanding = {**asdict(read), "types_stated": bool(stated)}
    problem.problem_types = list(stated or _likely_types(read))
    problem.crop = problem.crop or read.crop_or_animal
    urgency, gate = urgency_and_gate(ctx, problem.understanding, stated)
    problem.urgency = min(urgency, problem.urgency, key=list(Urgency).index)
    problem.gate = problem.gate or gate


def _understand(
    ctx: Context, county_code: str, words: str, facts: Mapping[str, str], has_photos: bool,
) -> Understanding:
    given = {*facts, "photo"} if has_photos else facts
    return text_engine(ctx, county_code).understand(with_facts(words, facts), given)


def understood(problem: Problem) -> dict:
    """What is read of a question, as its events keep it."""
    return {
        "industry": problem.industry, "crop": problem.crop, "problem_types": problem.problem_types,
        "place_code": problem.current_place, "urgency": problem.urgency.value,
        "gate": problem.gate.value if problem.gate else None,
    }


def _problem(
    ctx: Context, county: str, form: ProblemForm, token: str, read: Read, asker: Asker,
) -> Problem:
    found = read.understanding
    understanding = {**asdict(found), "types_stated": bool(form.problem_types)}
    types = form.problem_types or _likely_types(found)
    urgency, gate = urgency_and_gate(ctx, understanding, form.problem_types)
    industry = form.industry or _likely_industry(ctx, county, found)
    return Problem(
        number=next_problem_number(ctx, county), token=token, county_code=county, place_code=form.place_code,
        farm_id=asker.farm_id, asker_name=asker.name, asker_phone=asker.phone, filed_by_id=ctx.account_id,
        text=read.words, facts=read.facts, title=headline(read.words), industry=industry, crop=found.crop_or_animal,
        problem_types=list(types), urgency=urgency, gate=gate, understanding=understanding,
        status=ProblemStatus.WAITING, created_at=ctx.now,
    )


def _amounts(problem: Problem) -> list[ProblemAmount]:
    return [
        ProblemAmount(problem_id=problem.id, quantity=quantity, amount=amount)
        for quantity, amount in amounts_of(problem.facts).items()
    ]


def _likely_types(read: Understanding) -> tuple[str, ...]:
    """The best one, and others that carry a good part of the evidence; "unsure" is never beside another."""
    (best, most), *others = read.problem_types
    least = max(SHARE_LEAST, PART_LEAST * most)
    return (best, *(code for code, share in others if share >= least and code != UNSURE))[:TYPES_MAX]


def _likely_industry(ctx: Context, county_code: str, read: Understanding) -> str | None:
    """The best reading, if the county has that industry ("other" is none)."""
    best = read.industry[0][0] if read.industry else None
    return best if best and has_industry(ctx, county_code, best) else None


def urgency_and_gate(ctx: Context, understanding: dict, stated: tuple[str, ...]) -> tuple[Urgency, Gate | None]:
    """The words decide; types that somebody stated may raise the urgency, and close a gate the words left open."""
    types = [ctx.session.get_one(ProblemType, code) for code in stated]
    order = list(Urgency)
    urgency = min((Urgency(understanding["urgency"]), *(row.urgency for row in types)), key=order.index)
    gates = [Gate(understanding["gate"])] if understanding["gate"] else [row.gate for row in types if row.gate]
    return urgency, gates[0] if gates else None


def check_codes(
    ctx: Context, county_code: str, place_code: str, industry: str | None, problem_types: tuple[str, ...],
) -> None:
    """Raises InvalidInput village_missing, place_*, industry_unknown, too_many_types, type_unknown."""
    if not place_code:
        raise InvalidInput("village_missing", field="place")
    check_living(ctx, county_code, place_code)
    if industry is not None and ("\0" in industry or not has_industry(ctx, county_code, industry)):
        raise InvalidInput("industry_unknown", field="industry", value=industry)
    if len(problem_types) > TYPES_MAX:
        raise InvalidInput("too_many_types", field="problem_types", most=TYPES_MAX)
    for code in problem_types:
        if ctx.session.get(ProblemType, code) is None:
            raise InvalidInput("type_unknown", field="problem_types", value=code)


def receipt_of(problem: Problem) -> Receipt:
    return Receipt(problem.id, problem.number, problem.due_at)
