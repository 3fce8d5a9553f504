"""J9: a WeChat excerpt with four speakers, two questions, a greeting and two pictures; one tap files each."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

CHAT = """韩喜莲-巴仁宝勒格 10:21
头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄
[图片]
[图片]
老高 10:22
大家早上好
王敏 10:25
收到，留个电话
韩喜莲-巴仁宝勒格 10:26
19900009912
贺家 15:05
我们前达门嘎查的，葵花叶子背面锈色小点，成片，咋治
"""


def test_a_pasted_chat(desk: Server, browser: Browser):
    officer = Walker.enter(browser, desk, "officer", lang="en", path="/ask")
    officer.page.get_by_role("link", name=officer.words("微信群里有人问？把聊天记录贴上来")).click()
    officer.wait_drawn()
    officer.write("从微信群里复制的话", CHAT)
    officer.sees(re.compile("2 questions found"))
    number = officer.page.get_by_label(officer.words("对方手机号")).last
    with officer.answered():
        number.fill("19900009913")
        number.press("Tab")
    officer.look("1-read")
    files = officer.page.get_by_role("button", name=officer.words("登记这件"))
    for left in (1, 0):
        with officer.answered():
            files.first.click()
        expect(files).to_have_count(left)
    officer.page.set_viewport_size({"width": PHONE, "height": 900})
    officer.fits()
    officer.look("2-filed")
    officer.page.get_by_role("link", name=re.compile("头一年种西梅")).click()
    officer.page.wait_for_url("**/receipt?id=*")
    officer.wait_drawn()
    officer.sees(re.compile("199 0000 9912"))
    officer.open("/chat")
    expect(officer.page.get_by_text(re.compile("Filed, number"))).to_have_count(2)
    expect(files).to_have_count(0)
