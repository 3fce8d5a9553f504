"""A village joins one of another town: the report as it is now and as it was, the way back; the screens on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

VILLAGE, TOWN = "150824100201", "150824100"
OLD, NEW = "海流图镇", "乌加河镇"


def merge(officer: Walker) -> None:
    """巴仁宝勒格村 of 海流图镇 goes into 宏伟村 of 乌加河镇."""
    officer.open("/place-change")
    field = officer.page.get_by_role("combobox", name=re.compile("哪几个合成一个"))
    for village in ("巴仁宝勒格村", "宏伟村"):
        field.click()
        field.fill(village)
        with officer.answered():
            officer.page.get_by_role("option", name=re.compile(village)).first.click()
    officer.page.keyboard.press("Escape")
    officer.choose("合成哪一个", "宏伟村")
    officer.write("依据，比如文号", "旗政府2026年3号文")
    officer.sees(re.compile("起不再有：巴仁宝勒格村"))
    officer.look("place-change")
    officer.fits()
    officer.tap("登记这次变更")
    officer.sees(re.compile("合并：巴仁宝勒格村、?.* → 宏伟村"))


def reached(officer: Walker, query: str = "") -> dict[str, str]:
    """Town -> its people in the report by town."""
    officer.open(f"/impact-detail?period=all&by=town{query}")
    lines = officer.page.get_by_role("link").all_inner_texts()
    return {town: people for town, _, people in (line.partition("：") for line in lines) if town in (OLD, NEW)}


def test_a_merge_then_and_now_and_back(desk: Server, browser: Browser):
    officer = Walker.enter(browser, desk, "officer")
    officer.open("/places")
    officer.look("places")
    before = reached(officer)
    assert set(before) == {OLD, NEW}
    merge(officer)
    officer.look("place-changes")
    now = reached(officer)
    assert now[OLD] != before[OLD] and now[NEW] != before[NEW]
    officer.tap("苏木镇变过，按当时的看", role="link")
    officer.sees(re.compile("按当时的地方"))
    officer.look("impact-then")
    assert reached(officer, "&places=then") == before
    officer.open(f"/place?code={VILLAGE}")
    officer.sees("现在是宏伟村")
    officer.look("place-gone")
    officer.open("/place-changes")
    officer.tap("撤回")
    officer.sees(re.compile("撤回了"))
    assert reached(officer) == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_sticks_out_on_a_phone(desk: Server, browser: Browser, lang: str):
    officer = Walker.enter(browser, desk, "officer", width=PHONE, lang=lang)
    for path in ("/places", f"/place?code={TOWN}", f"/place-change?code={VILLAGE}", "/place-changes"):
        officer.open(path)
        officer.look(path.strip("/").partition("?")[0])
        officer.fits()
    officer.open(f"/place?code={TOWN}")
    officer.tap("改资料")
    officer.look("place-edit")
    officer.fits()
