"""An answer that is held back comes whole, whoever asked for it."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.staticfiles import StaticFiles
from starlette.types import Message

from pages.http.bundle import CompressedBundle


async def _has_left() -> Message:
    return {"type": "http.disconnect"}


def test_a_reader_who_leaves_early_leaves_no_cut_file_behind(tmp_path: Path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "one.js").write_text("export const n = 1;" * 100)
    bundle = CompressedBundle(StaticFiles(directory=tmp_path))
    scope = {
        "type": "http", "method": "GET", "path": "/static/one.js", "root_path": "", "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip")],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await asyncio.wait_for(bundle(scope, _has_left, send), 5)

    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the thread of its tests
        apart.submit(asyncio.run, ask()).result()
    assert gzip.decompress(sent[1]["body"]) == b"export const n = 1;" * 100
    assert bundle.kept
