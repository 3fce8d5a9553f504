"""Which of the expert's times suits: the asker chooses, or an officer writes down what was said on the phone."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.roles import Role
from data.domain.slots import read_slot
from data.i18n import _
from data.queries.receipts import ReceiptView
from data.services.slots import choose_slot
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.guards import Screen
from pages.shared.slot_words import half_day


def draw(screen: Screen, view: ReceiptView, now: dt.datetime) -> None:
    """Nothing where there is no time to choose."""
    if not view.slots:
        return
    is_asker = screen.actor.role is Role.COOPERATIVE
    with st.container(border=True, key="lead_slots", gap="small"):
        heading(_("哪个时间方便？") if is_asker else _("对方选了哪个时间？"), 3)
        note(_("专家给了这几个时间，请选一个。都不方便就打专家的电话。"))
        code = st.pills(
            _("时间"), [slot.code for slot in view.slots], format_func=lambda one: half_day(read_slot(one), now),
            key="slot", label_visibility="collapsed",
        )
        if st.button(_("就这个时间"), type="primary", key="choose_slot") and done(
            screen, lambda ctx: choose_slot(ctx, view.problem_id, read_slot(code or "")),
        ):
            state.pick("toast", _("约好了：{slot}").format(slot=half_day(read_slot(code), now)))
            st.rerun()
