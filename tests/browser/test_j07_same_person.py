"""J7, same person? A pair waits between two ends; one, two, and back: every screen agrees at each step."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from data.models.person import IdentityPair, Person
from data.models.project import Project
from data.models.visit import VisitPerson, VisitProject
from data.runtime import Settings, open_runtime
from tests.browser.walker import PHONE, Walker
from tests.processes import Server

ONE, OTHER = "王秀兰", "王秀蓝"
ENDS = re.compile(r"最少 ([\d,]+)，最多 ([\d,]+)")


@dataclass(frozen=True)
class Facts:
    """The pair, and the project for which both records were reached, whenever that was."""

    pair_id: int
    project_id: int
    project: str


def facts(server: Server) -> Facts:
    """The pair of the demonstration, and the project whose trainings reached both records."""
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        ids = [ctx.session.scalars(select(Person.id).where(Person.name == name).order_by(Person.id)).first()
               for name in (ONE, OTHER)]
        pair = ctx.session.scalars(
            select(IdentityPair).where(IdentityPair.person_a_id == min(ids), IdentityPair.person_b_id == max(ids))
        ).one()
        served = [
            set(ctx.session.scalars(
                select(VisitProject.project_id).join(VisitPerson, VisitPerson.visit_id == VisitProject.visit_id)
                .where(VisitPerson.person_id == one, VisitPerson.list_id.is_not(None))
            ))
            for one in ids
        ]
        project = ctx.session.get_one(Project, min(set.intersection(*served)))
        found = Facts(pair.id, project.id, project.name)
    runtime.close()
    return found


def number(shown: str) -> int:
    return int(shown.replace(",", ""))


def ends(leader: Walker, path: str) -> tuple[int, int]:
    """At least and at most, as the headline of `path` says."""
    leader.open(path)
    low, high = ENDS.search(leader.page.locator("[data-testid=stMain]").inner_text()).groups()
    return number(low), number(high)


def figures(leader: Walker, project_id: int) -> dict[str, tuple[int, int]]:
    """Both ends on the leader's page, the headline and row of the project, and the rows behind: one each."""
    found = {"all": ends(leader, "/impact?period=all")}
    leader.open(f"/impact-detail?period=all&project={project_id}&rows=reached")
    text = leader.page.locator("[data-testid=stMain]").inner_text()
    headline = number(re.search(r"直接受益人数 ([\d,]+) 人", text)[1])
    rows = number(re.search(r"([\d,]+) 条，姓名和手机遮住一部分", text)[1])
    found["project"] = headline, rows
    return found


def exported(leader: Walker, project: str) -> tuple[int, int]:
    """At least and at most of the project, all time taken together, in the workbook that the leader takes along."""
    leader.open("/impact?period=all")
    leader.pill("项目对照")
    leader.page.get_by_text(leader.words("看表、下载")).last.click()
    with leader.page.expect_download() as download:
        leader.page.get_by_role("button", name="下载表格").last.click()
    heads, *rows = CalamineWorkbook.from_path(str(download.value.path())).get_sheet_by_index(0).to_python()
    row = dict(zip(heads, next(row for row in rows if row[0] == project), strict=True))
    return int(row["直接受益（人）"]), int(row["最多（人）"])


def answer(officer: Walker, pair_id: int, key: str) -> None:
    officer.open(f"/same-person?id={pair_id}")
    officer.sees("哪一项")
    with officer.answered():
        officer.page.keyboard.press(key)


def test_one_person_two_and_back(desk: Server, browser: Browser):
    known = facts(desk)
    leader, officer, second = (Walker.enter(browser, desk, login) for login in ("leader", "officer", "officer2"))
    waiting = figures(leader, known.project_id)
    (low, high), (project_low, project_rows) = waiting["all"], waiting["project"]
    taken_low, taken_high = exported(leader, known.project)

    officer.open("/impact?period=all")
    officer.tap("去认", role="link")
    officer.sees("哪一项")
    officer.look("pairs-queue")
    second.open(f"/same-person?id={known.pair_id}")
    answer(officer, known.pair_id, "1")
    officer.sees(re.compile("认成一个人了"))
    officer.look("pair-after")
    same = figures(leader, known.project_id)
    assert same == {"all": (low, high - 1), "project": (project_low, project_rows - 1)}
    assert exported(leader, known.project) == (taken_low, taken_high - 1)

    second.tap("是两个人", exact=False)
    second.sees(re.compile("这一对.*认过了"))
    second.look("pair-second-officer")

    officer.open("/same-person-decided")
    officer.look("pairs-decided")
    officer.tap("撤回")
    assert figures(leader, known.project_id) == waiting

    answer(officer, known.pair_id, "2")
    officer.sees(re.compile("认成两个人了"))
    different = figures(leader, known.project_id)
    assert different == {"all": (low + 1, high), "project": (project_low + 1, project_rows)}
    assert exported(leader, known.project) == (taken_low + 1, taken_high)

    officer.open(f"/same-person?id={known.pair_id}")
    officer.look("pair-decided")
    officer.tap("撤回，重新认")
    assert figures(leader, known.project_id) == waiting

    officer.open("/same-person-check")
    officer.tap("抽最多 50 对来看")
    left = number(officer.sees(re.compile("还有 .* 对要看")).inner_text().split()[1])
    with officer.answered():
        officer.page.keyboard.press("2")
    officer.sees(f"还有 {left - 1} 对要看")
    officer.look("pairs-check")


def test_on_a_phone(desk: Server, browser: Browser):
    known = facts(desk)
    officer = Walker.enter(browser, desk, "officer", width=PHONE, lang="en")
    for path in (f"/same-person?id={known.pair_id}", "/same-person-decided", "/same-person-check"):
        officer.open(path)
        officer.look(path.strip("/").partition("?")[0])
        officer.fits()
    officer.open(f"/same-person?id={known.pair_id}")
    officer.tap(ONE, role="link")
    officer.look("person")
    officer.fits()
