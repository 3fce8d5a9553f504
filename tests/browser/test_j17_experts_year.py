"""J17, the expert's year: a service record is issued and printed, every line with its number; a stranger checks it."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.test_every_screen import OF_THE_FRAMEWORK
from tests.browser.walker import DESK, PHONE, Walker
from tests.processes import Server

CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
VISITS = re.compile(r"服务次数<b>([\d,]+) 次")


def issues(expert: Walker) -> str:
    """The code of the record of this year and the one before."""
    expert.tap("我的服务记录", role="link")
    expert.page.wait_for_url("**/service-record")
    expert.wait_drawn()
    expert.page.get_by_test_id("stButtonGroup").get_by_role("radio").nth(1).click()
    expert.wait_calm()
    expert.look("1-preview")
    expert.tap("出这一份")
    issued = expert.sees(CODE)
    expert.look("2-issued")
    return CODE.search(issued.inner_text())[0]


def test_an_expert_issues_a_record_and_a_stranger_checks_it(desk: Server, browser: Browser):
    expert = Walker.enter(browser, desk, "expert")
    code = issues(expert)
    printed = expert.page.get_by_role("link", name=re.compile("打印")).first.get_attribute("href")
    expert.page.goto(printed)
    paper = expert.page.content()
    assert code in paper and int(VISITS.search(paper)[1].replace(",", "")) == paper.count("<tr>") - 1 - solved(paper)
    expert.look("3-paper")
    for lang, width in (("zh", DESK), ("en", PHONE)):
        a_stranger_checks(desk, browser, code, lang, width)


def solved(paper: str) -> int:
    return sum(int(count) for count in re.findall(r"(?:农户确认解决|未确认结案)<b>(\d+) 件", paper))


def a_stranger_checks(desk: Server, browser: Browser, code: str, lang: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=desk.url)
    context.add_cookies([{"name": "desk_lang", "value": lang, "url": desk.url}])
    stranger = Walker(desk, context, context.new_page(), f"stranger-{lang}-{width}", lang)
    stranger.page.goto("/public/record")
    wrong, genuine = "没有这个编码的服务记录。请对着纸上的编码再看一遍。", "是真的，记录里有这一份"
    for typed, words in (("2222-2222", wrong), (code.lower(), genuine)):
        stranger.page.locator("#code").fill(typed)
        stranger.page.locator("button[type=submit]").click()
        expect(stranger.page.get_by_text(stranger.words(words))).to_be_visible()
    stranger.fits()
    stranger.look("4-checked")
    faults = [one for one in Axe().run(stranger.page).response["violations"] if one["id"] not in OF_THE_FRAMEWORK]
    assert not faults, [(one["id"], one["nodes"][0]["html"][:160]) for one in faults]
