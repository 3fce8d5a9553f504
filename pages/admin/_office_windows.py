"""The week: office hours, and what is open beside them (错时延时)."""

from __future__ import annotations

import streamlit as st
from babel.dates import get_day_names

from data.domain.office_time import OfficeTime
from data.i18n import _, language
from data.services.office_hours import Window, add_window, remove_window, windows_of
from pages.shared import state
from pages.shared.components import badge, done, heading
from pages.shared.formats import locale
from pages.shared.guards import Screen


def draw(screen: Screen, office: OfficeTime, may_edit: bool) -> None:
    heading(_("一星期怎么上班"))
    for number, window in enumerate(windows_of(office)):
        with st.container(
            border=True, key=f"card_window_{number}", horizontal=True, horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            kind = badge(_("错时延时"), "green", "schedule") if window.is_extra else ""
            st.markdown(f"**{window.opens}–{window.closes}** &nbsp; {_days(window)} {kind}", width="content")
            if may_edit and st.button(_("去掉"), key=f"window_off_{number}", type="tertiary") and done(
                screen, lambda ctx, window=window: remove_window(ctx, window),
            ):
                state.pick("toast", _("去掉了"))
                st.rerun()
    if may_edit:
        _add(screen)


def _add(screen: Screen) -> None:
    names = _names()
    with st.form("window", border=True):
        days = st.pills(
            _("星期几"), list(range(7)), selection_mode="multi", format_func=names.__getitem__, key="window_days",
        )
        below_days = st.container()
        left, right = st.columns(2)
        opens = left.text_input(_("几点开始"), value="09:00", max_chars=5, key="window_opens")
        closes = right.text_input(_("几点结束"), value="12:00", max_chars=5, key="window_closes")
        is_extra = st.checkbox(_("错时延时：中午、晚上、周末也有人办"), key="window_extra")
        sent = st.form_submit_button(_("加这一段"), width="stretch")
        window = Window(tuple(sorted(days)), opens.strip(), closes.strip(), is_extra)
        if sent and done(screen, lambda ctx: add_window(ctx, window), weekdays=below_days):
            state.pick("toast", _("加上了"))
            st.rerun()


def _days(window: Window) -> str:
    """周一至周五 for days in a row, else one by one."""
    names, days = _names(), window.weekdays
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first}至{last}").format(first=names[days[0]], last=names[days[-1]])
    return _("、").join(names[day] for day in days)


def _names() -> dict[int, str]:
    return dict(get_day_names("abbreviated", locale=locale(language())))
