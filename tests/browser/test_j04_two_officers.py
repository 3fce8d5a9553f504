"""J4, two officers: the second to assign is told who was first; nothing is overwritten."""

from __future__ import annotations

import re

from playwright.sync_api import Browser
from sqlalchemy import select

from data.domain.problem import Gate, ProblemStatus
from data.models.problem import Problem
from data.models.recommendation import Assignment
from data.runtime import Settings, open_runtime
from data.sample.accounts import DEMO_ACCOUNTS
from tests.browser.walker import Walker
from tests.processes import Server


def _waiting_problem(server: Server) -> int:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        found = ctx.session.scalars(
            select(Problem).where(Problem.status == ProblemStatus.WAITING).order_by(Problem.id)
        )
        number = next(one.id for one in found if one.gate not in (Gate.ANIMAL_EPIDEMIC, Gate.HANDOVER))
    runtime.close()
    return number


def _assigned(server: Server, problem_id: int) -> list[Assignment]:
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        rows = list(ctx.session.scalars(select(Assignment).where(Assignment.problem_id == problem_id)))
    runtime.close()
    return rows


def _open_dispatch(officer: Walker, problem_id: int) -> None:
    officer.open(f"/problem?id={problem_id}")
    officer.tap(re.compile("^派给"), exact=False)
    officer.sees(re.compile("^派给.+？$"))


def test_the_second_officer_is_told_who_was_first(desk: Server, browser: Browser):
    names = {account.login: account.name for account in DEMO_ACCOUNTS}
    problem_id = _waiting_problem(desk)
    first, second = (Walker.enter(browser, desk, login) for login in ("officer", "officer2"))
    for officer in (first, second):
        _open_dispatch(officer, problem_id)
    first.tap("派出")
    first.sees(re.compile("^撤回（"))
    second.tap("派出")
    second.sees(re.compile(f"{names['officer']}.*派给"))
    second.look("second-officer")
    second.fits()
    assert len(_assigned(desk, problem_id)) == 1
