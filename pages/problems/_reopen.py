"""Closing without the asker's word, and taking a closed question up again."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.permissions import Permission, reach_of
from data.domain.problem import ProblemStatus
from data.domain.roles import Role
from data.i18n import _
from data.services.closing import close_unconfirmed, reopen
from pages.shared import state
from pages.shared.components import done, link, note
from pages.shared.formats import day
from pages.shared.guards import Screen


def close_button(screen: Screen, problem_id: int) -> None:
    """For the office, once nobody answered on two different days."""
    if st.button(_("按未确认结案"), icon=":material/inventory_2:", key=f"close_{problem_id}") and done(
        screen, lambda ctx: close_unconfirmed(ctx, problem_id),
    ):
        state.pick("toast", _("结了，算未确认结案，不算解决。农户15天里还能用原编号打开"))
        st.rerun()


def draw(
    screen: Screen, problem_id: int, status: ProblemStatus, until: dt.date | None, today: dt.date,
) -> None:
    """What is still open to the asker after closing; nothing for what is not closed."""
    if until is None:
        return
    is_call = screen.actor.role is not Role.COOPERATIVE
    if status is ProblemStatus.UNCONFIRMED:
        label = _("联系上了，农户说解决了") if is_call else _("解决了，说一声")
        link(label, "confirm", ":material/check_circle:", id=problem_id)
    if reach_of(screen.actor.role, Permission.PROBLEM_REOPEN) is None:
        return
    if until < today:
        note(_("结了超过15天。还有事就再问一件，写上这个编号。"))
        return
    with st.popover(_("没解决，用原编号重新打开"), icon=":material/restart_alt:"):
        words = st.text_area(_("哪里还不行？"), max_chars=500, height=90, key="reopen_words")
        below = st.container()
        note(_("{day}以前都能打开。").format(day=day(until, today)))
        if st.button(_("重新打开"), type="primary", key="reopen") and done(
            screen, lambda ctx: reopen(ctx, problem_id, words), words=below,
        ):
            state.pick("toast", _("打开了，还是这个编号，科技局再派专家"))
            st.rerun()
