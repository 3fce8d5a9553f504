"""The gate for what may be an epidemic: the duty phone first, then who took the call, then everything else."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.problem import Gate
from data.i18n import _
from data.queries.duty import DutyNow
from data.queries.problems import Today
from data.services.duty import tell_duty
from pages.problems._cards import draw_one
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.formats import phone, plain
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS


def alarm(view: View) -> None:
    """Whom to call, above everything."""
    with st.container(border=True, key="alarm_duty", gap="xsmall"):
        _whom(view.page.duty, view.page.office_phone)
        st.markdown(_("让农户把病畜隔开，死畜不动、不卖、不剖。是什么病由动物防疫部门定。"))
        if view.page.duty_told:
            _took_it(view.page.duty_told)


def first_of_all(day: Today, on_duty: DutyNow, office_phone: str | None, now: dt.datetime) -> None:
    """On the officer's day, above everything: whom to call, which questions it is about, and the next step of each."""
    if not day.epidemics:
        return
    with st.container(border=True, key="alarm_epidemics", gap="xsmall"):
        _whom(on_duty, office_phone)
        for card in day.epidemics:
            draw_one(card, now)
            if name := day.duty_told.get(card.id):
                _took_it(name)
            elif st.button(
                _("接通了，写下谁接的"), type="primary", icon=":material/call:", key=f"duty_answered_{card.id}",
            ):
                st.switch_page(SCREENS["problem"].file, query_params={"id": str(card.id)})


def _whom(on_duty: DutyNow, office_phone: str | None) -> None:
    warning = _("像是动物疫病，先打值班电话")
    st.markdown(f"**:red[:material/emergency: {warning}]**")
    if number := on_duty.phone or office_phone:
        st.markdown(f"**[:material/call: {phone(number)}](tel:{number})**")
    else:
        st.markdown(_("值班电话还没有登记，请直接打旗动物防疫部门。"))
    if on_duty.name:
        note(" · ".join(plain(part) for part in (on_duty.name, on_duty.unit) if part))


def _took_it(name: str) -> None:
    took_it = _("{name}接了值班电话").format(name=plain(name))
    st.markdown(f":green[:material/check_circle: {took_it}]")


def waits(screen: Screen, view: View) -> bool:
    """While nobody on duty took the call, that is the only step there is."""
    if view.page.understood.gate is not Gate.ANIMAL_EPIDEMIC or view.page.duty_told:
        return False
    heading(_("先打电话，再派人"), anchor="experts")
    name = st.text_input(_("谁接的值班电话（姓名）"), value=view.page.duty.name or "", max_chars=40, key="duty_name")
    below = st.container()
    words = st.text_input(_("对方怎么说（可不填）"), max_chars=500, key="duty_words")
    if st.button(_("接了，记下"), type="primary", icon=":material/call:", key="called") and done(
        screen, lambda ctx: tell_duty(ctx, view.page.id, name, words), name=below,
    ):
        state.pick("toast", _("记下了。可以转给动物防疫部门，或者派兽医去看"))
        st.rerun()
    return True
