"""J18, whom to recruit: cattle disease in the north hangs on one; two more people, the past year again, one page."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

VET, FIELD, TOWN = "布仁", "牛马驼的病", "川井苏木"


def test_whom_to_recruit(desk: Server, browser: Browser):
    leader = Walker.enter(browser, desk, "leader", path="/coverage")
    alone = leader.page.locator("[class*=st-key-card_one_]").filter(has_text=f"{VET}：走了的话")
    expect(alone).to_contain_text(re.compile(f"{FIELD}：.*{TOWN}"))
    assert leader.page.locator("[class*=st-key-lead_recruit_]").count() == 2
    leader.sees(re.compile("这样选至少有最好的"))
    with leader.answered():
        leader.page.get_by_role("combobox", name=re.compile("如果谁走了")).press("Backspace")
    leader.choose("如果谁走了", VET)
    leader.page.keyboard.press("Escape")
    leader.tap("重来一遍")
    leader.sees(re.compile(f"{VET}走了，最近一年少办[1-9].*件；请来的人能补上[1-9]"))
    leader.sees("走了1位，再请2位")
    leader.sees(re.compile("按时上门的从[0-9]+件到[0-9]+件"))
    leader.look("1-coverage")
    leader.fits()
    _prints_one_page(leader)
    reader = Walker.enter(browser, desk, "officer", lang="en", width=PHONE, path="/coverage")
    reader.sees("What hangs on one person")
    reader.fits()
    reader.look("2-on-the-phone")


def _prints_one_page(leader: Walker) -> None:
    """The sheet names the gap, the recruits and the replay, and fits one A4 page."""
    address = leader.page.get_by_role("link", name=re.compile("打印申请用的一页")).get_attribute("href")
    leader.page.goto(address)
    text = leader.page.locator("main").inner_text()
    assert re.search(f"{FIELD}：只靠{VET}一位。.*{TOWN}", text)
    assert f"{VET}走了" in text
    assert "按说好的时间上门" in text
    assert "就算按时" in text
    assert leader.page.locator("ol li").count() == 2
    printed = leader.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    leader.look("3-sheet")
