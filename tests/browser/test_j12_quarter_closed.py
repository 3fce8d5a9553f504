"""J12, the quarter is closed: signed; a visit of it is voided; the old report prints the same, the new one says why."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from sqlalchemy import ColumnElement, func, select

from data.domain.closed_period import ClosedKind, latest_over
from data.domain.roles import Actor
from data.domain.visit import VisitKind
from data.domain.visit_form import VisitForm
from data.domain.worktime import BEIJING
from data.models.account import Account
from data.models.farm import Farm
from data.models.problem import Problem
from data.models.recommendation import Candidate, Recommendation
from data.models.visit import Visit
from data.runtime import Runtime, Settings, open_runtime
from data.services.dispatch import accept, assign
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from data.services.visits import attach_signed_list, log_visit
from tests.browser.test_every_screen import OF_THE_FRAMEWORK
from tests.browser.walker import PHONE, Walker
from tests.pictures import a_pdf
from tests.processes import Server

REASON, RESTATED = "这次和上次记重了", "有一次服务记重了"
FIGURES = re.compile(r'<section id="figures">.*?</section>', re.S)
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Facts:
    """A visit of the latest quarter that is over, which has somebody on a signed list."""

    visit_id: int
    number: str


def facts(server: Server) -> Facts:
    """Asked, answered, visited and signed for on the quarter's last day, by whoever is recommended first."""
    _first, last = latest_over(ClosedKind.QUARTER, dt.datetime.now(BEIJING).date(), 1)[0]
    morning = dt.datetime.combine(last, dt.time(9), BEIJING).astimezone(dt.UTC)
    runtime = open_runtime(Settings(server.database_url, server.folder))
    officer = _actor(runtime, Account.login == "officer")
    with runtime.writing(officer, now=morning) as ctx:
        form = ProblemForm("西梅叶子卷边发黄", "150824100201", None, "季末来", "19900009995")
        problem_id = submit_problem(ctx, form, "the last day of the quarter").problem_id
        problem = ctx.session.get_one(Problem, problem_id)
        made = ctx.session.scalar(select(func.max(Recommendation.id)))
        best = ctx.session.scalar(
            select(Candidate.expert_id).where(Candidate.recommendation_id == made).order_by(Candidate.rank).limit(1)
        )
        assignment_id = assign(ctx, problem_id, problem.version, best, made)
        asker = ctx.session.get_one(Farm, problem.farm_id).contact_person_id
    visit_form = VisitForm(problem_id, VisitKind.FIELD, last, "剪去过密的枝，补一次钙。", (asker,))
    with runtime.writing(_actor(runtime, Account.expert_id == best), now=morning + dt.timedelta(hours=2)) as ctx:
        accept(ctx, assignment_id)
        visit = ctx.session.get_one(Visit, log_visit(ctx, visit_form, "the last day of the quarter").visit_id)
        attach_signed_list(ctx, visit.id, visit.version, a_pdf(), "名单.pdf", (asker,))
        found = Facts(visit.id, visit.number)
    runtime.close()
    return found


def _actor(runtime: Runtime, whose: ColumnElement[bool]) -> Actor:
    with runtime.reading(None) as ctx:
        one = ctx.session.scalars(select(Account).where(whose)).one()
        return Actor(one.id, 0, one.role, one.name, one.area_code, one.farm_id, one.expert_id)


def closes(leader: Walker) -> int:
    """The id of the period that was signed."""
    leader.open("/periods")
    leader.look("1-to-close")
    leader.write("单位和职务", "旗科学技术局")
    leader.page.get_by_role("button", name="签字结账").dblclick()
    leader.page.wait_for_url("**/period?id=*")
    leader.wait_drawn()
    leader.sees("打印第1版")
    leader.look("2-signed")
    return int(re.search(r"id=(\d+)", leader.page.url)[1])


def printed(leader: Walker, period_id: int, version: int) -> str:
    answer = leader.context.request.get(f"/impact-sheet?closed={period_id}&version={version}")
    assert answer.status == 200
    return answer.text()


def figures(sheet: str) -> str:
    return FIGURES.search(sheet)[0]


def voids(officer: Walker, visit_id: int) -> None:
    officer.open(f"/visit?id={visit_id}")
    officer.tap("作废这次到访")
    officer.write("为什么作废", REASON)
    officer.tap("作废")
    officer.sees(re.compile("作废了，不计数"))


def test_the_old_report_stands_and_the_new_one_says_why(desk: Server, browser: Browser):
    known = facts(desk)
    leader, officer = (Walker.enter(browser, desk, login) for login in ("leader", "officer"))
    period_id = closes(leader)
    before = printed(leader, period_id, 1)
    assert "旗科学技术局" in before and "第1版" in before and "更正" not in before.partition("<main>")[2]
    voids(officer, known.visit_id)

    again = printed(leader, period_id, 1)
    assert figures(again) == figures(before)
    assert "签字以后数有变化" in again

    leader.open(f"/period?id={period_id}")
    leader.sees(re.compile(f"{known.number}.*{REASON}"))
    leader.look("3-moved")
    leader.write("为什么更正", RESTATED)
    leader.tap("签字更正，成为第2版")
    leader.sees("打印第2版")
    leader.look("4-restated")

    old, new = printed(leader, period_id, 1), printed(leader, period_id, 2)
    assert figures(old) == figures(before) and "以后有更正，见第2版" in old
    assert figures(new) != figures(before)
    for words in (RESTATED, REASON, known.number, "上一版", "第2版"):
        assert words in new, words
    leader.page.goto(f"/impact-sheet?closed={period_id}&version=2")
    leader.look("5-sheet")

    leader.open("/periods")
    closed = leader.page.get_by_role("link", name=re.compile("签字，第.版"))
    expect(closed).to_have_count(1)  # a double press signs no other quarter
    leader.look("6-periods")
    leader.open("/impact")
    leader.sees(re.compile("第2版"))
    leader.sees(re.compile("已经结账"))
    leader.look("7-impact")
    on_a_phone(browser, desk, period_id)


def on_a_phone(browser: Browser, desk: Server, period_id: int) -> None:
    leader = Walker.enter(browser, desk, "leader", lang="en", width=PHONE)
    for path in (f"/period?id={period_id}", "/periods"):
        leader.open(path)
        leader.fits()
        leader.look(path.strip("/").partition("?")[0])
        faults = [one for one in Axe().run(leader.page).response["violations"] if one["id"] not in OF_THE_FRAMEWORK]
        assert not faults, [(one["id"], one["nodes"][0]["html"][:160]) for one in faults]
    sheet = printed(leader, period_id, 1).partition("<main>")[2]
    assert "Restated later, see version 2." in sheet and "at most" in sheet
