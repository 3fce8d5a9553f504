"""Checking a service record without an account: its code, then whose it is, its figures, and what changed since."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.domain.errors import AppError, NotFound
from data.i18n import in_language
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.service_records import check_record
from pages.http.forms import read_form
from pages.http.look import page
from pages.http.visitor import client_address
from pages.shared import record_words
from pages.shared.formats import full_moment

TEMPLATE = "public_record.html"


async def show(request: Request) -> Response:
    return page(request, TEMPLATE, typed=request.query_params.get("code", ""))


async def submit(request: Request) -> Response:
    fields = await read_form(request)
    return await run_in_threadpool(_checked, request, fields.get("code", ""))


def _checked(request: Request, typed: str) -> Response:
    lang = request.scope["desk.lang"]
    try:
        with current_runtime().writing(None, lang) as ctx:
            found = check_record(ctx, typed, client_address(request))
    except AppError as error:
        return page(request, TEMPLATE, 429, typed=typed, problem=sentence(error, lang))
    if found is None:
        wrong = sentence(NotFound("record_code_wrong"), lang)
        return page(request, TEMPLATE, 404, typed=typed, problem=wrong)
    with in_language(lang):
        said = {
            "days": record_words.days(found.record), "moment": full_moment(found.at),
            "numbers": record_words.figures(found.record.figures), "definitions": record_words.definitions(),
            "corrected": record_words.corrected_words(found.corrected),
        }
    return page(request, TEMPLATE, typed=found.code, found=found, **said)
