"""Way back and on, title, whose turn it is and until when; above all, the duty phone in an emergency."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import ASSIGNABLE, Gate, ProblemStatus
from data.domain.roles import Role
from data.i18n import _
from pages.problems._loading import View
from pages.shared import state
from pages.shared.badges import small, time_badge, turn_badge, urgency_badge
from pages.shared.components import badge_line, demonstration_badge, link
from pages.shared.formats import phone, plain
from pages.shared.guards import Screen
from pages.shared.menu import HOMES, SCREENS

NOT_YET_HANDLED = {*ASSIGNABLE, ProblemStatus.OFFERED, ProblemStatus.IN_PROGRESS}
BACK = {Role.OFFICER: "today", Role.LEADER: "problems"}


def draw(screen: Screen, view: View) -> None:
    page = view.page
    _ways(screen, view)
    if page.understood.gate is Gate.ANIMAL_EPIDEMIC and page.status in NOT_YET_HANDLED:
        _duty_phone(view)
    st.title(plain(page.title), anchor=False)
    badge_line(
        urgency_badge(page.understood.urgency),
        turn_badge(page.status, page.assignment.expert if page.assignment else None),
        time_badge(page.due_at, view.now),
        small(page.place, _("第{number}号").format(number=page.number)),
        demonstration_badge() if screen.county.is_demonstration else "",
    )
    if view.candidates:
        with st.container(key="phone_jump"):
            label = _("看推荐的专家")
            st.markdown(f"[{label} ↓](#experts)")
    _news()


def _ways(screen: Screen, view: View) -> None:
    page = view.page
    home = BACK.get(screen.actor.role, HOMES[screen.actor.role])
    label = _(SCREENS[home].title)
    if page.waiting:
        label = _("{page} · 待指派{n}件").format(page=label, n=page.waiting)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="noprint_ways"):
        link(label, home, ":material/arrow_back:")
        if page.previous_id or page.next_id:
            with st.container(horizontal=True, width="content", gap="xsmall"):
                if page.previous_id:
                    link(_("上一件"), "problem", ":material/chevron_left:", id=page.previous_id)
                if page.next_id:
                    link(_("下一件"), "problem", ":material/chevron_right:", icon_after=True, id=page.next_id)


def _duty_phone(view: View) -> None:
    number = view.page.duty_phone or view.page.office_phone
    with st.container(border=True, key="alarm_duty", gap="xsmall"):
        warning = _("像是动物疫病，先打值班电话")
        st.markdown(f"**:red[:material/emergency: {warning}]**")
        if number:
            st.markdown(f"**[:material/call: {phone(number)}](tel:{number})**")
        else:
            st.markdown(_("值班电话还没有登记，请直接打旗动物防疫部门。"))
        st.markdown(_("让农户把病畜隔开，死畜不动、不卖、不剖。是什么病由动物防疫部门定。"))


def _news() -> None:
    """What the last click brought, told once."""
    if said := state.drop("warning"):
        st.warning(plain(said), icon=":material/info:")
    if said := state.drop("toast"):
        st.toast(plain(said), icon=":material/check_circle:")
