"""One hail, many farms: join what is one event, hand a part to another office."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.problem_rows import ProblemCard
from data.services.one_event import hand_over_part, join, leave
from pages.problems import _asked
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import badge, badge_line, done, heading, link, note
from pages.shared.formats import plain, shorten
from pages.shared.guards import Screen


def draw(screen: Screen, view: View) -> None:
    event, may = view.event, view.page.may
    if not event.joined and not (may.correct and event.likely):
        return
    heading(_("同一件事"))
    for card in event.joined:
        _line(card)
        badge_line(badge(_("并在一起"), "green", "hub"))
        _same_expert(view, card)
    if event.joined and view.page.is_joined and may.correct and st.button(
        _("不是一件事，分开"), type="tertiary", key="leave",
    ) and done(screen, lambda ctx: leave(ctx, view.page.id)):
        st.rerun()
    for card in event.likely if may.correct else ():
        _line(card)
        if st.button(_("是同一件，并在一起"), icon=":material/hub:", key=f"join_{card.id}") and done(
            screen, lambda ctx, other=card.id: join(ctx, view.page.id, other),
        ):
            state.pick("toast", _("并在一起了，一趟能办几家；各家的编号和回执不变"))
            st.rerun()


def _same_expert(view: View, card: ProblemCard) -> None:
    """Whoever goes to the one may as well see the other."""
    expert = next((one for one in view.choices if one.name == card.expert), None)
    if expert and view.page.may.assign and st.button(
        _("派给同一位：{expert}").format(expert=expert.name), icon=":material/route:", key=f"same_{card.id}",
    ):
        _asked.ask_for("assign", view, expert.id)


def _line(card: ProblemCard) -> None:
    link(_("「{words}」").format(words=plain(shorten(card.words))), "problem", id=card.id)
    note(" · ".join(plain(part) for part in (card.place, card.crop or card.industry or "", card.number) if part))


def part_dialog(screen: Screen, view: View) -> None:
    """A part to another office; the question stays."""
    note(_("比如保险、贷款：那一部分转给主管单位，别的照样派专家。农户在回执里看得到。"))
    whom = st.text_input(_("转给谁（单位、姓名）"), max_chars=80, key="part_whom")
    below_whom = st.container()
    words = st.text_area(_("哪一部分，告诉农户什么"), max_chars=500, key="part_words")
    below_words = st.container()
    if st.button(_("转出这一部分"), type="primary", key="send_part") and done(
        screen, lambda ctx: hand_over_part(ctx, view.page.id, whom, words), to_whom=below_whom, words=below_words,
    ):
        state.pick("toast", _("这一部分转出了，问题还在科技局"))
        _asked.close()
