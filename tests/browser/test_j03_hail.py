"""J3, hail: three write, two are one event served by one visit, the third's insurance part goes to the policy desk."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.browser.grower import Grower, rows
from tests.browser.walker import PHONE, Walker
from tests.processes import Server

HAIL = ("雹子打了葵花，头都打烂了，还能救不", "下冰蛋了 番茄地全趴下了", "今儿下午的雹子你们管不管保险")
ASKERS = (("苗向阳", "19900008301"), ("苗红", "19900008302"), ("苗保", "19900008303"))


def _ask(browser: Browser, desk: Server, words: str, asker: tuple[str, str], village: str) -> tuple[int, str, str]:
    """Id, number and the receipt's address."""
    grower = Grower.come(browser, desk)
    grower.open()
    grower.write(words, *asker, village)
    number = grower.send()
    ((problem,),) = rows(desk, "SELECT id FROM problem WHERE number = :number", number=number)
    return problem, number, grower.page.url


def _assign_first(officer: Walker, problem: int) -> None:
    officer.open(f"/problem?id={problem}")
    with officer.answered():
        officer.page.get_by_role("button", name=re.compile("^派给")).first.click()
    officer.tap("派出")
    officer.sees(re.compile("^撤回（"))


def _assign_to_the_same(officer: Walker, problem: int, expert: str) -> None:
    officer.open(f"/problem?id={problem}")
    officer.tap(f"派给同一位：{expert}")
    officer.pill("路上顺便")
    officer.tap("派出")
    officer.sees(re.compile("^撤回（"))


def _offer_times(expert: Walker, desk: Server, problem: int) -> None:
    ((assignment,),) = rows(
        desk, "SELECT id FROM assignment WHERE problem_id = :p AND state = 'accepted'", p=problem,
    )
    expert.open("/my-work")
    with expert.answered():
        expert.page.locator(f".st-key-times_{assignment} button").click()
    for _ in range(2):
        expert.page.get_by_role("combobox", name=re.compile("哪几个半天能去")).click()
        with expert.answered():
            expert.page.get_by_role("option").first.click()
    expert.page.keyboard.press("Escape")
    expert.tap("让农户选")
    expert.sees(re.compile("等农户选："))


def _choose_one(browser: Browser, desk: Server, number: str, phone: str) -> None:
    grower = Grower.come(browser, desk)
    grower.open("/public/receipt")
    grower.page.locator("#number").fill(number)
    grower.page.locator("#phone").fill(phone)
    grower.tap("看到哪一步了")
    grower.page.locator("[name=slot]").last.check(force=True)
    grower.look("5-times")
    grower.tap("就这个时间")
    grower.sees("约好的时间")


def test_hail(desk: Server, browser: Browser):
    (village,) = rows(desk, "SELECT code FROM place WHERE parent_code = '150824102' ORDER BY code LIMIT 1")[0]
    (first, n1, _r1), (second, _n2, receipt), (third, number, _r3) = (
        _ask(browser, desk, words, asker, village) for words, asker in zip(HAIL, ASKERS, strict=True)
    )
    officer = Walker.enter(browser, desk, "officer")
    officer.open(f"/problem?id={second}")
    officer.sees(re.compile("雹子打了葵花"))
    officer.look("1-offered")
    with officer.answered():
        officer.page.locator(f".st-key-join_{first} button").click()
    officer.sees("并在一起")
    officer.look("2-joined")
    grower = Grower.come(browser, desk)
    grower.open(receipt)
    grower.sees(re.compile("还有人报了同样的事，科技局合在一起办"))
    grower.look("2-told")
    officer.open(f"/problem?id={third}")
    officer.tap("转一部分")
    officer.write("转给谁", "旗政策服务窗口 老李")
    officer.write("哪一部分", "保险的事老李今天给您打电话")
    officer.tap("转出这一部分")
    officer.sees(re.compile("一部分转给别的单位：旗政策服务窗口"))
    officer.look("3-part")
    grower.open("/public/receipt")
    grower.page.locator("#number").fill(number)
    grower.page.locator("#phone").fill(ASKERS[2][1])
    grower.tap("看到哪一步了")
    grower.sees(re.compile("保险的事老李今天给您打电话"))
    grower.look("4-part-told")

    _assign_first(officer, first)
    ((expert, login),) = rows(
        desk, "SELECT expert.name, account.login FROM problem JOIN expert ON expert.id = problem.expert_id "
        "LEFT JOIN account ON account.expert_id = expert.id WHERE problem.id = :p", p=first,
    )
    _assign_to_the_same(officer, second, expert)
    assert login, f"{expert} has no account in the sample"
    walker = Walker.enter(browser, desk, login, width=PHONE)
    for problem in (first, second):
        walker.open(f"/problem?id={problem}")
        walker.tap("接下")
    _offer_times(walker, desk, first)
    _choose_one(browser, desk, n1, ASKERS[0][1])
    walker.open("/my-work")
    walker.sees(re.compile("约好了："))
    walker.look("5-agreed")
    walker.open(f"/log-visit?problem={first}")
    walker.write("看到什么，说了什么", "断头的剪掉，追一遍肥；番茄扶正培土。")
    with walker.answered():
        walker.page.get_by_test_id("stButtonGroup").get_by_text(re.compile("^苗红：")).click()
    walker.pill("不用了，办完了")
    walker.look("6-log")
    walker.tap("记下")
    walker.page.wait_for_url("**/visit?id=*")
    walker.wait_drawn()
    walker.look("7-logged")
    states = rows(desk, "SELECT status FROM problem WHERE id IN (:a, :b)", a=first, b=second)
    assert states == [("to_confirm",), ("to_confirm",)]
    ((visits, people),) = rows(
        desk, "SELECT count(DISTINCT visit.id), count(*) FROM visit JOIN visit_person ON visit_id = visit.id "
        "WHERE visit.problem_id = :p", p=first,
    )
    assert (visits, people) == (1, 2)
