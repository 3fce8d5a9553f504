"""J1, the plum orchard: from the grower's words to the leader's figures, every step in the browser."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.grower import Grower, rows
from tests.browser.walker import PHONE, Walker
from tests.processes import Server

WORDS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
THANKS = "挺好，再来看看施肥"
ADVICE = "叶缘焦黄是缺钾，先追一遍钾肥；剪枝留三个主枝，去直立枝。"


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two photos as a phone makes them."""
    paths = []
    for name, colour in (("leaf", (120, 150, 40)), ("rows", (150, 110, 70))):
        content = io.BytesIO()
        Image.new("RGB", (1280, 960), colour).save(content, "JPEG")
        path = tmp_path / f"{name}.jpg"
        path.write_bytes(content.getvalue())
        paths.append(path)
    return paths


def _figures(leader: Walker) -> tuple[int, int]:
    leader.open("/impact")
    return leader.figure("直接受益人数"), leader.figure("服务人次")


def _ask(grower: Grower, desk: Server, photos: list[Path]) -> str:
    """On the public page, without an account: the question's id."""
    grower.open()
    grower.write(WORDS, "韩喜莲", "19900000001")
    grower.page.locator("#photos").set_input_files(photos)
    expect(grower.page.get_by_text("传好了")).to_have_count(2, timeout=20_000)
    grower.look("1-ask")
    number = grower.send()
    grower.sees("收到了")
    grower.sees(re.compile("头一年种西梅"))
    grower.look("2-receipt")
    ((problem,),) = rows(desk, "SELECT id FROM problem WHERE number = :number", number=number)
    return str(problem)


def _assign(officer: Walker, problem: str) -> None:
    officer.open("/today")
    officer.sees(re.compile("头一年种西梅"))
    officer.look("3-today")
    officer.open(f"/problem?id={problem}")
    officer.sees(re.compile("推荐三位专家"))
    officer.sees("西梅")
    officer.sees(re.compile("第4位"))
    first = officer.page.locator("[class*=st-key-lead_] h3").first
    expect(first).to_contain_text("贺海峰")
    officer.look("4-problem")
    officer.choose("为什么不是别人？", "田桂芳")
    officer.sees(re.compile("请假"))
    officer.look("5-why-not")
    officer.tap("派给贺海峰")
    officer.sees("派给贺海峰？")
    expect(officer.page.get_by_test_id("stDialog")).to_contain_text("头一年种西梅")
    officer.look("6-dispatch")
    officer.tap("派出")
    officer.sees(re.compile("^撤回（"))
    officer.look("7-assigned")


def _visit(expert: Walker, problem: str) -> str:
    expert.open("/my-work")
    expert.sees(re.compile("头一年种西梅"))
    expert.look("8-my-work")
    expert.tap("接下")
    expert.sees(re.compile("接下了"))
    expert.open(f"/log-visit?problem={problem}")
    expert.write("看到什么，说了什么", ADVICE)
    others = expert.page.get_by_role("combobox", name=re.compile("村里别的人"))
    for name in ("韩二", "贾福", "刘改改"):
        others.click()
        others.fill(name)
        with expert.answered():
            expert.page.get_by_role("option", name=re.compile(name)).first.click()
    others.press("Escape")
    expert.write("名单上没有的", "苗来福\n苗玉梅 19900009998")
    expert.pill("不用了，办完了")
    expert.look("9-log")
    expert.fits()
    expert.tap("记下")
    expert.page.wait_for_url("**/visit?id=*")
    expert.wait_drawn()
    expert.sees(re.compile(r"6\s*人次"))
    expert.look("10-logged")
    return expert.page.url.rpartition("=")[2]


def _confirm(grower: Grower, number: str) -> None:
    """By number and phone."""
    grower.open("/public/receipt")
    grower.page.locator("#number").fill(number)
    grower.page.locator("#phone").fill("19900000001")
    grower.tap("看到哪一步了")
    grower.choose("解决了")
    grower.choose("很好")
    grower.page.get_by_label("说句话").fill(THANKS)
    grower.look("11-confirm")
    grower.tap("告诉科技局")
    grower.sees("已解决")
    grower.look("12-solved")


def _attach(officer: Walker, visit: str, scan: Path) -> None:
    officer.open(f"/visit?id={visit}")
    officer.page.get_by_role("region", name="名单的照片或扫描件").locator("input[type=file]").set_input_files(scan)
    officer.wait_calm()
    officer.look("13-list")
    officer.tap(re.compile("附上"), exact=False)
    officer.sees(re.compile("有签字名单"))
    officer.look("14-attached")


def _sign(expert: Walker, officer: Walker, visit: str) -> None:
    """One tap to read what he said as an answer for everybody, one to sign it."""
    expert.open("/my-work")
    expert.sees("农户说解决了，签成公开答复")
    sign = expert.page.locator(f".st-key-answer_sign_{visit} button")
    expert.page.get_by_test_id("stExpander").filter(has=sign).locator("summary").click()
    expect(sign).to_be_visible()
    expert.look("16-to-sign")
    expert.fits()
    with expert.answered():
        sign.click()
    expert.sees(re.compile("签好了"))
    officer.open("/signed-answers")
    officer.sees(ADVICE)
    officer.look("17-signed")


def _neighbour(neighbour: Grower, desk: Server) -> None:
    """Reads the answer while writing, says that it is enough, and asks after all: both stand for themselves."""
    neighbour.open()
    neighbour.write("西梅叶子也卷边发黄，枝子没剪好", "苗近邻", "19900008101")
    answer = neighbour.page.locator("#answers li").filter(has_text=ADVICE)
    expect(answer).to_have_count(1)
    expect(answer).to_be_hidden()
    neighbour.page.get_by_text("别人问过差不多的").click()
    expect(answer).to_contain_text("贺海峰（")
    answer.get_by_role("button", name="这就够了，先不问了").click()
    neighbour.sees(re.compile("不算解决"))
    neighbour.look("18-read")
    number = neighbour.send()
    neighbour.sees("收到了")
    neighbour.page.get_by_text("别人问过差不多的").click()
    neighbour.look("19-receipt")
    assert rows(desk, "SELECT status FROM problem WHERE number = :number", number=number) == [("waiting",)]
    assert rows(desk, "SELECT helped FROM signed_answer WHERE advice = :advice", advice=ADVICE) == [(1,)]


def test_the_plum_orchard(desk: Server, browser: Browser, photos: list[Path]):
    leader = Walker.enter(browser, desk, "leader")
    people, contacts = _figures(leader)
    grower = Grower.come(browser, desk)
    problem = _ask(grower, desk, photos)
    number = grower.number()
    officer = Walker.enter(browser, desk, "officer")
    _assign(officer, problem)
    expert = Walker.enter(browser, desk, "expert", width=PHONE)
    visit = _visit(expert, problem)
    assert _figures(leader) == (people, contacts + 6)
    _confirm(grower, number)
    assert _figures(leader) == (people + 1, contacts + 6)
    _attach(officer, visit, photos[0])
    assert _figures(leader) == (people + 6, contacts + 6)
    leader.look("15-impact")
    _sign(expert, officer, visit)
    _neighbour(Grower.come(browser, desk), desk)
