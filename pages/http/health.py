"""For the watchdog: does the database answer?"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from data.runtime import current_runtime


def health(_request: Request) -> PlainTextResponse:
    try:
        with current_runtime().reading(None) as ctx:
            ctx.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return PlainTextResponse("database unreachable", 503)
    return PlainTextResponse("ok")
