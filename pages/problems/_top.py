"""Way back and on, title, whose turn it is and until when; above all, the duty phone in an emergency."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import ASSIGNABLE, Gate, ProblemStatus
from data.domain.roles import Role
from data.i18n import _
from pages.problems import _duty
from pages.problems._loading import View
from pages.shared import state
from pages.shared.badges import small, time_badge, turn_badge, urgency_badge
from pages.shared.components import badge_line, demonstration_badge, link, told_once
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.menu import HOMES, SCREENS
from pages.shared.promise_words import season_badge

NOT_YET_HANDLED = {*ASSIGNABLE, ProblemStatus.OFFERED, ProblemStatus.IN_PROGRESS}
BACK = {Role.OFFICER: "today", Role.LEADER: "problems"}


def draw(screen: Screen, view: View) -> None:
    page = view.page
    _ways(screen, view)
    if page.understood.gate is Gate.ANIMAL_EPIDEMIC and page.status in NOT_YET_HANDLED:
        _duty.alarm(view)
    st.title(plain(page.title), anchor=False)
    badge_line(
        urgency_badge(page.understood.urgency),
        turn_badge(page.status, page.assignment.expert if page.assignment else None),
        time_badge(page.due_at, view.now), season_badge(page.season),
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


def _news() -> None:
    """What the last click brought, told once."""
    if said := state.drop("warning"):
        st.warning(plain(said), icon=":material/info:")
    told_once()
