"""Rendering of the light pages: Jinja with autoescape, the product's colours; without script all of them work."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from data.domain.errors import AppError
from data.i18n import _, in_language, ngettext
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.context import Context

HTML_LANG = {"zh": "zh-CN", "en": "en"}
_MARK = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='#17694F'/>"
    "<path d='M16 26V15m0 3c-5 0-7-3-7-8 5 0 7 3 7 8zm0-3c0-4 2-7 7-7 0 5-2 7-7 7z' fill='none' stroke='#fff' "
    "stroke-width='2' stroke-linecap='round' stroke-linejoin='round'/></svg>"
)
ICON = f"data:image/svg+xml,{quote(_MARK)}"

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(), trim_blocks=True,
)


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """`template` in the visitor's language; `values` are escaped. `here` among them: where the language link comes
    back to, if not to this address."""
    lang = request.scope["desk.lang"]
    with in_language(lang):
        text = _templates.get_template(template).render(
            _=_, ngettext=ngettext, lang=lang, html_lang=HTML_LANG[lang], icon=ICON,
            **{"here": _here(request), **values},
        )
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


async def sheet(request: Request, template: str, read: Callable[[Context], object]) -> Response:
    """What `read` finds, as `sheet` in `template`, to be printed; 404 with the reason where it may not be read."""
    return await run_in_threadpool(_sheet, request, template, read)


def _sheet(request: Request, template: str, read: Callable[[Context], object]) -> Response:
    lang = request.scope["desk.lang"]
    try:
        with in_language(lang), current_runtime().reading(request.scope["desk.actor"], lang) as ctx:
            found = read(ctx)
        return page(request, template, sheet=found)
    except AppError as error:
        return PlainTextResponse(sentence(error, lang), 404, headers={"Cache-Control": "no-store"})


@cache
def script(name: str) -> str:
    """A script of a light page, to be sent inline with the answer's nonce."""
    return (Path(__file__).parent / name).read_text("utf-8")


def _here(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")
