"""Streamlit's own channel, spoken directly: what a browser's tab would get, without a browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.processes import Server

STREAM = "/_stcore/stream"


def open_stream(server: Server, *, cookie: str = "", origin: str | None = "own", **headers: str) -> connect:
    """The tab's WebSocket, for a `with` block; `origin` "own" is this server's, None sends none."""
    if cookie:
        headers["Cookie"] = cookie
    return connect(
        f"ws://{urlsplit(server.url).netloc}{STREAM}", subprotocols=["streamlit"], additional_headers=headers,
        origin=server.url if origin == "own" else origin, max_size=None, open_timeout=20,
    )


def refused_with(server: Server, **options: str | None) -> int | None:
    """The status with which the WebSocket is refused; None when it opens."""
    try:
        with open_stream(server, **options):
            return None
    except InvalidStatus as refusal:
        return refusal.response.status_code


def run_screen(server: Server, path: str, query: str = "", **options: str | None) -> bytes:
    """Everything the server sends for one run of the screen at `path`, as raw protobuf."""
    with open_stream(server, **options) as stream:
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = path
        stream.send(ask.SerializeToString())
        return b"".join(_until_finished(stream))


def _until_finished(stream: ClientConnection) -> list[bytes]:
    """A page switch ends one run and begins another, so that only the run that succeeds is the last."""
    received = []
    while True:
        raw = stream.recv(timeout=60)
        received.append(raw)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") != "script_finished":
            continue
        if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return received
