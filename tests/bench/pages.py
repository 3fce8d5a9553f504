"""What a first visit loads, counted by Chromium with an empty cache: bytes on the wire, compressed as sent."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, sync_playwright

from tests.bench.world import World
from tests.conftest import BROWSER_OPTIONS, BROWSERS
from tests.processes import Server, launch

PAGES = (("", "auth/signin"), ("officer", "today"), ("farmer", "ask"), ("expert", "my-work"), ("leader", "impact"))


def first_loads(world: World) -> dict[str, float]:
    """Kilobytes (1,000 bytes) per page."""
    server = launch("python", world.settings.database_url, world.settings.folder)
    path = os.environ.get("DESK_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_OPTIONS))
        loads = {page: _first_load(browser, server, world, login, page) / 1000 for login, page in PAGES}
        browser.close()
    server.stop()
    return loads


def _first_load(browser: Browser, server: Server, world: World, login: str, path: str) -> int:
    context = browser.new_context(locale="zh-CN")
    if login:
        context.add_cookies([{"name": "desk_session", "value": world.token(login), "url": server.url}])
    page = context.new_page()
    received: list[int] = []
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    client.on("Network.webSocketFrameReceived", lambda event: received.append(len(event["response"]["payloadData"])))
    page.goto(f"{server.url}/{path}", wait_until="networkidle")
    page.locator("h1").first.wait_for()
    page.wait_for_timeout(3000)
    context.close()
    return int(sum(received))
