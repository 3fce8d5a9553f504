"""GET /lang/zh, /lang/en: remember the language and go back to where the reader was."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.i18n import LANGUAGES
from pages.http.paths import PUBLIC, SETUP, SIGN_IN, local_path
from pages.http.visitor import remember_language

LIGHT_PAGES = (SIGN_IN, SETUP, "/auth/signout")


async def choose(request: Request) -> Response:
    target = request.query_params.get("next", "/")
    path = target.partition("?")[0]
    is_light = (path in LIGHT_PAGES or path.startswith(PUBLIC)) and target.isprintable() and "\\" not in target
    response = RedirectResponse(target if is_light else local_path(target), 303)
    if request.path_params["lang"] in LANGUAGES:
        remember_language(request, response, request.path_params["lang"])
    return response
