"""Words are kept while they are typed, and impatient clicks make one question, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.walker import PHONE, Walker
from tests.processes import Server

WORDS = "葡萄叶子背面起白霉，打什么药"
QUESTION = "您遇到什么事？"


@pytest.fixture
def farmer(desk: Server, browser: Browser) -> Walker:
    return Walker.enter(browser, desk, "farmer", width=PHONE)


def test_half_a_sentence_survives_a_reload(farmer: Walker):
    """The field was never left, so without our help the browser alone would know the words."""
    farmer.open("/ask")
    field = farmer.page.get_by_label(QUESTION)
    field.press_sequentially(WORDS[:6])
    farmer.page.wait_for_timeout(2500)
    field.press_sequentially(WORDS[6:])
    expect(field).to_be_focused()
    farmer.page.wait_for_timeout(2500)
    farmer.open("/ask")
    expect(farmer.page.get_by_label(QUESTION)).to_have_value(WORDS)


def test_three_impatient_clicks_make_one_question(farmer: Walker):
    farmer.open("/my-questions")
    before = farmer.page.locator("[class*=st-key-card_]").count()
    farmer.open("/ask")
    farmer.write(QUESTION, WORDS)
    button = farmer.page.get_by_role("button", name="提交问题")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    for pause in (60, 120, 0):
        farmer.page.mouse.click(box["x"] + 20, box["y"] + 10)
        farmer.page.wait_for_timeout(pause)
    farmer.page.wait_for_url("**/receipt?id=*")
    farmer.wait_drawn()
    farmer.open("/my-questions")
    assert farmer.page.locator("[class*=st-key-card_]").count() == before + 1
