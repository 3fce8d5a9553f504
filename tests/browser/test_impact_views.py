"""The leader looks closer: each view has its chart or its words, its table, and a workbook to take along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.walker import DESK, PHONE, Walker
from tests.processes import Server

READS_ONLY = True

VIEWS = {
    "和上期比": "changes", "项目对照": "projects", "同类比": "peers", "项目重叠": "overlap", "一镇一品": "matrix",
    "人才流向": "flow",
}


@pytest.mark.parametrize(("lang", "width"), [("zh", DESK), ("en", PHONE)])
def test_every_view_has_its_table_and_download(desk: Server, browser: Browser, lang: str, width: int):
    leader = Walker.enter(browser, desk, "leader", lang=lang, width=width, path="/impact")
    for name, view in VIEWS.items():
        pill = leader.page.get_by_role("radio", name=leader.words(name), exact=True)
        if pill.get_attribute("aria-checked") != "true":  # by keyboard: a press may move the page under the mouse
            pill.focus()
            with leader.answered():
                pill.press("Enter")
        shown = leader.page.locator(f"[class*=st-key-view_{view}]").first
        expect(shown).to_be_visible()
        shown.get_by_text(leader.words("看表、下载"), exact=True).click()
        expect(shown.get_by_test_id("stTable").locator("tbody tr").first).to_be_visible()
        expect(shown.get_by_test_id("stDownloadButton")).to_be_visible()
        leader.fits()
        leader.look(f"view-{view}")
    with leader.page.expect_download() as taken:
        leader.page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert re.search(r"\.xlsx$", taken.value.suggested_filename)
