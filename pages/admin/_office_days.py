"""The county's own days: off, or worked; the country's are known anyway."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.office_time import OfficeTime
from data.i18n import _
from data.services.office_hours import add_day, remove_day
from pages.shared import state
from pages.shared.components import badge, done, heading, note
from pages.shared.formats import full_day
from pages.shared.guards import Screen


def draw(screen: Screen, office: OfficeTime, today: dt.date, may_edit: bool) -> None:
    heading(_("旗里自己的日子"))
    note(_("国家放假和调休的日子自带，不用写；和旗里的不一样，按旗里的。"))
    days = sorted((*((day, True) for day in office.holidays), *((day, False) for day in office.workdays)))
    coming = [one for one in days if one[0] >= today]
    for day, is_free in coming:
        with st.container(
            border=True, key=f"card_day_{day}_{is_free}", horizontal=True, horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            kind = badge(_("放假"), "orange", "event_busy") if is_free else badge(_("上班"), "green", "event_available")
            st.markdown(f"**{full_day(day)}** &nbsp; {kind}", width="content")
            if may_edit and st.button(_("去掉"), key=f"day_off_{day}", type="tertiary") and done(
                screen, lambda ctx, day=day: remove_day(ctx, day),
            ):
                state.pick("toast", _("去掉了"))
                st.rerun()
    if not coming:
        note(_("往后没有单独定的日子。"))
    if may_edit:
        _add(screen, today)


def _add(screen: Screen, today: dt.date) -> None:
    with st.form("own_day", border=True):
        left, right = st.columns(2, vertical_alignment="bottom")
        day = left.date_input(_("哪天"), value=today, min_value=today, key="own_day")
        kind = right.pills(
            _("放假还是上班"), [True, False], key="own_day_kind", default=True,
            format_func=lambda is_free: _("放假") if is_free else _("上班"),
        )
        is_free = kind is not False
        if st.form_submit_button(_("加这一天"), width="stretch") and done(
            screen, lambda ctx: add_day(ctx, day, is_free=is_free),
        ):
            state.pick("toast", _("加上了"))
            st.rerun()
