"""The first administrator: once, with the token that the console printed, while there is no account."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.domain.errors import AppError
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services import sessions
from pages.http.forms import read_form
from pages.http.look import page
from pages.http.paths import SIGN_IN
from pages.http.visitor import remember_session


async def show(request: Request) -> Response:
    if await run_in_threadpool(_is_done):
        return RedirectResponse(SIGN_IN, 303)
    return page(request, "setup.html", token="", login="", name="")


async def submit(request: Request) -> Response:
    fields = await read_form(request)
    given = {name: fields.get(name, "") for name in ("token", "login", "name")}
    lang = request.scope["desk.lang"]
    try:
        session = await run_in_threadpool(_make, lang, fields.get("password", ""), given)
    except AppError as error:
        return page(request, "setup.html", 400, problem=sentence(error, lang), **given)
    response = RedirectResponse("/", 303)
    remember_session(request, response, session)
    return response


def _is_done() -> bool:
    with current_runtime().reading(None) as ctx:
        return sessions.has_accounts(ctx.session)


def _make(lang: str, password: str, given: dict[str, str]) -> str:
    with current_runtime().writing(None, lang) as ctx:
        return sessions.first_administrator(ctx, given["token"], given["login"], given["name"], password)
