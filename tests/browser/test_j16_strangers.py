"""J16, strangers and wrong roles: every screen by deep link, every record of others: refused, nothing leaked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from data.models.farm import Farm
from data.models.problem import Problem
from data.models.visit import Visit
from data.runtime import Settings, open_runtime
from data.services.files import PHOTO, file_row, store_photo
from pages.shared.menu import SCREENS
from tests.browser.walker import IS_CALM, Walker, wait_until
from tests.pictures import a_picture
from tests.processes import Server

OTHERS_FARM = "晨光椒柿合作社（演示）"
WRONG = ("farmer", "expert2", "admin")


@dataclass(frozen=True)
class Record:
    """Somebody else's question that was visited and confirmed, and what must not be read by strangers."""

    problem_id: int
    visit_id: int
    photo: str
    secrets: tuple[str, ...]


@pytest.fixture(scope="module")
def record(desk: Server) -> Record:
    runtime = open_runtime(Settings(desk.database_url, desk.folder))
    with runtime.writing(None) as ctx:
        problem, visit = ctx.session.execute(
            select(Problem, Visit).join(Visit, Visit.problem_id == Problem.id).join(Farm, Farm.id == Problem.farm_id)
            .where(Farm.name == OTHERS_FARM).order_by(Problem.id).limit(1)
        ).one()
        photo = file_row(ctx, store_photo(ctx, a_picture(colour="teal")), PHOTO, problem_id=problem.id)
        found = Record(
            problem.id, visit.id, photo.sha256,
            (problem.text[:12], problem.asker_phone, visit.advice[:12]),
        )
    runtime.close()
    return found


@pytest.fixture(scope="module", params=WRONG)
def wrong(request: pytest.FixtureRequest, browser: Browser, desk: Server) -> Iterator[Walker]:
    walker = Walker.enter(browser, desk, request.param)
    yield walker
    walker.context.close()


def _addresses(record: Record) -> list[str]:
    ids = {"visit": record.visit_id}
    return [f"/{path}?id={ids.get(path, record.problem_id)}&problem={record.problem_id}" for path in SCREENS]


def _leaks(page: Page, record: Record) -> list[str]:
    shown = page.locator("body").inner_text() + page.content()
    return [secret for secret in record.secrets if secret in shown]


def test_a_stranger_meets_the_sign_in_page_everywhere(desk: Server, browser: Browser, record: Record):
    context = browser.new_context(base_url=desk.url)
    page = context.new_page()
    for address in _addresses(record):
        page.goto(address)
        expect(page.locator("#password")).to_be_visible()
        assert not _leaks(page, record), address
    context.close()


def test_a_wrong_role_reads_nothing_of_others(wrong: Walker, record: Record):
    for address in _addresses(record):
        wrong.page.goto(address)
        wait_until(wrong.page, f"document.querySelector('h1, [data-testid=stAlert]') !== null && {IS_CALM}")
        assert not _leaks(wrong.page, record), address
        assert not wrong.page.get_by_text("Traceback").count()


def test_the_officer_sees_the_photo(desk: Server, browser: Browser, record: Record):
    officer = Walker.enter(browser, desk, "officer")
    assert officer.context.request.get(f"/photos/{record.photo}").status == 200
    officer.context.close()


def test_photos_of_others_do_not_exist_for_strangers(desk: Server, wrong: Walker, record: Record):
    with desk.client() as stranger:
        assert stranger.get(f"/photos/{record.photo}").status_code == 403
    answer = wrong.context.request.get(f"/photos/{record.photo}")
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (404, "text/plain")
