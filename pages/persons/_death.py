"""The day somebody died, as the officer has it: said, corrected, taken back."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _
from data.queries.person_page import PersonPage
from data.services.persons import record_death
from pages.shared import state
from pages.shared.components import badge, badge_line, done, note
from pages.shared.formats import full_day
from pages.shared.guards import Screen

EARLIEST = dt.date(1900, 1, 1)


def death(screen: Screen, person: PersonPage, today: dt.date) -> None:
    """Only for who may see the person open."""
    if not person.may_unmask:
        return
    if person.died_on:
        badge_line(badge(_("{day}去世").format(day=full_day(person.died_on)), "gray", "event"))
    with st.expander(_("去世的日子记错了？") if person.died_on else _("人已去世？"), icon=":material/edit_calendar:"):
        note(_("这天以后的签到名单上再有这个名字，先不计数，要您认。以前得到的服务照旧算。"))
        died_on = st.date_input(
            _("哪天去世的"), value=person.died_on or today, min_value=EARLIEST, max_value=today, format="YYYY-MM-DD",
            key="died_on",
        )
        if st.button(_("记下"), key="keep_death"):
            _record(screen, person, died_on, _("记下了，随时能改、能撤回"))
        if person.died_on and st.button(
            _("人还在，撤回"), type="tertiary", icon=":material/undo:", key="undo_death",
        ):
            _record(screen, person, None, _("撤回了，名册上不再记着去世"))


def _record(screen: Screen, person: PersonPage, died_on: dt.date | None, said: str) -> None:
    if done(screen, lambda ctx: record_death(ctx, person.person_id, died_on)):
        state.drop("died_on")
        state.pick("toast", said)
        st.rerun()
