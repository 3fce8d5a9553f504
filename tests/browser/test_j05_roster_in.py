"""J5, roster in: workbooks of offices come in; columns, faults and doubles are shown; undone, redone, a second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from data.models.expert import Expert
from data.models.farm import Farm
from data.runtime import Settings, open_runtime
from tests.browser.records import records_of
from tests.browser.walker import PHONE, Walker
from tests.processes import Server

WORKBOOKS = Path(__file__).parents[1] / "exchange" / "workbooks"
PASTED = "姓名\t手机号\t工作单位\t职称\t专业擅长\n贺海峰\t19912340001\t旗林草局\t研究员\t果树修剪"
NAMES = "姓名\t手机号\n段小满\t19912340071\n段小雪\t19912340072"
NEXT, WRITE = re.compile("^下一步"), re.compile(r"^写入\d+行$")


@pytest.fixture
def officer(desk: Server, browser: Browser) -> Walker:
    return Walker.enter(browser, desk, "officer")


def bring(officer: Walker, kind: str, file: Path) -> None:
    """Choose the kind and the file, and wait until every row is read and compared."""
    officer.open("/imports")
    officer.pill(kind)
    with officer.answered():
        officer.page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
    expect(officer.page.get_by_test_id("stFileUploader").get_by_text(re.compile("KB")).first).to_be_visible()
    officer.tap("看这份表")
    officer.page.wait_for_url(re.compile(r"/import\?id=\d+"))
    expect(officer.page.get_by_text(re.compile("^认出|没有变化|少了必须有的列")).first).to_be_visible()
    officer.wait_calm()


def paste(officer: Walker, words: str) -> None:
    box = "没有文件？从Excel、WPS里复制了粘贴在这里"
    if not officer.page.get_by_label("连表头一起粘贴").is_visible():
        officer.page.get_by_text(box).click()
    officer.write("连表头一起粘贴", words)


def counted(desk: Server, model: type) -> int:
    """Records in use."""
    runtime = open_runtime(Settings(desk.database_url, desk.folder))
    with runtime.reading(None) as ctx:
        found = ctx.session.scalar(select(func.count()).select_from(model).where(model.is_active))
    runtime.close()
    return found


def test_a_roster_goes_in_out_and_in_again(desk: Server, officer: Walker):
    before = counted(desk, Expert)
    bring(officer, "专家", WORKBOOKS / "e07_synonyms_and_unknown.xlsx")
    officer.sees("认出9列，3列没认出，请您看看")
    officer.look("1-columns")
    officer.tap("列认对了，查每一行")
    officer.sees(re.compile("最后一位对不上"))
    officer.look("2-rows")
    officer.page.reload()  # a closed tab loses nothing
    officer.wait_drawn()
    officer.sees("1行要改")
    officer.tap(NEXT)
    officer.sees("8行是新的，各添一份")
    officer.look("3-write")
    officer.tap(WRITE)
    officer.sees("写入了")
    assert counted(desk, Expert) == before + 8
    officer.look("4-written")
    officer.tap("整批撤回")
    officer.sees("每一行和您认过的都还在，可以重新写入。")
    assert counted(desk, Expert) == before
    officer.tap("重新核对，再写入")
    officer.tap(WRITE)
    officer.sees(re.compile("^撤回后名册和导入前一样"))
    assert counted(desk, Expert) == before + 8
    bring(officer, "专家", WORKBOOKS / "e07_synonyms_and_unknown.xlsx")
    officer.sees(re.compile("没有变化"))
    assert counted(desk, Expert) == before + 8
    officer.look("5-second-time")


def test_somebody_known_is_asked_about_side_by_side(desk: Server, officer: Walker):
    before = counted(desk, Expert)
    officer.open("/imports")
    paste(officer, PASTED)
    officer.page.reload()  # what was pasted and not sent is still there
    officer.wait_drawn()
    officer.tap("看这份表")
    officer.page.wait_for_url(re.compile(r"/import\?id=\d+"))
    officer.sees("认出5列")
    officer.tap("列认对了，查每一行")
    officer.tap(NEXT)
    officer.sees("第2行 贺海峰，像是名册里的贺海峰")
    officer.look("9-side-by-side")
    officer.tap("先放着")
    officer.tap(NEXT)
    officer.sees("1行先放着，不写入")
    officer.tap(re.compile("^上一步"))
    officer.page.get_by_text("已经认过1行").click()
    officer.tap("重新认")
    officer.tap("同一个，以表为准")
    officer.tap(NEXT)
    officer.tap(WRITE)
    officer.sees("写入了")
    assert counted(desk, Expert) == before
    officer.open(f"/expert?id={records_of(desk)['expert']}")
    officer.sees(re.compile("旗林草局"))


def test_farms_come_in_and_are_seen_on_a_phone(desk: Server, officer: Walker):
    before = counted(desk, Farm)
    bring(officer, "农户与合作社", WORKBOOKS / "f02_places.xlsx")
    officer.tap("列认对了，查每一行")
    officer.sees(re.compile("是不是「哈日朝鲁嘎查」"))
    officer.tap(NEXT)
    officer.tap(WRITE)
    officer.sees("写入了")
    written = counted(desk, Farm) - before
    assert written > 0
    bring(officer, "农户与合作社", WORKBOOKS / "f03_totals_and_repeats.xlsx")
    officer.look("6-farm-columns")
    officer.tap("列认对了，查每一行")
    officer.look("7-farm-rows")
    officer.open("/imports")
    officer.sees("f02_places.xlsx")
    phone = Walker.enter(officer.context.browser, desk, "officer", lang="en", width=PHONE, path="/imports")
    phone.page.get_by_role("link", name=re.compile("f03_totals")).click()
    phone.wait_drawn()
    phone.fits()
    phone.look("8-phone")
    phone.open("/imports")
    phone.fits()
    phone.look("11-bring-phone")


def test_names_come_in_for_a_training(desk: Server, officer: Walker):
    officer.open("/imports")
    officer.look("10-bring")
    officer.pill("人员名单")
    paste(officer, NAMES)
    officer.tap("看这份表")
    officer.page.wait_for_url(re.compile(r"/import\?id=\d+"))
    officer.sees(re.compile("必须有的列"))
    officer.pill("一次培训的")
    officer.page.get_by_role("combobox", name="一次培训的").click()
    with officer.answered():
        officer.page.get_by_role("option").first.click()
    officer.look("12-whose-list")
    officer.tap("列认对了，查每一行")
    officer.sees("没有要改的行。")
    officer.tap(NEXT)
    officer.tap(WRITE)
    officer.sees("写入了")
    officer.tap("去这次培训看看", role="link")
    officer.sees(re.compile(r"段\*\*"))
    officer.look("13-on-the-training")
    officer.open(f"/project?id={records_of(desk)['project']}")
    officer.look("14-project-list")
