"""J11, Monday's board: eighteen open, one ill; what changes and why; lock, forbid, solve again, dispatch, undo."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import select

from data.domain.board import RowState
from data.domain.problem import ProblemStatus
from data.models.board import BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.runtime import Settings, open_runtime
from tests.browser.walker import PHONE, Walker
from tests.processes import Server

OPEN, ILL, ORCHARD_EXPERT = 18, "肉羊产业技术团队", "刘文涛"


def _offers(server: Server) -> dict[int, str]:
    """Problem -> who has an offer that waits for an answer."""
    return _read(server, select(Assignment.problem_id, Expert.name).join(
        Expert, Expert.id == Assignment.expert_id,
    ).where(Assignment.state == AssignmentState.OFFERED))


def _statuses(server: Server) -> dict[int, tuple]:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        rows = ctx.session.execute(select(Problem.id, Problem.status, Problem.expert_id, Problem.due_at)).all()
    runtime.close()
    return {row[0]: tuple(row[1:]) for row in rows}


def _rows(server: Server) -> dict[int, RowState]:
    """Problem -> what the latest board does with it."""
    latest = select(BoardPlan.id).order_by(BoardPlan.id.desc()).limit(1).scalar_subquery()
    return _read(server, select(BoardRow.problem_id, BoardRow.state).where(BoardRow.plan_id == latest))


def _read(server: Server, query) -> dict:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        found = dict(ctx.session.execute(query).all())
    runtime.close()
    return found


def _card(officer: Walker, problem_id: int) -> Locator:
    return officer.page.locator(f".st-key-card_{problem_id}, .st-key-lead_{problem_id}")


def _name(officer: Walker, problem_id: int) -> str:
    return _card(officer, problem_id).locator("strong").last.inner_text()


def _press(officer: Walker, key: str) -> None:
    with officer.answered():
        officer.page.locator(f".st-key-{key} button").click()


def test_mondays_board(desk: Server, browser: Browser):
    before, offers = _statuses(desk), _offers(desk)
    officer = Walker.enter(browser, desk, "officer", path="/board")
    officer.sees(re.compile(f"板上{OPEN}件"))
    rows = _rows(desk)
    assert len(rows) == OPEN
    _keeps_all_but_the_ill(officer, rows, offers)
    _orchards(officer)
    officer.look("1-board")
    officer.fits()
    _lock_forbid_solve(officer, desk, rows)
    officer.look("2-solved-again")
    _second_officer(officer, desk, browser)
    sent = _dispatch(officer, desk)
    assert {id_: name for id_, name in _offers(desk).items() if id_ in sent} == sent
    officer.look("4-sent")
    officer.tap(re.compile("再排一次"))
    officer.sees(re.compile(f"板上{OPEN}件"))
    officer.look("5-next-board")
    officer.tap(re.compile("^一起撤回"), exact=False)
    expect(officer.page.locator(".st-key-alarm_news")).to_contain_text("原来的派单不算了")
    officer.look("6-taken-back")
    expect(officer.page.locator(".st-key-undo_board")).to_have_count(0)
    assert _statuses(desk) == before
    assert _offers(desk) == offers
    officer.open("/today")
    officer.sees(re.compile("派单板有变动，可以再排一次：.*没派成"))
    officer.look("7-today")


def _keeps_all_but_the_ill(officer: Walker, rows: dict[int, RowState], offers: dict[int, str]) -> None:
    (ill,) = [id_ for id_, name in offers.items() if name == ILL]
    assert {id_: state for id_, state in rows.items() if id_ in offers} == {
        id_: RowState.MOVED if id_ == ill else RowState.KEPT for id_ in offers
    }
    expect(_card(officer, ill)).to_contain_text(re.compile(f"改派，因为{ILL}去不了：请假到"))
    for id_, name in offers.items():
        if id_ != ill:
            expect(_card(officer, id_)).to_contain_text(name)


def _orchards(officer: Walker) -> None:
    """Exactly what is short, and the cheapest ways out."""
    shortage = officer.page.locator("[class*=st-key-alarm_short]").filter(has_text="3件林果问题，只有2个名额")
    expect(shortage).to_contain_text(f"会的{ORCHARD_EXPERT}只能再接2件")
    expect(shortage).to_contain_text(f"跟{ORCHARD_EXPERT}说好，多接1件")
    expect(shortage).to_contain_text("先等等，这次不派")


def _lock_forbid_solve(officer: Walker, server: Server, rows: dict[int, RowState]) -> None:
    """Of the questions that have somebody else to go to, one is locked, the other is not to go where it goes."""
    new = [id_ for id_, state in rows.items() if state is RowState.NEW]
    locked, forbidden = [id_ for id_ in new if "依次找" in _card(officer, id_).inner_text()][:2]
    name, banned = _name(officer, locked), _name(officer, forbidden)
    _press(officer, f"lock_{locked}")
    expect(_card(officer, locked)).to_contain_text("锁住")
    _press(officer, f"forbid_{forbidden}")
    expect(officer.page.locator(".st-key-dispatch button")).to_be_disabled()
    _press(officer, "solve_again")
    expect(officer.page.locator(".st-key-dispatch button")).to_be_enabled()
    assert _name(officer, locked) == name
    assert _name(officer, forbidden) != banned
    expect(_card(officer, forbidden)).to_contain_text(f"上一稿是{banned}")
    assert _rows(server).keys() == rows.keys()


def _second_officer(officer: Walker, server: Server, browser: Browser) -> None:
    """On a phone, in English; whoever comes second is told, and nothing is overwritten."""
    second = Walker.enter(browser, server, "officer2", lang="en", width=PHONE, path="/board")
    second.fits()
    second.look("3-second-on-the-phone")
    with officer.answered():
        officer.page.locator(".st-key-dispatch button").click()
    _press(second, "solve_again")
    officer.tap("派出")
    officer.sees(re.compile("郝建军.*改过派单板"))
    officer.open("/board")


def _dispatch(officer: Walker, server: Server) -> dict[int, str]:
    """Problem -> expert of what goes out."""
    going = [id_ for id_, state in _rows(server).items() if state in (RowState.NEW, RowState.MOVED)]
    names = {id_: _name(officer, id_) for id_ in going}
    with officer.answered():
        officer.page.locator(".st-key-dispatch button").click()
    officer.tap("派出")
    officer.sees(re.compile(f"派出了{len(going)}件"))
    statuses = _statuses(server)
    assert all(statuses[id_][0] is ProblemStatus.OFFERED for id_ in going)
    return names
