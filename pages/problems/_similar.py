"""Questions like this one: asked again, on the way, and what helped before."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.similar import SHOWN, SimilarProblem
from pages.problems._loading import View
from pages.shared.components import badge, badge_line, heading, link, note
from pages.shared.formats import day, plain, shorten
from pages.shared.labels import STATUS, label

ADVICE_SHOWN, OPEN_SHOWN = 60, 3


def draw(view: View) -> None:
    flagged = [one for one in view.similar if one.common.again or one.common.joinable][:OPEN_SHOWN]
    solved = [one for one in view.similar if one.is_solved and (one.common.crop or one.common.kind)][:SHOWN]
    if flagged:
        heading(_("同一回事？顺路？"))
        for one in flagged:
            _open(view, one)
    if solved:
        heading(_("相近的老问题"))
        for one in solved:
            _solved(view, one)


def _open(view: View, one: SimilarProblem) -> None:
    mark = badge(_("可能是又问了一遍"), "orange", "content_copy") if one.common.again else badge(
        _("同镇同类，可以一趟办"), "green", "route")
    with st.container(gap=None):
        link(_("「{words}」").format(words=plain(shorten(one.words))), "problem", id=one.id)
        badge_line(mark)
        parts = [label(STATUS, one.status), one.expert or "", day(one.day, view.today), one.number]
        note(plain(" · ".join(part for part in parts if part)))


def _solved(view: View, one: SimilarProblem) -> None:
    """What was asked, who handled it and what was advised."""
    with st.container(gap=None):
        link(_("「{words}」").format(words=plain(shorten(one.words))), "problem", id=one.id)
        solved = _("{expert}，{day}，已解决").format(expert=one.expert or "–", day=day(one.day, view.today))
        note(plain(" · ".join(part for part in (solved, shorten(one.advice or "", ADVICE_SHOWN)) if part)))
