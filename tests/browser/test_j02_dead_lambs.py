"""J2, dead lambs: the duty phone before anything else, nobody assigned before the call, handed over by name."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.grower import Grower, rows
from tests.browser.walker import Walker
from tests.processes import Server

WORDS = "早起羊羔死了六只 还有十几只拉稀站不起来"
CHIEF, NUMBER = "白站长", "04785910000"


def _roster(officer: Walker) -> None:
    officer.open("/duty")
    officer.write("姓名", CHIEF)
    officer.write("单位", "旗动物疫控中心")
    officer.write("值班电话", NUMBER)
    officer.tap("排上")
    officer.sees("现在值班")
    officer.look("1-roster")


def _ask(grower: Grower, village: str) -> str:
    """The alarm is on the screen while the words are typed, and above everything on the receipt."""
    grower.open()
    alarm = grower.page.locator("#alarm")
    expect(alarm).to_be_hidden()
    grower.write(WORDS, "巴雅尔", "19900008201", village)
    expect(alarm).to_be_visible()
    expect(alarm).to_contain_text("0478 5910000")
    grower.look("2-typing")
    number = grower.send()
    above = grower.page.locator("main > *").first
    expect(above).to_contain_text("先别等")
    assert grower.page.locator("a.call").get_attribute("href") == f"tel:{NUMBER}"
    grower.look("3-receipt")
    return number


def test_dead_lambs(desk: Server, browser: Browser):
    officer = Walker.enter(browser, desk, "officer")
    _roster(officer)
    (village,) = rows(desk, "SELECT code FROM place WHERE parent_code = '150824201' ORDER BY code LIMIT 1")[0]
    number = _ask(Grower.come(browser, desk), village)
    ((problem, gate),) = rows(desk, "SELECT id, gate FROM problem WHERE number = :number", number=number)
    assert gate == "animal_epidemic"
    officer.open("/today")
    officer.sees(re.compile("早起羊羔死了六只"))
    officer.look("4-today")
    officer.open(f"/problem?id={problem}")
    officer.sees(CHIEF)
    expect(officer.page.get_by_role("button", name=re.compile("^派给"))).to_have_count(0)
    officer.look("5-gate")
    officer.tap("接了，记下")
    officer.sees(re.compile(f"{CHIEF}接了值班电话"))
    officer.look("6-told")
    officer.tap("都不合适")
    officer.pill("转给别的单位")
    officer.write("转给谁", "旗动物疫控中心")
    officer.write("谁接手", CHIEF)
    officer.write("告诉农户的话", "疫控中心的人两小时内到您家，病羊先隔开。")
    officer.look("7-hand-over")
    officer.tap("转出问题")
    officer.sees(re.compile(f"转给旗动物疫控中心 {CHIEF}"))
    officer.look("8-handed-over")
    grower = Grower.come(browser, desk)
    grower.open("/public/receipt")
    grower.page.locator("#number").fill(number)
    grower.page.locator("#phone").fill("19900008201")
    grower.tap("看到哪一步了")
    grower.sees(re.compile(f"旗动物疫控中心，{CHIEF}"))
    grower.look("9-followed")
