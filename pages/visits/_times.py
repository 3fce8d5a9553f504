"""When the expert comes: up to three half days to choose from, and the one that the asker chose."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.slots import MOST
from data.i18n import _
from data.queries.my_work import WorkCard
from data.services.slots import offer_slots
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.slot_words import half_day, half_days

OFFERING = "offering"


def agreed(card: WorkCard, now: dt.datetime) -> None:
    """What stands: the hour that was chosen, or that times wait for the asker's choice."""
    if card.times.chosen:
        said = _("约好了：{slot}").format(slot=half_day(card.times.chosen, now))
        st.markdown(f":green[:material/event_available:] **{said}**")
    elif card.times.offered:
        note(_("等农户选：{slots}").format(slots=half_days(card.times.offered, now)))


def offer(screen: Screen, card: WorkCard, now: dt.datetime) -> bool:
    """A button that opens the form, and whether it is open; nothing once the promise is over, when one rather calls."""
    is_open = bool(card.free) and state.picked(OFFERING) == card.assignment_id
    if is_open:
        _form(screen, card, now)
    elif card.free:
        words = _("另给几个时间") if card.times.offered else _("给几个时间让农户选")
        if st.button(words, icon=":material/event:", width="stretch", key=f"times_{card.assignment_id}"):
            state.pick(OFFERING, card.assignment_id)
            st.rerun()
    return is_open


def _form(screen: Screen, card: WorkCard, now: dt.datetime) -> None:
    slots = st.multiselect(
        _("哪几个半天能去？最多{most}个").format(most=MOST), card.free, max_selections=MOST,
        format_func=lambda slot: half_day(slot, now), key="times_offered", placeholder=_("选时间"),
    )
    if st.button(_("让农户选"), type="primary", width="stretch", key="send_times") and done(
        screen, lambda ctx: offer_slots(ctx, card.problem.id, slots),
    ):
        state.drop(OFFERING)
        state.pick("toast", _("给了{slots}，等农户选").format(slots=plain(half_days(slots, now))))
        st.rerun()
    if st.button(_("不给了，打电话约"), width="stretch", key="no_times"):
        state.drop(OFFERING)
        st.rerun()
