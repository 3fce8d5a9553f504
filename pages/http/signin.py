"""Signing in and out on light pages that need no script and no Streamlit."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.domain.errors import AppError
from data.i18n import _, in_language
from data.i18n.errors import sentence
from data.queries import demonstration
from data.runtime import current_runtime
from data.services import sessions
from pages.http.forms import read_form
from pages.http.look import page
from pages.http.paths import SIGN_IN, local_path
from pages.http.visitor import SESSION_COOKIE, client_address, forget_session, remember_session
from pages.shared.menu import ROLE_NAMES


async def show(request: Request) -> Response:
    target = local_path(request.query_params.get("next"))
    if request.scope["desk.actor"]:
        return RedirectResponse(target, 303)
    return await run_in_threadpool(_form, request, target)


async def submit(request: Request) -> Response:
    fields = await read_form(request)
    target = local_path(fields.get("next"))
    login, password = fields.get("login", ""), fields.get("password", "")
    lang = request.scope["desk.lang"]
    try:
        token = await run_in_threadpool(_sign_in, lang, login, password, client_address(request))
    except AppError as error:
        return await run_in_threadpool(_form, request, target, login, sentence(error, lang))
    if token is None:
        with in_language(lang):
            wrong = _("账号或密码不对，请再看一遍。忘了密码请找科技局重设。")
        return await run_in_threadpool(_form, request, target, login, wrong)
    response = RedirectResponse(target, 303)
    remember_session(request, response, token)
    return response


async def show_sign_out(request: Request) -> Response:
    if request.scope["desk.actor"] is None:
        return RedirectResponse(SIGN_IN, 303)
    return page(request, "signout.html", name=request.scope["desk.actor"].name)


async def sign_out(request: Request) -> Response:
    await run_in_threadpool(_sign_out, request.cookies.get(SESSION_COOKIE))
    return _gone(request)


async def sign_out_everywhere(request: Request) -> Response:
    await run_in_threadpool(_sign_out_everywhere, request)
    return _gone(request)


def _form(request: Request, target: str, login: str = "", problem: str = "") -> Response:
    with current_runtime().reading(None, request.scope["desk.lang"]) as ctx:
        if not sessions.has_accounts(ctx.session):
            return page(request, "setup_first.html")
        accounts = demonstration.accounts(ctx.session)
    return page(
        request, "signin.html", 401 if problem else 200,
        target=target, login=login, problem=problem, accounts=accounts, roles=ROLE_NAMES,
        password=demonstration.PASSWORD,
    )


def _sign_in(lang: str, login: str, password: str, client: str) -> str | None:
    with current_runtime().writing(None, lang) as ctx:
        return sessions.sign_in(ctx, login, password, client)


def _sign_out(token: str | None) -> None:
    with current_runtime().writing(None) as ctx:
        sessions.sign_out(ctx, token)


def _sign_out_everywhere(request: Request) -> None:
    with current_runtime().writing(request.scope["desk.actor"]) as ctx:
        sessions.sign_out_everywhere(ctx)


def _gone(request: Request) -> Response:
    response = RedirectResponse(SIGN_IN, 303)
    forget_session(request, response)
    return response
