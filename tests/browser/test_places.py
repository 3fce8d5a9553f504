"""Two villages merge: the report as it was and as it is now, the way back, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

VILLAGE, NEXT, TOWN = "150824100201", "150824100202", "150824100"


def merge(officer: Walker) -> None:
    """巴仁宝勒格村 and 巴彦塔拉村 become 巴仁新村."""
    officer.open("/place-change")
    field = officer.page.get_by_role("combobox", name=re.compile("哪几个合成一个"))
    for village in ("巴仁宝勒格村", "巴彦塔拉村"):
        field.click()
        field.fill(village)
        with officer.answered():
            officer.page.get_by_role("option", name=re.compile(village)).first.click()
    officer.page.keyboard.press("Escape")
    officer.choose("合成哪一个", "新设一个")
    officer.write("新名字", "巴仁新村")
    officer.write("依据，比如文号", "旗政府2026年3号文")
    officer.sees(re.compile("起不再有：巴仁宝勒格村、巴彦塔拉村"))
    officer.look("place-change")
    officer.fits()
    officer.tap("登记这次变更")


def test_a_merge_then_and_now_and_back(desk: Server, browser: Browser):
    officer = Walker.enter(browser, desk, "officer")
    officer.open("/places")
    officer.look("places")
    merge(officer)
    officer.sees(re.compile("合并：巴仁宝勒格村、巴彦塔拉村 → 巴仁新村"))
    officer.look("place-changes")
    officer.open(f"/place?code={VILLAGE}")
    officer.sees("现在是巴仁新村")
    officer.look("place-gone")
    officer.open("/place-changes")
    officer.tap("撤回")
    officer.sees(re.compile("撤回了"))
    officer.open(f"/place?code={VILLAGE}")
    officer.sees("资料齐全")


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
