"""J6, where does 6.2万 come from: the leader taps it, sees claim and records, then visits and masked people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.walker import DESK, PHONE, Walker
from tests.processes import Server

READS_ONLY = True

CLAIM = {"zh": "受益6.2万人", "en": "62,000 people reached"}
IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]")


def _tap_the_number(leader: Walker) -> tuple[int, int]:
    """People and contacts of the first view; then on to where the number comes from."""
    figures = leader.figure("直接受益人数"), leader.figure("服务人次")
    leader.fits()
    leader.look("1-first-view")
    with leader.answered():
        leader.page.get_by_role("link", name=CLAIM[leader.lang]).click()
    leader.page.wait_for_url("**/impact-detail*")
    leader.wait_drawn()
    return figures


def _sees_claim_and_records(leader: Walker, people: int, contacts: int) -> None:
    main = leader.page.get_by_test_id("stMain")
    source = {"zh": "报纸报道（未附名单）", "en": "Newspaper report (no list attached)"}[leader.lang]
    for said in (source, f"{people:,}", f"{contacts:,}", "7 / 10", "31 / 87"):
        expect(main).to_contain_text(said)
    for label in ("说法与记录", "最少—最多", "有服务的嘎查村", "怎么算的", "这个数有多可靠"):
        leader.sees(leader.words(label))
    leader.fits()
    leader.look("2-where-from")


def _opens_a_visit(leader: Walker) -> None:
    with leader.answered():
        leader.page.locator("[class*=st-key-rows_visits] a").first.click()
    leader.page.wait_for_url("**/visit?id=*")
    leader.wait_drawn()
    leader.sees(re.compile(leader.words("谁在场")))
    leader.look("3-visit")
    leader.page.go_back()
    leader.page.wait_for_url("**/impact-detail*")
    leader.wait_drawn()


def _sees_masked_people(leader: Walker, people: int) -> None:
    leader.pill("受益的人")
    table = leader.page.get_by_test_id("stTable").last
    expect(table.locator("tbody tr")).to_have_count(min(people, 25))
    for who in table.locator("tbody tr td:first-child").all_inner_texts():
        assert "*" in who
    leader.fits()
    leader.look("4-people")


@pytest.mark.parametrize(("lang", "width"), [("zh", DESK), ("en", PHONE)])
def test_where_the_number_comes_from(desk: Server, browser: Browser, lang: str, width: int):
    leader = Walker.enter(browser, desk, "leader", lang=lang, width=width, path="/impact")
    people, contacts = _tap_the_number(leader)
    _sees_claim_and_records(leader, people, contacts)
    _opens_a_visit(leader)
    _sees_masked_people(leader, people)
    if width == DESK:
        _prints_on_one_page(leader)


def _prints_on_one_page(leader: Walker) -> None:
    """The screen itself, and the sheet made for paper, which says the same."""
    leader.open("/impact")
    people = leader.figure("直接受益人数")
    assert _pages(leader) == 1
    leader.page.goto(leader.page.get_by_role("link", name=re.compile("打印一页")).get_attribute("href"))
    assert f"{people:,} 人" in leader.page.locator("main").inner_text()
    leader.look("6-sheet")
    assert _pages(leader) == 1


def _pages(leader: Walker) -> int:
    paper = leader.page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", paper))


def test_every_number_of_the_sentence_leads_on(desk: Server, browser: Browser):
    """Towns and villages open as they are counted: the served ones by name, the others folded away."""
    leader = Walker.enter(browser, desk, "leader", path="/impact")
    with leader.answered():
        leader.page.get_by_role("link", name="31个嘎查村").click()
    leader.page.wait_for_url("**/impact-detail*by=village*")
    leader.wait_drawn()
    leader.sees(re.compile("没有服务到的"))
    served = leader.page.locator("[class*=st-key-rows_parts] [data-testid=stPageLink]")
    assert served.count() >= 31
    leader.look("5-villages")
