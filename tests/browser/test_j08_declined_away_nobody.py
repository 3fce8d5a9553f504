"""J8, declined, away, nobody: the next at once, the silent one passed over by the clock, camels beyond the banner."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, text

from tests.browser.grower import Grower, rows
from tests.browser.walker import Walker
from tests.processes import ROOT, Server

PLUMS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
CAMELS = "骆驼驼峰塌了不吃草，走路打晃，该咋办"


def _ask(browser: Browser, desk: Server, words: str, name: str, phone: str) -> int:
    grower = Grower.come(browser, desk)
    grower.open()
    grower.write(words, name, phone)
    number = grower.send()
    ((problem,),) = rows(desk, "SELECT id FROM problem WHERE number = :number", number=number)
    return problem


def _offered(desk: Server, problem: int) -> list[tuple[str, str]]:
    """(expert, state), oldest offer first."""
    return rows(
        desk, "SELECT expert.name, state FROM assignment JOIN expert ON expert.id = expert_id "
        "WHERE problem_id = :problem ORDER BY assignment.id", problem=problem,
    )


def _jobs(desk: Server, *options: str) -> str:
    environment = {**os.environ, "DATABASE_URL": desk.database_url, "DESK_FOLDER": str(desk.folder)}
    ran = subprocess.run(
        [sys.executable, "-m", "data", "jobs", *options], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    )
    return ran.stdout


def _let_the_promise_pass(desk: Server, problem: int) -> None:
    engine = create_engine(desk.database_url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE assignment SET reply_by = '2020-01-01' WHERE problem_id = :p AND state = 'offered'"),
            {"p": problem},
        )
    engine.dispose()


def _silent(desk: Server) -> int:
    """A question whose asker's time is over, called in vain on two days."""
    engine = create_engine(desk.database_url)
    with engine.begin() as connection:
        problem, notice = connection.execute(text(
            "SELECT problem_id, notice.id FROM notice JOIN problem ON problem.id = problem_id "
            "WHERE notice.kind = 'confirm' AND status = 'to_confirm' AND done_at IS NULL AND overtaken_at IS NULL "
            "AND written_at < datetime('now', '-3 days') ORDER BY notice.id LIMIT 1"
        )).one()
        connection.execute(text("UPDATE problem SET due_at = '2020-01-01 00:00:00' WHERE id = :p"), {"p": problem})
        for ago in ("-1 days", "-2 days"):
            connection.execute(text(
                "INSERT INTO notice_call (notice_id, at, account_id, result) SELECT :n, datetime('now', :ago), "
                "MIN(id), 'no_answer' FROM account WHERE role = 'officer'"
            ), {"n": notice, "ago": ago})
    engine.dispose()
    return problem


def test_declined_silent_nobody(desk: Server, browser: Browser):
    officer, expert = Walker.enter(browser, desk, "officer"), Walker.enter(browser, desk, "expert")
    problem = _ask(browser, desk, PLUMS, "苗接力", "19900008810")
    officer.open(f"/problem?id={problem}")
    officer.tap("派给贺海峰")
    officer.tap("派出")
    officer.sees(re.compile("还没打开看"))
    expert.open(f"/problem?id={problem}")
    officer.open(f"/problem?id={problem}")
    officer.sees(re.compile("打开看过"))
    expert.tap("接不了")
    expert.pill("不是我的专长")
    expert.write("说一句", "我不懂西梅")
    expert.tap("接不了，退回科技局")
    expert.page.wait_for_url("**/my-work")
    (first, second) = _offered(desk, problem)
    assert first == ("贺海峰", "declined") and second[1] == "offered"
    officer.open(f"/problem?id={problem}")
    officer.sees(re.compile(f"上一位接不了，顺着派给{second[0]}"))
    officer.sees(re.compile("按规则顺着派的"))
    officer.look("1-next")
    _let_the_promise_pass(desk, problem)
    assert "overdue" in _jobs(desk, "--dry-run") and len(_offered(desk, problem)) == 2
    _jobs(desk)
    third = _offered(desk, problem)[2]
    assert _offered(desk, problem)[1] == (second[0], "lapsed") and third[1] == "offered"
    officer.open(f"/problem?id={problem}")
    officer.sees(re.compile(f"{second[0]}到时没有答复"))
    officer.look("2-lapsed")

    silent = _silent(desk)
    officer.open("/today")
    officer.sees(re.compile("要打的电话"))
    officer.look("3-today")
    officer.open("/to-call")
    officer.look("3-to-call")
    officer.open(f"/to-call?problem={silent}")
    officer.tap("按未确认结案")
    assert rows(desk, "SELECT status FROM problem WHERE id = :p", p=silent) == [("unconfirmed",)]
    officer.open(f"/problem?id={silent}")
    officer.sees(re.compile("没联系上农户，先按未确认结案"))
    officer.look("3-unconfirmed")

    camels = _ask(browser, desk, CAMELS, "苗驼", "19900008811")
    officer.open(f"/problem?id={camels}")
    officer.sees(re.compile("旗里旗外都没有合适的"))
    expect(officer.page.locator("[class*=st-key-lead_nobody] li")).not_to_have_count(0)
    officer.look("3-nobody")
    officer.tap("往上、往外请人")
    officer.write("哪个平台", "驼业科技小院 那老师 0478 5910001")
    officer.look("4-rung")
    officer.tap("记下：请过了")
    officer.sees(re.compile("请平台（小院、工作站）：驼业科技小院"))
    leader = Walker.enter(browser, desk, "leader")
    leader.open("/problems")
    leader.sees("没有合适专家的")
    leader.sees(re.compile("骆驼驼峰塌了"))
    leader.look("5-leader")
