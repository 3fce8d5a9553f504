"""Checks of typed text, and headlines cut from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.errors import InvalidInput
from data.domain.text import headline, optional_text, required_text


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("西梅叶子卷边发黄，该咋弄", "西梅叶子卷边发黄，该咋弄"),
        ("番茄裂果。", "番茄裂果"),
        ("头一年种西梅，剪枝没底，叶子卷边发黄，前年秋天地里头还上过一回羊粪", "头一年种西梅，剪枝没底，叶子卷边发黄"),
        ("。", "。"),
        ("羊羔" * 30, "羊羔" * 15 + "…"),
        ("啊，" + "羊羔" * 30, "啊，" + "羊羔" * 14 + "…"),
        ("两行\n 话", "两行 话"),
    ],
)
def test_headline(text: str, head: str) -> None:
    assert headline(text) == head


@given(st.text(min_size=1))
def test_a_headline_is_short_and_on_one_line(text: str) -> None:
    head = headline(text)
    assert len(head) <= 31
    assert "\n" not in head
    assert head or not text.strip()


@pytest.mark.parametrize(
    ("raw", "code"),
    [("", "text_missing"), (" \n ", "text_missing"), ("字" * 41, "text_long"), ("a\x00b", "text_unreadable")],
)
def test_what_cannot_be_taken_is_named(raw: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        required_text(raw, "name", longest=40)
    assert (refused.value.code, refused.value.field) == (code, "name")


def test_nothing_may_be_nothing() -> None:
    assert optional_text("  ", "note") is None
    assert optional_text(None, "note") is None
    assert optional_text(" 好 ", "note") == "好"
