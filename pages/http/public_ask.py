"""The public light page: ask without an account, without script, over a bad network."""

from __future__ import annotations

import uuid

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from data.domain.branches import FACT_CODES, FACT_MAX, FACTS, LOSS
from data.domain.errors import AppError, NotFound, Refused
from data.i18n import in_language
from data.i18n.errors import sentence
from data.queries.public_pages import counties_here, public_ask_page
from data.runtime import current_runtime
from data.services.files import PHOTOS_MAX
from data.services.public_questions import PublicForm, ask_publicly, read_in_public
from data.services.public_uploads import check_token
from data.services.signed_answers import note_helped
from data.services.typed_words import TypedWords
from pages.http.forms import read_form
from pages.http.look import page, script
from pages.http.public_photos import photos_of_form, read_with_photos
from pages.http.visitor import client_address
from pages.shared import answer_words
from pages.shared.answer_words import lines
from pages.shared.asker_words import easier_to_answer
from pages.shared.example_pictures import EXAMPLES
from pages.shared.formats import phone
from pages.shared.labels import BRANCH, fact_label

FIELDS = ("text", "industry", "place", "name", "phone", "token", *(f"fact_{code}" for code in FACT_CODES))
LONGEST_NUMBER = 16


async def show(request: Request) -> Response:
    return await run_in_threadpool(_page, request, request.query_params.get("county"))


async def submit(request: Request) -> Response:
    """To the receipt. What is wrong comes back above the form, with everything typed."""
    county = request.query_params.get("county", "")
    lang = request.scope["desk.lang"]
    try:
        typed, photos = await read_with_photos(request, FIELDS)
    except Refused as error:
        return await run_in_threadpool(_page, request, county, 413, {"problem": sentence(error, lang)})
    try:
        token = await run_in_threadpool(_store, request, county, typed, photos)
    except AppError as error:
        said = {**typed, "problem": sentence(error, lang), "field": error.field or ""}
        if error.code == "already_sent":  # sent once more, it is another question
            said |= {"number": error.params["number"], "token": ""}
        return await run_in_threadpool(_page, request, county, 400, said)
    return RedirectResponse(f"/public/question/{token}?new=1", 303)


async def urgent(request: Request) -> JSONResponse:
    """Whether the words typed so far cannot wait for anybody to read them, and which two facts would help; which
    branch of the form they belong to; the codes of those facts; signed answers to questions like it."""
    fields = await read_form(request)
    try:
        read = await run_in_threadpool(_read, request, fields)
    except Refused:
        read = TypedWords()
    with in_language(request.scope["desk.lang"]):
        said = {
            "urgent": read.is_epidemic, "missing": "" if read.is_epidemic else easier_to_answer(read.missing),
            "branch": read.branch or "", "named": read.missing, "answers": [lines(one) for one in read.answers],
        }
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


async def helped(request: Request) -> Response:
    """A signed answer was enough: its own tally, and no question."""
    fields = await read_form(request)
    try:
        await run_in_threadpool(_note_helped, request, fields)
    except AppError:
        return Response(status_code=409)
    return Response(status_code=204)


async def worker(_request: Request) -> Response:
    """Keeps the last seen form in the browser, so that a reload without network shows it again."""
    return Response(script("public_worker.js"), media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def _page(request: Request, county: str | None, status: int = 200, typed: dict[str, str] | None = None) -> Response:
    with current_runtime().reading(None, request.scope["desk.lang"]) as ctx:
        counties = counties_here(ctx)
        if not county and len(counties) == 1:
            county = counties[0].code
        found = public_ask_page(ctx, county) if county else None
    if found is None:
        return page(request, "public_counties.html", 200 if not county else 404, counties=counties)
    values = {**dict.fromkeys((*FIELDS, "problem", "field", "number"), ""), **(typed or {})}
    values["token"] = values["token"] or str(uuid.uuid4())
    return page(
        request, "public_ask.html", status, ask=found, typed=values, format_phone=phone, most=PHOTOS_MAX,
        branches=FACTS, loss=LOSS, branch_names=BRANCH, examples=EXAMPLES, fact_label=fact_label, fact_max=FACT_MAX,
        opened={one for one, codes in FACTS.items() if any(values[f"fact_{code}"] for code in codes)},
        answer_words=answer_words, script=script("public_photos.js") + script("public_ask.js"),
        nonce=request.scope["desk.nonce"],
    )


def _store(request: Request, county: str, typed: dict[str, str], photos: list[bytes]) -> str:
    """Photos first, each by itself, so that wrong words do not lose them; then the question with all at once."""
    check_token(typed["token"])
    client = client_address(request)
    form = PublicForm(
        typed["text"], typed["place"], typed["name"], typed["phone"], typed["industry"] or None, _facts(typed),
    )
    photos_of_form(typed["token"], photos, client)
    with current_runtime().writing(None, request.scope["desk.lang"]) as ctx:
        return ask_publicly(ctx, county, form, typed["token"], client)[1]


def _facts(typed: dict[str, str]) -> dict[str, str]:
    return {code: typed.get(f"fact_{code}", "") for code in FACT_CODES}


def _note_helped(request: Request, fields: dict[str, str]) -> None:
    number = fields.get("answer", "")
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        raise NotFound("answer_unknown")
    with current_runtime().writing(None, request.scope["desk.lang"]) as ctx:
        note_helped(ctx, fields.get("county", ""), int(number), client_address(request))


def _read(request: Request, fields: dict[str, str]) -> TypedWords:
    with current_runtime().writing(None, request.scope["desk.lang"]) as ctx:
        county, words = fields.get("county", ""), fields.get("text", "")
        return read_in_public(ctx, county, words, _facts(fields), client_address(request))
