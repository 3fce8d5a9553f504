"""Somebody without an account at the public door: a phone, maybe without network or without script."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import create_engine, text

from tests.browser.walker import PHONE
from tests.processes import Server

VILLAGE = "巴仁宝勒格村"


@dataclass
class Grower:
    context: BrowserContext
    page: Page

    @classmethod
    def come(cls, browser: Browser, server: Server, *, script: bool = True, lang: str = "zh") -> Grower:
        context = browser.new_context(
            viewport={"width": PHONE, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai",
            base_url=server.url, java_script_enabled=script,
        )
        context.add_cookies([{"name": "desk_lang", "value": lang, "url": server.url}])
        return cls(context, context.new_page())

    def open(self, path: str = "/public/ask") -> None:
        self.page.goto(path)

    def write(self, words: str, name: str, phone: str, village: str = VILLAGE) -> None:
        """`village`: its name, or its code where the name stands for several."""
        self.page.locator("#text").fill(words)
        self.page.locator("#place").select_option(village)
        self.page.locator("#name").fill(name)
        self.page.locator("#phone").fill(phone)

    def send(self) -> str:
        """The number on the receipt."""
        self.page.locator("#send").click()
        return self.number()

    def number(self) -> str:
        self.page.wait_for_url("**/public/question/**")
        return self.page.locator(".number").inner_text()

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, words: str) -> None:
        self.page.get_by_role("radio", name=words, exact=True).check()

    def sees(self, words: str | re.Pattern) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def look(self, step: str) -> None:
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        assert wide <= 0, f"{wide} px too wide: {self.page.url}"
        if folder := os.environ.get("DESK_SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{step}-grower.png", full_page=True)


def rows(server: Server, query: str, **values: object) -> list[tuple]:
    """What the server's database holds."""
    engine = create_engine(server.database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query), values)]
    engine.dispose()
    return found
