"""The HTML that carries every screen: our language, title and icon, no foreign words, no idle download."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.i18n import _, in_language
from pages.http.buffering import whole_answer
from pages.http.look import HTML_LANG, ICON
from pages.http.paths import Access, access

HERE = Path(__file__).parent
MARK = '<div id="root"></div>'
NONCE = "__NONCE__"
NO_WORDS: dict = {"exact": {}, "patterns": []}


class Shell:
    """Rewrites Streamlit's index.html wherever it is the answer."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and scope["method"] == "GET" and access(scope["path"]) is Access.PAGE
        if not is_page:
            await self.app(scope, receive, send)
            return
        answer = await whole_answer(self.app, scope, receive)
        text = answer.body.decode("utf-8", "replace")
        if answer.status == 200 and MARK in text:
            response = _page(scope, rewrite(text, scope["desk.lang"]).replace(NONCE, scope["desk.nonce"]))
        else:
            response = Response(answer.body, answer.status, dict(answer.headers))
        await response(scope, receive, send)


def _page(scope: Scope, text: str) -> Response:
    headers = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Encoding"}
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return HTMLResponse(text, headers=headers)
    return HTMLResponse(gzip.compress(text.encode(), 5), headers={**headers, "Content-Encoding": "gzip"})


@cache
def rewrite(text: str, lang: str) -> str:
    """Streamlit's index.html in `lang`. The nonce's place is marked, because it is new for every answer."""
    with in_language(lang):
        title, description = _("特派员工作台"), _("科技特派员派单和成效")
        needs_script = _("这个页面要用到 JavaScript，请在浏览器里打开它。")
    head = (
        f'<title>{title}</title><meta name="description" content="{description}">'
        f'<link rel="icon" href="{ICON}">{_dictionary(lang)}{_script("keep_words.js")}'
    )
    noscript = f"<noscript><p>{needs_script}</p></noscript>"
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = text.replace('<html lang="en">', f'<html lang="{HTML_LANG[lang]}">', 1)
    text = re.sub(r"<link[^>]*rel=\"(?:shortcut icon|preload|service-desc)\"[^>]*/>", "", text)
    text = re.sub(r"<title>.*?</title>", lambda _found: head, text, count=1, flags=re.S)
    text = re.sub(r"<noscript>.*?</noscript>", lambda _found: noscript, text, count=1, flags=re.S)
    return text.replace("<script>", f'<script nonce="{NONCE}">')


def _dictionary(lang: str) -> str:
    """Replaces the framework's English words as they appear; an English reader has none to replace."""
    words = json.loads((HERE / "framework_words.json").read_text("utf-8")) if lang != "en" else NO_WORDS
    packed = json.dumps(words, ensure_ascii=False).replace("</", "<\\/")
    return _script("framework_words.js").replace("__WORDS__", packed)


def _script(name: str) -> str:
    return f"<script>{(HERE / name).read_text('utf-8')}</script>"
