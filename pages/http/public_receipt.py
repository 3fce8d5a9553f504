"""Following a question without an account: number and phone, then what happens, what is asked, solved or not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.domain.amounts import Quantity, read_amount
from data.domain.errors import AppError, InvalidInput, NotFound, Refused
from data.domain.problem import Ball, Gate, ProblemStatus
from data.domain.roles import Actor
from data.domain.visit import Outcome
from data.domain.worktime import BEIJING
from data.i18n import _, in_language
from data.i18n.errors import sentence
from data.queries.fact_requests import photos_of
from data.queries.public_pages import PublicReceipt, PublicStep, public_receipt
from data.runtime import current_runtime
from data.services.answers_alike import answers_like_this
from data.services.confirmations import RATINGS, ConfirmationForm
from data.services.files import PHOTOS_MAX
from data.services.public_questions import answer_facts, choose_publicly, confirm_publicly, reopen_publicly
from data.services.public_uploads import stored_photos
from data.services.receipt_passes import photos_token, problem_of, show_receipt
from pages.http.forms import read_form
from pages.http.look import page, script
from pages.http.public_photos import photos_of_form, read_with_photos
from pages.http.visitor import client_address
from pages.shared.amount_words import read_as
from pages.shared.answer_words import TITLE, lines
from pages.shared.asker_words import HEADLINES, OUTCOMES, PRACTICE, RATING, TAKEN_ON, WHO, together
from pages.shared.example_pictures import examples_of
from pages.shared.formats import day, moment, phone
from pages.shared.formats import number as number_words
from pages.shared.labels import EVENT, fact_label, label
from pages.shared.promise_words import when
from pages.shared.slot_words import half_day

NOT_SEEN_YET = {ProblemStatus.WAITING, ProblemStatus.ASKED, ProblemStatus.OFFERED}
QUESTION = "/public/question/{token}"


async def show_door(request: Request) -> Response:
    return page(request, "public_receipt.html", problem="", number=request.query_params.get("number", ""), phone="")


async def open_door(request: Request) -> Response:
    fields = await read_form(request)
    number, digits = fields.get("number", ""), fields.get("phone", "")
    lang = request.scope["desk.lang"]
    try:
        token = await run_in_threadpool(_pass, request, number, digits)
    except AppError as error:
        said = {"problem": sentence(error, lang), "field": error.field}
        return page(request, "public_receipt.html", 400, number=number, phone=digits, **said)
    if token is None:
        wrong = sentence(NotFound("receipt_wrong"), lang)
        return page(request, "public_receipt.html", 401, problem=wrong, field="number", number=number, phone=digits)
    return RedirectResponse(QUESTION.format(token=token), 303)


async def show(request: Request) -> Response:
    return await run_in_threadpool(_page, request)


async def add_facts(request: Request) -> Response:
    try:
        fields, photos = await read_with_photos(request, ("words",))
    except Refused as error:
        said = {"problem": sentence(error, request.scope["desk.lang"])}
        return await run_in_threadpool(_page, request, 413, said)
    act = partial(_answer, request, fields["words"], photos)
    return await run_in_threadpool(_tried, request, fields, act)


async def reopen(request: Request) -> Response:
    fields = await read_form(request)
    return await run_in_threadpool(_do, request, fields, _reopen)


async def choose(request: Request) -> Response:
    fields = await read_form(request)
    return await run_in_threadpool(_do, request, fields, _choose)


async def confirm(request: Request) -> Response:
    fields = await read_form(request)
    return await run_in_threadpool(_do, request, fields, _confirm, request.scope["desk.actor"])


def _pass(request: Request, number: str, digits: str) -> str | None:
    with current_runtime().writing(None, request.scope["desk.lang"]) as ctx:
        return show_receipt(ctx, number, digits, client_address(request))


def _do(request: Request, fields: dict[str, str], call, actor: Actor | None = None) -> Response:
    """Do it in one transaction and show the page anew. `actor`: whoever is signed in here."""
    def act() -> None:
        with current_runtime().writing(actor, request.scope["desk.lang"]) as ctx:
            call(ctx, request.path_params["token"], fields)

    return _tried(request, fields, act)


def _tried(request: Request, fields: dict[str, str], act: Callable[[], None]) -> Response:
    """The page anew after `act`; an error stands above what was typed."""
    lang, token = request.scope["desk.lang"], request.path_params["token"]
    try:
        act()
    except NotFound:
        return page(request, "public_over.html", 404)
    except AppError as error:
        return _page(request, 400, {**fields, "problem": sentence(error, lang), "field": error.field or ""})
    return RedirectResponse(QUESTION.format(token=token), 303)


def _answer(request: Request, words: str, photos: list[bytes]) -> None:
    """Photos first, each by itself, so that wrong words do not lose them; then the answer with all at once."""
    token = request.path_params["token"]
    with current_runtime().reading(None) as ctx:
        left = PHOTOS_MAX - len(photos_of(ctx, problem_of(ctx, token)))
    photos_of_form(photos_token(token), photos, client_address(request), left)
    with current_runtime().writing(None, request.scope["desk.lang"]) as ctx:
        answer_facts(ctx, token, words)


def _reopen(ctx, token: str, fields: dict[str, str]) -> None:
    reopen_publicly(ctx, token, fields.get("words", ""))


def _choose(ctx, token: str, fields: dict[str, str]) -> None:
    choose_publicly(ctx, token, fields.get("slot", ""))


def _confirm(ctx, token: str, fields: dict[str, str]) -> None:
    outcome, rating = fields.get("outcome", ""), fields.get("rating", "")
    if outcome not in list(Outcome):
        raise InvalidInput("outcome_missing", field="outcome")
    if rating and rating not in map(str, RATINGS):
        raise InvalidInput("rating_range", field="rating")
    form = ConfirmationForm(
        Outcome(outcome), practice_used=fields.get("practice_used") or None, rating=int(rating) if rating else None,
        words=fields.get("words"), loss_avoided=_yuan(fields.get("loss_avoided", "")), loss_how=fields.get("loss_how"),
    )
    confirm_publicly(ctx, token, form, fields.get("token", ""))


def _yuan(raw: str) -> int | None:
    """Whole yuan, read as an answer that says an amount is. Raises InvalidInput loss_unread for anything else."""
    if not raw.strip():
        return None
    found = read_amount(Quantity.YUAN, raw)
    if found is None or found.number != int(found.number):
        raise InvalidInput("loss_unread", field="loss_avoided")
    return int(found.number)


def _page(request: Request, status: int = 200, typed: dict[str, str] | None = None) -> Response:
    lang, token = request.scope["desk.lang"], request.path_params["token"]
    try:
        with current_runtime().reading(None, lang) as ctx:
            problem, now = problem_of(ctx, token), ctx.now
            view = public_receipt(ctx, problem)
            sent = len(stored_photos(ctx, photos_token(token))) if view.status is ProblemStatus.ASKED else 0
            answers = answers_like_this(ctx, problem) if view.status in NOT_SEEN_YET else ()
    except NotFound:
        return page(request, "public_over.html", 404)
    with in_language(lang):
        said = _asked_back(view) | {
            "headline": label(HEADLINES, view.status), "lines": _lines(view, now),
            "saved": _saved(view),
            "given": [(fact_label(code), words, read_as(code, words)) for code, words in view.given.items()],
            "steps": [(moment(one.at, now), _step(one, view)) for one in view.steps],
            "written": moment(view.created_at, now),
            "answers": [lines(one) for one in answers],
            "slots": [(slot.code, half_day(slot, now)) for slot in view.slots],
        }
    return page(
        request, "public_question.html", status, view=view, typed=typed or {}, format_phone=phone,
        is_new="new" in request.query_params, is_alarm=view.gate is Gate.ANIMAL_EPIDEMIC,
        is_asked=view.status is ProblemStatus.ASKED,
        is_to_confirm=view.ball is Ball.ASKER and view.status is ProblemStatus.TO_CONFIRM,
        is_unconfirmed=view.status is ProblemStatus.UNCONFIRMED, reopen_until=_until(view, now),
        confirm_token=str(uuid.uuid4()), here=QUESTION.format(token=token), outcomes=OUTCOMES, practice=PRACTICE,
        rating=RATING, nonce=request.scope["desk.nonce"], sent=sent, photos_token=photos_token(token),
        answers_title=TITLE, **said,
    )


def _saved(view: PublicReceipt) -> str:
    """What was read of the loss that the asker says was avoided."""
    if view.saved is None:
        return ""
    yuan, how = view.saved
    return _("少损失约{yuan}元：{how}").format(yuan=number_words(yuan), how=how)


def _asked_back(view: PublicReceipt) -> dict[str, object]:
    """What the office asked, and what a form for the answer needs."""
    if view.asked is None or view.status is not ProblemStatus.ASKED:
        return {}
    return {
        "facts": [fact_label(code) for code in view.asked.facts],
        "examples": examples_of(view.branch) if "photo" in view.asked.facts else (),
        "left": PHOTOS_MAX - view.photos, "script": script("public_photos.js") + script("public_answer.js"),
    }


def _until(view: PublicReceipt, now: dt.datetime) -> str | None:
    """Until which day it can be opened again; None where it is not closed, or was too long ago."""
    today = now.astimezone(BEIJING).date()
    return day(view.reopen_until, today) if view.reopen_until and today <= view.reopen_until else None


def _lines(view: PublicReceipt, now) -> list[tuple[str, str, str | None]]:
    """(label, words, number to call)."""
    found = [(_("谁来办"), _who(view), None)]
    if view.event:
        found.append((_("同样的事"), together(view.event), None))
    if view.status in TAKEN_ON and view.expert_phone:
        found.append((_("专家的电话"), phone(view.expert_phone), view.expert_phone))
    if view.slot:
        found.append((_("约好的时间"), half_day(view.slot, now), None))
    if until := when(view.status, view.due_at, view.season, now):
        found.append((_("什么时候"), until, None))
    if view.office_phone:
        found.append((_("有急事打"), phone(view.office_phone), view.office_phone))
    return found


def _who(view: PublicReceipt) -> str:
    if view.status is ProblemStatus.HANDED_OVER:
        return view.to_whom or _("别的单位")
    if view.status in WHO:
        return label(WHO, view.status, expert=view.expert or "")
    return " · ".join(part for part in (view.expert, view.expert_unit) if part)


def _step(one: PublicStep, view: PublicReceipt) -> str:
    said = label(EVENT, one.kind, expert=one.expert or view.expert or "")
    return _("{event}：{words}").format(event=said, words=one.words) if one.words else said
