"""For the watchdog: does the database answer?"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from data.queries.health import answers
from data.runtime import current_runtime


def health(_request: Request) -> PlainTextResponse:
    with current_runtime().reading(None) as ctx:
        reached = answers(ctx.session)
    return PlainTextResponse("ok" if reached else "database unreachable", 200 if reached else 503)
