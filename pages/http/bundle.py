"""Streamlit's own JavaScript, compressed once and kept: a first page is 1 to 3 MB instead of 3 to 9."""

from __future__ import annotations

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.http.buffering import whole_answer

COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")
FOLDER = "/static/"
LEVEL = 6


class CompressedBundle:
    """Answers GET /static/… from memory. The names carry a content hash, so an entry never grows stale."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_asset = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(FOLDER)
        if not is_asset or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        response = self._from_memory(scope["path"]) or await self._compress(scope, receive)
        await response(scope, receive, send)

    def _from_memory(self, path: str) -> Response | None:
        if path not in self.kept:
            return None
        body, headers = self.kept[path]
        return Response(body, headers=headers)

    async def _compress(self, scope: Scope, receive: Receive) -> Response:
        answer = await whole_answer(self.app, scope, receive)
        kind = answer.headers.get("content-type", "")
        if answer.status != 200 or not kind.startswith(COMPRESSIBLE):
            return Response(answer.body, answer.status, dict(answer.headers))
        body = await run_in_threadpool(gzip.compress, answer.body, LEVEL)
        self.kept[scope["path"]] = body, {
            "Content-Type": kind, "Content-Encoding": "gzip", "Vary": "Accept-Encoding",
            "Cache-Control": answer.headers.get("cache-control", "no-cache"),
        }
        return self._from_memory(scope["path"])
