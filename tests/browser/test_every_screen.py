"""Every screen of every role: nothing sticks out on a phone, nothing that axe minds beyond the framework's own."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.records import records_of
from tests.browser.walker import DESK, PHONE, Walker
from tests.processes import Server

READS_ONLY = True

SCREENS = {
    "officer": (
        "/today", "/board", "/problems", "/problem?id={problem}", "/can-take?expert={expert}&problem={problem}", "/ask",
        "/experts", "/expert?id={expert}", "/expert-edit",
        "/farms", "/farm?id={farm}", "/farm-edit?id={farm}", "/sending-units", "/projects", "/project?id={project}",
        "/project-edit?id={project}", "/platforms", "/platform?id={platform}", "/bases", "/base?id={base}",
        "/agreements", "/agreement?id={agreement}", "/industries", "/industry?id={industry}", "/places",
        "/place-changes", "/visit?id={visit}", "/signed-answers", "/duty", "/office-hours", "/ladder", "/leaving",
        "/training", "/words", "/policy", "/imports",
        "/same-person", "/same-person-decided", "/same-person-check",
        "/person?id={person}",
    ),
    "leader": (
        "/impact", "/periods", "/coverage", "/impact-detail", "/experts", "/farms", "/farm?id={farm}", "/projects",
    ),
    "expert": ("/my-work", "/service-record", "/expert", "/expert-edit", "/agreements"),
    "farmer": ("/my-questions", "/ask", "/farm", "/farm-edit", "/agreements"),
    "admin": ("/accounts", "/places"),
    "informant": ("/my-questions", "/ask", "/to-call"),
}
# Streamlit's own: its sectioned menu is no list, its grid is a canvas, its selects and tags name themselves oddly.
OF_THE_FRAMEWORK = {"list", "listitem", "scrollable-region-focusable", "aria-allowed-attr", "nested-interactive",
                    "presentation-role-conflict"}

# What cannot be used yet may be faint (WCAG 1.4.3), and the framework makes it so with its label.
SWITCHED_OFF = "[data-testid=stSelectbox]:has(input:disabled)"


def _faults(walker: Walker) -> list[str]:
    """Rule and the element it minds, for each that is not the framework's."""
    found = Axe().run(walker.page, context={"exclude": [[SWITCHED_OFF]]}).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found if fault["id"] not in OF_THE_FRAMEWORK
    ]


@pytest.mark.parametrize("login", SCREENS)
def test_screens_fit_a_phone_and_have_no_barrier(desk: Server, browser: Browser, login: str):
    records = records_of(desk)
    phone = Walker.enter(browser, desk, login, lang="en", width=PHONE)
    found = {}
    for path in SCREENS[login]:
        phone.open(path.format(**records))
        phone.fits()
        if faults := _faults(phone):
            found[path] = faults
    assert not found


def test_a_desk_in_the_dark_has_no_barrier_either(desk: Server, browser: Browser):
    records = records_of(desk)
    officer = Walker.enter(browser, desk, "officer", width=DESK)
    officer.page.emulate_media(color_scheme="dark")
    found = {}
    for path in ("/today", "/problem?id={problem}", "/expert?id={expert}", "/farm?id={farm}", "/places", "/impact"):
        officer.open(path.format(**records))
        if faults := _faults(officer):
            found[path] = faults
    assert not found
