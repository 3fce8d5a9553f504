"""我的问题: what one has asked, newest first, and whose turn it is."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import Ball, ProblemStatus
from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.problem_rows import ProblemCard
from data.queries.problems import my_problems
from pages.problems._receipt_words import turn
from pages.shared.badges import small, time_badge
from pages.shared.components import badge_line, empty_state, go_button, link
from pages.shared.formats import moment, plain, shorten
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.COOPERATIVE)


def draw_card(card: ProblemCard) -> None:
    is_ours = card.ball is Ball.ASKER
    with st.container(border=True, gap="xsmall", key=f"{'lead' if is_ours else 'card'}_{card.id}"):
        link(_("「{words}」").format(words=plain(shorten(card.words))), "receipt", id=card.id)
        badge_line(turn(card), time_badge(card.due_at, now))
        badge_line(small(moment(card.created_at, now), card.place, card.number))


with screen.reading() as ctx:
    cards, now = my_problems(ctx), ctx.now

with st.container(width=COLUMN, gap="small"):
    st.title(_("我的问题"), anchor=False)
    if cards:
        go_button(_("问专家"), "ask", ":material/edit_square:")
        ours = sum(card.status is ProblemStatus.TO_CONFIRM for card in cards)
        if ours:
            st.markdown(ngettext("{n}件等您说一声解决了没有。", "{n}件等您说一声解决了没有。", ours).format(n=ours))
        for one in cards:
            draw_card(one)
    else:
        empty_state(_("还没有问过。有事就问，科技局找合适的专家给您办。"), "ask", _("问专家"))
