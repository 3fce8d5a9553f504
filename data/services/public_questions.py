"""Asking without an account: the public door. What it may do, it may do to the asker's own question only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from data.domain.contact import tidy_name, tidy_phone
from data.domain.errors import Conflict, NotFound
from data.domain.problem import ProblemEventKind
from data.domain.public import Use
from data.domain.slots import read_slot
from data.domain.visit import ConfirmedBy
from data.models.problem import Problem, StoredFile
from data.queries.public_pages import county_served
from data.services.askers import household_of
from data.services.closing import reopen_for
from data.services.confirmations import ConfirmationForm, ConfirmationReceipt, confirm_by_receipt
from data.services.context import Context
from data.services.events import last_event
from data.services.fact_requests import give_facts_for
from data.services.filing import ProblemForm, Read, Receipt, check_codes, file_question, read_words, receipt_of
from data.services.numbers import touch_county
from data.services.public_limits import check_use, note_use
from data.services.public_uploads import check_token, stored_photos
from data.services.receipt_passes import make_pass, photos_token, problem_of
from data.services.slots import choose_slot_for
from data.services.typed_words import TypedWords, heard

WORDS_READ = 2000


@dataclass(frozen=True)
class PublicForm:
    """As typed on the light page."""

    text: str
    place_code: str
    name: str
    phone: str
    industry: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def ask_publicly(ctx: Context, county_code: str, form: PublicForm, token: str, client: str) -> tuple[Receipt, str]:
    """File a question with the photos sent under `token`: its receipt, and a pass to follow it.

    The same form with the same token again gives the same receipt. Raises InvalidInput naming the field, NotFound
    county_unknown, Refused('too_many_uses'), Conflict('token_used') for a token that somebody else's question has,
    Conflict('already_sent', number) when it now says something else.
    """
    name, phone = _check_asker(ctx, county_code, form)
    photos = stored_photos(ctx, check_token(token))
    read = read_words(ctx, county_code, form.text, form.facts, bool(photos))
    touch_county(ctx, county_code)
    if known := _filed_with(ctx, token, phone):
        _check_same(ctx, known, form, read, token)
        return receipt_of(known), make_pass(ctx, known.id)
    check_use(ctx, Use.ASK_CLIENT, client)
    check_use(ctx, Use.ASK_PHONE, phone)
    check_codes(ctx, county_code, form.place_code, form.industry, ())
    asker = household_of(ctx, name, phone, form.place_code)
    problem = file_question(ctx, county_code, _problem_form(form), token, read, photos, asker)
    note_use(ctx, Use.ASK_CLIENT, client)
    note_use(ctx, Use.ASK_PHONE, phone)
    return receipt_of(problem), make_pass(ctx, problem.id)


def answer_facts(ctx: Context, pass_token: str, words: str) -> None:
    """The asker answers what the office asked, with the photos sent under the pass's `photos_token`.

    Raises NotFound, InvalidInput text_*, Refused('photos_full'), Conflict('nothing_asked').
    """
    give_facts_for(ctx, problem_of(ctx, pass_token), words, stored_photos(ctx, photos_token(pass_token)))


def confirm_publicly(ctx: Context, pass_token: str, form: ConfirmationForm, token: str) -> ConfirmationReceipt:
    """The asker says whether it is solved. Raises NotFound('pass_unknown'), and what `confirm_problem` raises."""
    return confirm_by_receipt(ctx, problem_of(ctx, pass_token).id, form, check_token(token))


def reopen_publicly(ctx: Context, pass_token: str, words: str) -> None:
    """It is not solved after all. Raises NotFound('pass_unknown'), and what `reopen` raises."""
    reopen_for(ctx, problem_of(ctx, pass_token), words)


def choose_publicly(ctx: Context, pass_token: str, raw: str) -> None:
    """The asker chooses one of the times offered. Raises NotFound('pass_unknown'), and what `choose_slot` raises."""
    choose_slot_for(ctx, problem_of(ctx, pass_token), read_slot(raw), ConfirmedBy.RECEIPT)


def read_in_public(
    ctx: Context, county_code: str, words: str, facts: Mapping[str, str], client: str,
) -> TypedWords:
    """What is read of words and facts being typed; nothing for a county that is not served. Raises Refused."""
    check_use(ctx, Use.READ_CLIENT, client)
    note_use(ctx, Use.READ_CLIENT, client)
    is_known = county_served(ctx, county_code) is not None
    return heard(ctx, county_code, words[:WORDS_READ], facts) if is_known else TypedWords()


def _check_asker(ctx: Context, county_code: str, form: PublicForm) -> tuple[str, str]:
    if county_served(ctx, county_code) is None:
        raise NotFound("county_unknown")
    return tidy_name(form.name), tidy_phone(form.phone)


def _check_same(ctx: Context, known: Problem, form: PublicForm, read: Read, token: str) -> None:
    """Nothing that was written since is dropped in silence; a place that the office put right is no other place."""
    kept = set(ctx.session.scalars(select(StoredFile.sha256).where(StoredFile.problem_id == known.id)))
    sent = {sha256 for sha256, *_rest in stored_photos(ctx, token)}
    is_place = form.place_code == known.place_code or last_event(ctx, known, ProblemEventKind.CORRECTED) is not None
    if (read.words, read.facts) != (known.text, known.facts) or not is_place or not sent <= kept:
        raise Conflict("already_sent", known.id, number=known.number)


def _filed_with(ctx: Context, token: str, phone: str) -> Problem | None:
    problem = ctx.session.scalar(select(Problem).where(Problem.token == token))
    if problem is not None and (problem.filed_by_id is not None or problem.asker_phone != phone):
        raise Conflict("token_used")
    return problem


def _problem_form(form: PublicForm) -> ProblemForm:
    return ProblemForm(
        text=form.text, place_code=form.place_code, farm_id=None, asker_name=form.name, asker_phone=form.phone,
        industry=form.industry, facts=form.facts,
    )
