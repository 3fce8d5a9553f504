"""What the shell promises in a real browser: one language, no foreign host, no script that the policy stops."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.domain.roles import Role
from data.queries.demonstration import PASSWORD, accounts
from data.runtime import Settings, open_runtime
from pages.shared.menu import SCREENS
from tests.browser.walker import IS_DRAWN, wait_until
from tests.processes import Server

# Names and marks that a Chinese text writes in Latin letters.
ENGLISH_ALLOWED = re.compile(
    r"English|Ctrl|JPG|PNG|WEBP|PDF|Excel|WPS|XLSX?|CSV|TXT|GeoJSON|GEOJSON, JSON|code或name|账号[a-z0-9]+"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")
WORDS = """() => [...document.querySelectorAll('body *:not(script, style, noscript, noscript *)')].flatMap(element => {
    const isIcon = getComputedStyle(element).fontFamily.includes('Material Symbols');
    const texts = [...element.childNodes].filter(node => node.nodeType === 3 && !isIcon && element.checkVisibility());
    const named = ['placeholder', 'aria-label', 'title', 'alt'].map(name => element.getAttribute(name) || '');
    return [...texts.map(node => node.data), ...named].map(text => text.trim()).filter(text => text);
})"""
MENU = [(role, path) for role in Role for path, screen in SCREENS.items() if role in screen.menu]


@pytest.fixture(scope="module")
def logins(server: Server) -> dict[Role, str]:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        found = {account.role: account.login for account in accounts(ctx.session)}
    runtime.close()
    return found


@pytest.fixture(scope="module")
def tokens(server: Server, logins: dict[Role, str]) -> dict[Role, str]:
    return {role: server.token(login, PASSWORD) for role, login in logins.items()}


@pytest.fixture(scope="module")
def one_browser(browser: Browser, browser_context_args: dict) -> Iterator[BrowserContext]:
    """Whoever comes a second time has the framework's script already, as in every office."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def visit(server: Server, one_browser: BrowserContext, tokens: dict[Role, str]) -> Iterator[Callable[..., Page]]:
    """`visit(role, path)`: that screen, signed in and drawn. Afterwards nothing may have been stopped or fetched."""
    faults: list[str] = []
    opened: list[Page] = []

    def open_screen(role: Role, path: str, lang: str = "zh") -> Page:
        one_browser.add_cookies([
            {"name": "desk_session", "value": tokens[role], "url": server.url, "httpOnly": True},
            {"name": "desk_lang", "value": lang, "url": server.url},
        ])
        page = one_browser.new_page()
        opened.append(page)
        page.on("console", lambda message: _note(faults, message.text))
        page.on("request", lambda request: _note_foreign(faults, request.url, server.url))
        page.goto(f"{server.url}/{path}")
        wait_until(page, IS_DRAWN)
        page.wait_for_load_state("networkidle")
        return page

    yield open_screen
    for page in opened:
        page.close()
    assert not faults


def _note(faults: list[str], text: str) -> None:
    if "Content Security Policy" in text:
        faults.append(text)


def _note_foreign(faults: list[str], url: str, own: str) -> None:
    if not url.startswith((own, own.replace("http", "ws", 1), "data:", "blob:")):
        faults.append(f"asked a foreign host: {url}")


@pytest.mark.parametrize(("role", "path"), MENU, ids=[f"{role.value}-{path}" for role, path in MENU])
def test_a_screen_asks_nobody_breaks_no_policy_and_speaks_one_language(
    visit: Callable[..., Page], role: Role, path: str
):
    page = visit(role, path)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "Streamlit" not in page.title()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not sorted({word for word in page.evaluate(WORDS) if ENGLISH.search(ENGLISH_ALLOWED.sub("", word))})


def test_an_unknown_page_says_so_in_the_readers_language(visit: Callable[..., Page]):
    page = visit(Role.OFFICER, "nothing-here")
    expect(page.get_by_role("dialog")).to_contain_text("没有这一页")


def test_the_english_shell_is_english(visit: Callable[..., Page]):
    page = visit(Role.OFFICER, "today", lang="en")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_sign_in_by_keyboard_and_out_again(server: Server, page: Page, logins: dict[Role, str]):
    page.goto(f"{server.url}/today")
    page.keyboard.type(logins[Role.OFFICER])
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    assert page.url == f"{server.url}/today"
    page.goto(f"{server.url}/auth/signout")
    page.get_by_role("button", name="退出", exact=True).click()
    page.goto(f"{server.url}/today")
    expect(page).to_have_url(f"{server.url}/auth/signin?next=%2Ftoday")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["/auth/signin", "/auth/signout"])
def test_the_light_pages_fit_and_are_accessible(
    server: Server, page: Page, tokens: dict[Role, str], width: int, path: str
):
    if path == "/auth/signout":
        page.context.add_cookies([{"name": "desk_session", "value": tokens[Role.OFFICER], "url": server.url}])
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{server.url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not Axe().run(page).response["violations"]
