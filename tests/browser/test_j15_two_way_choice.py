"""J15, two-way choice: a cooperative asks for the expert it knows; another wants somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

WORDS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"


@pytest.fixture
def officer(desk: Server, browser: Browser) -> Walker:
    return Walker.enter(browser, desk, "officer")


def _ask(grower: Walker, expert: str = "") -> str:
    grower.open("/ask")
    grower.write("您遇到什么事？", WORDS)
    if expert:
        grower.choose("想请哪位专家（可不填）", expert)
    grower.look("1-ask")
    grower.tap("提交问题")
    grower.page.wait_for_url("**/receipt?id=*")
    grower.wait_drawn()
    return grower.page.url.rpartition("=")[2]


def test_whom_the_cooperative_asks_for_is_suggested_with_that_reason(desk: Server, browser: Browser, officer: Walker):
    grower = Walker.enter(browser, desk, "farmer", width=PHONE)
    problem = _ask(grower, "乔志远")
    officer.open(f"/problem?id={problem}")
    officer.sees("想请谁")
    card = officer.page.locator("[class*=st-key-lead_], [class*=st-key-card_]").filter(has_text="乔志远")
    expect(card.first).to_contain_text("农户点名要的")
    officer.look("2-asked-for")


def test_another_does_not_want_the_one_who_was_sent(desk: Server, browser: Browser, officer: Walker):
    grower = Walker.enter(browser, desk, "farmer", width=PHONE)
    problem = _ask(grower)
    officer.open(f"/problem?id={problem}")
    officer.tap("派给贺海峰")
    officer.tap("派出")
    officer.sees(re.compile("^撤回（"))
    grower.open(f"/receipt?id={problem}")
    grower.tap("换一位专家")
    grower.pill("说不到一块")
    grower.look("3-refuse")
    grower.tap("换一位")
    grower.sees("收到了")
    grower.fits()
    grower.look("4-refused")
    officer.open(f"/problem?id={problem}")
    officer.sees("农户想换一位，没有请贺海峰")
    first = officer.page.locator("[class*=st-key-lead_] h3").first
    expect(first).not_to_contain_text("贺海峰")
    officer.choose("为什么不是别人？", "贺海峰")
    officer.sees("农户说过不要派这位")
    officer.look("5-another")
