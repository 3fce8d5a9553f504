"""A person at the desk: a browser of their own, signed in, who opens pages, taps, types and looks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from data.i18n import translations
from data.queries.demonstration import PASSWORD
from tests.processes import Server

DESK, PHONE, TALL = 1440, 360, 900
DRAWN_MS = 20_000
ANSWER_MS = 3_000
LOOK_AGAIN_MS = 50
IS_CALM = """(!document.querySelector('[data-testid=stSkeleton]')
    && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') !== null)"""
COUNT_RUNS = """
window.deskRuns = 0;
new MutationObserver(changes => {
    window.deskRuns += changes.filter(one => one.target.dataset.testScriptState === 'notRunning').length;
}).observe(document, {subtree: true, attributeFilter: ['data-test-script-state']});
"""
IS_DRAWN = f"document.querySelectorAll('h1').length === 1 && {IS_CALM}"
FIGURE = re.compile(r"[\d,]+")


def wait_until(page: Page, is_so: str) -> None:
    """Looked at often: what `expect` looks at again after a second costs half a second at each screen."""
    page.wait_for_function(is_so, timeout=DRAWN_MS, polling=LOOK_AGAIN_MS)


@dataclass
class Walker:
    """With DESK_SHOTS=folder in the environment every `look` leaves a picture there."""

    server: Server
    context: BrowserContext
    page: Page
    name: str
    lang: str

    @classmethod
    def enter(
        cls, browser: Browser, server: Server, login: str, *, lang: str = "zh", width: int = DESK, path: str = "/",
    ) -> Walker:
        """Come in through the sign-in page, as everybody does."""
        context = browser.new_context(
            viewport={"width": width, "height": TALL}, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=server.url,
        )
        context.add_cookies([{"name": "desk_lang", "value": lang, "url": server.url}])
        context.add_init_script(COUNT_RUNS)
        page = context.new_page()
        page.goto(path)
        page.locator("#login").fill(login)
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        walker = cls(server, context, page, f"{login}-{lang}-{width}", lang)
        walker.wait_drawn()
        return walker

    def words(self, chinese: str) -> str:
        """What stands on this person's screen for a Chinese sentence of the code."""
        return translations(self.lang).gettext(chinese)

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.wait_drawn()

    def wait_drawn(self) -> None:
        wait_until(self.page, IS_DRAWN)

    def wait_calm(self) -> None:
        """The script has finished and nothing is half drawn."""
        wait_until(self.page, IS_CALM)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done inside reaches the server, which answers, before the next step.

        Between a click and the browser's knowing that a script runs lie some milliseconds of seeming calm. A step
        that asks nothing of the server costs ANSWER_MS.
        """
        before = self.page.evaluate("window.deskRuns")
        yield
        with suppress(TooLate):
            self.page.wait_for_function("before => window.deskRuns > before", arg=before, timeout=ANSWER_MS)
        self.wait_calm()

    def tap(self, name: str | re.Pattern, *, role: str = "button", exact: bool = True) -> None:
        shown = self.words(name) if isinstance(name, str) else name
        with self.answered():
            self.page.get_by_role(role, name=shown, exact=exact).first.click()

    def pill(self, name: str) -> None:
        with self.answered():
            self.page.get_by_test_id("stButtonGroup").get_by_text(self.words(name), exact=True).first.click()

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(self.words(label), exact=False).first
        with self.answered():
            field.fill(words)
            field.press("Tab")

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a select box by typing a part of it."""
        field = self.page.get_by_role("combobox", name=re.compile(re.escape(self.words(label))))
        field.click()
        field.fill(option)
        with self.answered():
            self.page.get_by_role("option", name=re.compile(re.escape(option))).first.click()

    def figure(self, label: str) -> int:
        """The number of the metric under `label`."""
        metric = self.page.get_by_test_id("stMetric").filter(has_text=self.words(label)).first
        shown = metric.get_by_test_id("stMetricValue").inner_text()
        found = FIGURE.search(shown)
        assert found, f"no figure in {shown!r}"
        return int(found[0].replace(",", ""))

    def sees(self, words: str | re.Pattern) -> Locator:
        found = self.page.get_by_text(words).first
        expect(found).to_be_visible(timeout=DRAWN_MS)
        return found

    def fits(self) -> None:
        """Nothing sticks out sideways."""
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        assert wide <= 0, f"{wide} px too wide: {self.page.url}"

    def look(self, step: str) -> None:
        if folder := os.environ.get("DESK_SHOTS"):
            self.grow()
            self.page.screenshot(path=Path(folder) / f"{step}-{self.name}.png")

    def grow(self, tallest: int = 5000) -> None:
        """Streamlit scrolls inside; the picture shall show the whole page."""
        tall = self.page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 900")
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": size["width"], "height": max(TALL, min(tall + 20, tallest))})
        self.page.wait_for_timeout(600)
