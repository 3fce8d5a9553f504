"""A form that could not be read at all: a page in the reader's language that says what to do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from data.domain.errors import AppError
from data.i18n.errors import sentence
from pages.http.look import page

TOO_LONG = "form_too_long"


async def refused(request: Request, error: Exception) -> Response:
    """What no page has caught. Anything else than an AppError is no refusal, and raised again."""
    if not isinstance(error, AppError):
        raise error
    status = 413 if error.code == TOO_LONG else 400
    said = sentence(error, request.scope["desk.lang"])
    return page(request, "refused.html", status, problem=said, here="/")


HANDLERS = {AppError: refused}
