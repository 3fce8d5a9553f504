"""J13, the training day: logged by the officer, its list out of an Excel copy, the scan attached, the figures right."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from data.domain.name_list import WrittenLine
from data.exchange.sheets_out import Column, ColumnKind, write_workbook
from data.models.person import Person
from data.models.visit import VisitPerson
from data.queries.impact_scope import IS_REACHED
from data.runtime import Runtime, Settings, open_runtime
from tests.browser.walker import PHONE, Walker
from tests.processes import Server
from tests.training_day import Villager, signed_list, villagers

TOPIC = "玉米膜下滴灌：什么时候浇、浇多少，追肥跟着水走。"
DEAD, TEACHER = "苗守田", "李春生"


@pytest.fixture
def runtime(desk: Server) -> Iterator[Runtime]:
    runtime = open_runtime(Settings(desk.database_url, desk.folder))
    yield runtime
    runtime.close()


@pytest.fixture
def lines(runtime: Runtime) -> list[WrittenLine]:
    """Line 1 is the dead man of the register in place of the first villager."""
    with runtime.reading(None) as ctx:
        people = villagers(ctx.session)
    return signed_list([Villager(0, DEAD, "", people[0].village), *people[1:]])


@pytest.fixture
def newly(runtime: Runtime, lines: list[WrittenLine]) -> int:
    """Of the 56 that count, how many nobody has proven so far."""
    with runtime.reading(None) as ctx:
        proven = select(VisitPerson.person_id).where(IS_REACHED)
        known = {one.id for one in villagers(ctx.session)[1:]}
        reached = ctx.session.scalar(select(func.count()).where(Person.id.in_(known), Person.id.in_(proven)))
    return 56 - (reached or 0)


@pytest.fixture
def table(lines: list[WrittenLine], tmp_path: Path) -> Path:
    columns = [Column(name, ColumnKind.TEXT) for name in ("姓名", "手机号", "住址")]
    path = tmp_path / "签到表.xlsx"
    path.write_bytes(write_workbook(columns, [(one.name, one.phone, one.place) for one in lines]))
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    content = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(content, "JPEG")
    path = tmp_path / "名单.jpg"
    path.write_bytes(content.getvalue())
    return path


def _figures(leader: Walker) -> tuple[int, int]:
    leader.open("/impact?period=all")
    return leader.figure("直接受益人数"), leader.figure("服务人次")


def _log(officer: Walker) -> None:
    officer.open("/training")
    officer.choose("在哪个苏木镇", "乌加河镇")
    officer.choose("在哪个村、嘎查", "宏")
    officer.write("讲了什么", TOPIC)
    officer.choose("谁讲的", TEACHER)
    officer.page.keyboard.press("Escape")
    officer.look("1-training")
    officer.tap("记下这场培训")
    officer.page.wait_for_url("**/visit?id=*")
    officer.wait_drawn()


def _bring_list(officer: Walker, table: Path, scan: Path) -> None:
    form = officer.page.locator("[class*=st-key-names_form]")
    with officer.answered():
        form.locator("input[type=file]").first.set_input_files(table)
    officer.sees("60 行")
    officer.sees(re.compile("名册上记着已去世"))
    expect(form).to_contain_text("只算一次")
    expect(form).to_contain_text("5 人住在外旗县")
    officer.pill("都是名册里的那位")
    with officer.answered():
        form.locator("input[type=file]").nth(1).set_input_files(scan)
    officer.look("2-sorted-out")
    officer.tap("把这56人记到这次服务上")
    officer.sees(re.compile("名单60行，记下56人次"))
    officer.look("3-written")


def test_the_training_day(desk: Server, browser: Browser, table: Path, scan: Path, newly: int):
    leader = Walker.enter(browser, desk, "leader")
    people, contacts = _figures(leader)
    officer = Walker.enter(browser, desk, "officer")
    _log(officer)
    _bring_list(officer, table, scan)
    assert _figures(leader) == (people + newly, contacts + 56)
    officer.tap("是同名的另一个人")
    officer.sees(re.compile("认定好了"))
    assert _figures(leader) == (people + newly + 1, contacts + 57)
    phone = Walker.enter(browser, desk, "officer", lang="en", width=PHONE, path=officer.page.url.partition(desk.url)[2])
    phone.fits()
    phone.look("4-visit")
