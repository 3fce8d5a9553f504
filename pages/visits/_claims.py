"""可以认领: unassigned questions that fit this expert; one tap takes one on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from data.queries.claims import ClaimCard
from data.services.claims import claim
from pages.shared import state
from pages.shared.badges import small, time_badge, urgency_badge
from pages.shared.components import badge_line, done, heading, note
from pages.shared.formats import plain
from pages.shared.guards import Screen


def draw(screen: Screen, cards: Sequence[ClaimCard], now: dt.datetime) -> None:
    if not cards:
        return
    heading(_("可以认领 {n}件").format(n=len(cards)))
    note(_("科技局还没派、和您对口的。认领就是接下，电话马上看得到。"))
    for card in cards:
        with st.container(border=True, key=f"card_claim_{card.problem_id}", gap="xsmall"):
            st.markdown(_("「{words}」").format(words=plain(card.title)))
            badge_line(
                urgency_badge(card.urgency), time_badge(card.due_at, now), small(card.place, card.number),
            )
            if st.button(_("认领"), key=f"claim_{card.problem_id}", width="stretch") and done(
                screen, lambda ctx, card=card: claim(ctx, card.problem_id),
            ):
                state.pick("toast", _("接下了。先打电话约时间，办完记一次"))
                st.rerun()
