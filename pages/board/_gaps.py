"""What hangs on one person, and what nobody can do."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.coverage import County
from pages.shared.components import heading, link, marked_list, note
from pages.shared.coverage_words import Words, days
from pages.shared.formats import number, plain

SHOWN = 6


def one(county: County, words: Words) -> None:
    """By person, whoever would be missed most first; each with what hangs on them."""
    heading(_("只靠一个人的"), anchor="one")
    if not county.losses:
        note(_("没有哪样活只靠一个人。"))
        return
    for place, loss in enumerate(county.losses[:SHOWN]):
        own = [gap for gap in county.one if gap.person_id == loss.person_id]
        with st.container(border=True, key=f"card_one_{place}", gap="xxsmall"):
            link(_("{person}：走了的话，一年{days}天的活没有人办").format(
                person=plain(loss.person), days=days(loss.days)), "expert", id=loss.person_id)
            _list([words.named(gap) for gap in own], f"one_{loss.person_id}")
    others = county.losses[SHOWN:]
    if others:
        with st.expander(_("另外{n}位").format(n=number(len(others)))):
            alone = {loss.person_id for loss in others}
            _list([words.gap(gap) for gap in county.one if gap.person_id in alone], "one_others")


def nobody(county: County, words: Words) -> None:
    heading(_("没有人的"), anchor="nobody")
    if not county.nobody:
        note(_("每样活都有人会、够得着。"))
        return
    with st.container(border=True, key="card_nobody", gap="xxsmall"):
        _list([words.named(gap) for gap in county.nobody[:SHOWN]], "nobody")
        if county.nobody[SHOWN:]:
            with st.expander(_("另外{n}样").format(n=number(len(county.nobody) - SHOWN))):
                _list([words.named(gap) for gap in county.nobody[SHOWN:]], "nobody_more")


def _list(lines: list[str], key: str) -> None:
    marked_list([f":orange[:material/warning:] {plain(line)}" for line in lines], key)
