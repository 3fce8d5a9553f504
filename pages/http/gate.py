"""The gate: who may pass to Streamlit and the routes. Pure ASGI, so that it sees the WebSocket too.

Identity is one opaque token in an HttpOnly cookie and a row in the database. No header names a user;
headers that could pose as one are dropped all the same, so that nothing behind may ever trust them.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.domain.roles import Actor
from data.i18n import _, in_language
from data.runtime import current_runtime
from data.services.sessions import actor_for_token
from pages.http.paths import SIGN_IN, Access, access
from pages.http.visitor import LANGUAGE_COOKIE, SESSION_COOKIE

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
POSING_PREFIXES = (
    "x-app-", "x-desk-", "x-auth-", "x-authenticated-", "x-user", "x-remote-", "x-webauth-", "x-streamlit-user",
    "x-forwarded-user", "x-forwarded-email", "x-forwarded-preferred-username", "x-forwarded-groups", "remote-user",
)


class Gate:
    """Drops posing headers, closes what nobody needs, and lets only live sessions reach pages and data."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope["headers"] = [pair for pair in scope["headers"] if not _poses(pair[0])]
        headers = Headers(scope=scope)
        cookies = cookie_parser(headers.get("cookie", ""))
        rule = access(scope["path"])
        scope["desk.lang"] = "en" if cookies.get(LANGUAGE_COOKIE) == "en" else "zh"
        scope["desk.actor"] = None
        if rule is not Access.CLOSED and not scope["path"].startswith("/static/"):
            scope["desk.actor"] = await run_in_threadpool(_actor, cookies.get(SESSION_COOKIE))
        refusal = _refusal(scope, headers, rule)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before accepting: the client gets a 403
        else:
            await refusal(scope, receive, send)


def _poses(name: bytes) -> bool:
    return name.decode("latin-1").lower().replace("_", "-").startswith(POSING_PREFIXES)


def _actor(token: str | None) -> Actor | None:
    if not token:
        return None
    with current_runtime().reading(None) as ctx:
        return actor_for_token(ctx.session, token, dt.datetime.now(dt.UTC))


def _refusal(scope: Scope, headers: Headers, rule: Access) -> Response | None:
    """The answer for whoever may not pass; None lets the request through."""
    with in_language(scope["desk.lang"]):
        if rule is Access.CLOSED:
            return _say(404, _("没有这个地址。"))
        if not _comes_from_here(scope, headers):
            return _say(403, _("请求来自别的网站，没有办。请从本站页面再点一次。"))
        if rule is Access.OPEN or scope["desk.actor"]:
            return None
        if rule is Access.PAGE and scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            return _to_sign_in(scope)
        words = _("请先登录，再打开这个地址。")
        if scope["path"].startswith("/api/"):
            return JSONResponse({"code": "sign_in_first", "message": words, "field": None}, 403)
        return _say(403, words)


def _say(status: int, sentence: str) -> Response:
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})


def _to_sign_in(scope: Scope) -> Response:
    query = scope["query_string"].decode("latin-1")
    target = scope["path"] + (f"?{query}" if query else "")
    address = SIGN_IN if target == "/" else f"{SIGN_IN}?next={quote(target, safe='')}"
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def _comes_from_here(scope: Scope, headers: Headers) -> bool:
    """Writes need an Origin or Referer of this host; a WebSocket may lack it (then its cookie decides)."""
    is_socket = scope["type"] == "websocket"
    if not is_socket and scope["method"] in SAFE_METHODS:
        return True
    source = headers.get("origin") or (None if is_socket else headers.get("referer"))
    if source is None:
        return is_socket
    return urlsplit(source).netloc == headers.get("host")
