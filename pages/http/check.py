"""A light page on which somebody without an account says whether their record in the register is still right."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.domain.errors import AppError, NotFound
from data.domain.register import CheckAnswer
from data.i18n import in_language
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.register_checks_by_link import CheckPage, answer_check, check_page
from pages.http.forms import read_form
from pages.http.look import page


async def show(request: Request) -> Response:
    return await run_in_threadpool(_page, request)


async def submit(request: Request) -> Response:
    fields = await read_form(request)
    return await run_in_threadpool(_answer, request, fields.get("answer", ""), fields.get("words", ""))


def _answer(request: Request, answer: str, words: str) -> Response:
    lang = request.scope["desk.lang"]
    try:
        with current_runtime().writing(None, lang) as ctx:
            answer_check(ctx, request.path_params["token"], answer, words)
    except NotFound:
        return page(request, "check_over.html", 404)
    except AppError as error:
        return _page(request, 400, problem=sentence(error, lang), answer=answer, words=words)
    return _page(request)


def _page(request: Request, status: int = 200, **typed: str) -> Response:
    try:
        found = _read(request)
    except NotFound:
        return page(request, "check_over.html", 404)
    values = {"problem": "", "answer": "", "words": "", **typed}
    return page(request, "check.html", status, check=found, answers=CheckAnswer, **values)


def _read(request: Request) -> CheckPage:
    lang = request.scope["desk.lang"]
    with in_language(lang), current_runtime().reading(None, lang) as ctx:
        return check_page(ctx, request.path_params["token"])
