"""请假: days off in a dialog, for the expert and for the officer whom the expert has called."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.experts import add_absence
from pages.experts._loading import View
from pages.shared.components import done, note
from pages.shared.formats import plain
from pages.shared.guards import Screen, open_dialog
from pages.shared.register import lifecycle

AWAY = "away"


def button(view: View) -> None:
    if view.page.may_edit and view.page.is_active and st.button(
        _("请假"), type="tertiary", icon=":material/event_busy:", key="open_away",
    ):
        lifecycle.ask_for(AWAY, view.page)


def show(screen: Screen, view: View) -> None:
    if lifecycle.is_asked(AWAY, view.page) and view.page.may_edit:
        title = _("{name}哪几天不在？").format(name=view.page.name)
        open_dialog(screen, title, _dialog, view, on_dismiss=lifecycle.forget)


def _dialog(screen: Screen, view: View) -> None:
    note(_("这几天不派新问题，手上的不动。"))
    first = st.date_input(_("从哪天"), value=view.today, min_value=view.today, format="YYYY-MM-DD", key="away_first")
    last = st.date_input(_("到哪天"), value=None, min_value=view.today, format="YYYY-MM-DD", key="away_last")
    below = st.container()
    reason = st.text_input(_("为什么（可不填）"), max_chars=80, key="away_reason")
    if st.button(_("记下请假"), type="primary", width="stretch", key="send_away") and done(
        screen, lambda ctx: add_absence(ctx, view.page.id, view.page.version, first, last, reason), absences=below,
    ):
        lifecycle.close(_("{name}的请假记下了").format(name=plain(view.page.name)))
    if st.button(_("再看看"), width="stretch", key="keep_away"):
        lifecycle.close("")
