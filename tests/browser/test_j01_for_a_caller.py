"""J1 once more, in English and on a phone: the officer writes for a caller and calls back."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

WORDS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
CALLER, NUMBER = "苗喜凤", "19900009990"


def _figures(leader: Walker) -> tuple[int, int]:
    leader.open("/impact")
    return leader.figure("直接受益人数"), leader.figure("服务人次")


def _file(officer: Walker) -> str:
    officer.open("/ask")
    officer.write("对方遇到什么事？", WORDS)
    officer.choose("哪个苏木镇", "Hailiutu")
    officer.choose("哪个村、嘎查", "Barenbaolege")
    officer.write("对方姓名", CALLER)
    officer.write("对方手机号", NUMBER)
    officer.look("1-for-a-caller")
    officer.tap("提交问题")
    officer.page.wait_for_url("**/receipt?id=*")
    officer.wait_drawn()
    officer.fits()
    officer.look("2-receipt")
    return officer.page.url.rpartition("=")[2]


def _tell(officer: Walker, problem: str) -> None:
    """Nobody answers at first; then it is sent by WeChat, and the caller is off the list."""
    officer.open(f"/to-call?problem={problem}")
    row = officer.page.locator("[class*=st-key-card_]").filter(has_text=CALLER)
    for name in ("没人接", "微信已发"):
        expect(row).to_have_count(1)
        officer.fits()
        officer.look(f"2-{'call' if name == '没人接' else 'called-in-vain'}")
        result = officer.page.get_by_test_id("stPopoverBody").get_by_role("button", name=officer.words(name))
        if not result.is_visible():  # the menu stays open after the first call
            row.get_by_role("button", name=officer.words("别的结果")).click()
        with officer.answered():
            result.click()
    expect(row).to_have_count(0)


def _assign(officer: Walker, problem: str) -> None:
    officer.open(f"/problem?id={problem}")
    officer.fits()
    officer.look("3-problem")
    officer.page.get_by_role("button", name="Assign to 贺海峰").first.click()
    officer.wait_calm()
    officer.look("4-dispatch")
    officer.tap("派出")
    expect(officer.page.get_by_test_id("stDialog")).to_have_count(0)
    officer.wait_calm()
    officer.fits()
    officer.look("5-assigned")


def _visit(expert: Walker, problem: str) -> None:
    expert.open(f"/problem?id={problem}")
    expert.fits()
    expert.tap("接下")
    expert.open(f"/log-visit?problem={problem}")
    expert.write("看到什么，说了什么", "剪枝留三个主枝，追一遍钾肥。")
    expert.pill("不用了，办完了")
    expert.look("6-log")
    expert.fits()
    expert.tap("记下")
    expert.page.wait_for_url("**/visit?id=*")
    expert.wait_drawn()
    expert.fits()
    expert.look("7-logged")


def _call_back(officer: Walker, problem: str) -> None:
    officer.open(f"/confirm?id={problem}")
    officer.write("谁接的电话", CALLER)
    officer.pill("解决了")
    officer.write("少损失大约多少钱，元（可不填）", "3000")
    officer.write("怎么算的？比如：10亩，每亩少减产100斤", "十亩，一亩少损三百")
    officer.look("8-call-back")
    officer.tap("记下：解决了")
    officer.page.wait_for_url("**/problem?id=*")
    officer.wait_drawn()
    officer.sees(re.compile("Solved"))
    officer.fits()
    officer.look("9-solved")


def _open_again(officer: Walker, problem: str) -> None:
    """The caller rings once more: the number stays."""
    officer.open(f"/problem?id={problem}")
    officer.tap(re.compile(officer.words("没解决，用原编号重新打开")))
    officer.write("哪里还不行？", "叶子又卷了")
    officer.look("11-open-again")
    officer.tap("重新打开")
    officer.sees(re.compile(officer.words("轮到科技局：没解决，请再派")))
    officer.fits()
    officer.look("12-opened")


def test_a_question_written_for_a_caller(desk: Server, browser: Browser):
    leader, officer, expert = (
        Walker.enter(browser, desk, login, lang="en", width=PHONE) for login in ("leader", "officer", "expert")
    )
    people, contacts = _figures(leader)
    problem = _file(officer)
    officer.open("/today")
    officer.fits()
    officer.look("2-today")
    _tell(officer, problem)
    _assign(officer, problem)
    _visit(expert, problem)
    assert _figures(leader) == (people, contacts + 1)
    _call_back(officer, problem)
    assert _figures(leader) == (people + 1, contacts + 1)
    leader.fits()
    leader.look("10-impact")
    _open_again(officer, problem)
