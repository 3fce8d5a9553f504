"""Hold back an answer until it is whole, so that it can be changed."""

from __future__ import annotations

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope


class Answer:
    """An answer as the inner app gave it."""

    def __init__(self) -> None:
        self.start: Message = {"type": "http.response.start", "status": 500, "headers": []}
        self.parts: list[bytes] = []

    async def collect(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.parts.append(message.get("body", b""))

    @property
    def status(self) -> int:
        return self.start["status"]

    @property
    def headers(self) -> MutableHeaders:
        return MutableHeaders(scope=self.start)

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


async def whole_answer(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """Run `app` as if the client took nothing compressed, had nothing in its cache and stayed to the end.

    A client that leaves early would cut the answer short, and a short one must never be kept for the next client.
    """
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
    plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() not in dropped]}
    plain["extensions"] = {}
    answer = Answer()
    await app(plain, _staying(receive), answer.collect)
    return answer


def _staying(receive: Receive) -> Receive:
    """As `receive`, but nobody ever leaves."""
    async def messages() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            await asyncio.Event().wait()
        return message

    return messages
