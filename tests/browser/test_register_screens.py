"""The register in a real browser: screens fit a phone, axe finds nothing of ours, the grid is worked by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from data.queries.demonstration import PASSWORD
from tests.browser.walker import IS_DRAWN, wait_until
from tests.processes import Server

SCREENS = ("experts", "expert?id=1", "expert-edit?id=1", "expert-edit", "experts-grid", "sending-units", "sending-unit")
# The framework's own: the list of the sidebar with sections.
OF_THE_FRAMEWORK = {"list", "listitem"}


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return server.token("officer", PASSWORD)


@pytest.fixture
def officer(context: BrowserContext, server: Server, token: str) -> Iterator[Page]:
    context.add_cookies([{"name": "desk_session", "value": token, "url": server.url, "httpOnly": True}])
    yield context.new_page()


def open_screen(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.url}/{path}")
    wait_until(page, IS_DRAWN)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_fits_and_is_accessible(server: Server, officer: Page, path: str, width: int):
    officer.set_viewport_size({"width": width, "height": 800})
    open_screen(officer, server, path)
    assert officer.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= width
    faults = Axe().run(officer).response["violations"]
    found = {fault["id"]: [node["html"][:200] for node in fault["nodes"]] for fault in faults}
    assert not {name: nodes for name, nodes in found.items() if name not in OF_THE_FRAMEWORK}


def test_a_limit_is_changed_on_the_grid_by_keys_looked_through_saved_and_taken_back(server: Server, officer: Page):
    open_screen(officer, server, "experts-grid")
    officer.get_by_label("搜索").fill("贺海峰")
    officer.keyboard.press("Enter")
    # The grid speaks to a screen reader of its rows: the head and the one that was sought.
    expect(officer.get_by_test_id("stDataFrame").locator("[role=grid]")).to_have_attribute("aria-rowcount", "2")
    expect(officer.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    officer.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 40, "y": 50})
    for _ in range(3):
        officer.keyboard.press("ArrowRight")
    officer.keyboard.press("Enter")
    officer.locator("#portal input").fill("7")
    officer.keyboard.press("Enter")
    expect(officer.get_by_text(re.compile("手上最多几件：5 → "))).to_be_visible(timeout=20_000)
    officer.get_by_role("button", name="存下1行").click()
    expect(officer.get_by_text("存下了，整批可以撤回")).to_be_visible(timeout=20_000)
    officer.get_by_role("button", name="撤回这一批").first.click()
    expect(officer.get_by_text("这是一次撤回").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("who", "is_masked"), [("officer", False), ("leader", True)])
def test_the_list_arrives_as_a_workbook(
    server: Server, context: BrowserContext, tmp_path: Path, who: str, is_masked: bool,
):
    context.add_cookies([{"name": "desk_session", "value": server.token(who, PASSWORD), "url": server.url}])
    page = context.new_page()
    open_screen(page, server, "experts")
    with page.expect_download(timeout=30_000) as arriving:
        page.get_by_role("button", name="导出表格").click()
    arriving.value.save_as(tmp_path / "list.xlsx")
    head, *rows = load_workbook(tmp_path / "list.xlsx").active.iter_rows()
    phones = [row[[cell.value for cell in head].index("手机或座机")] for row in rows]
    assert len(rows) > 10
    assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    assert all(isinstance(cell.value, str) and ("*" in cell.value) is is_masked for cell in phones if cell.value)
