"""The gate for what may be an epidemic: the duty phone first, then who took the call, then everything else."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import Gate
from data.i18n import _
from data.services.duty import tell_duty
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.formats import phone, plain
from pages.shared.guards import Screen


def alarm(view: View) -> None:
    """Whom to call, above everything."""
    on_duty = view.page.duty
    number = on_duty.phone or view.page.office_phone
    with st.container(border=True, key="alarm_duty", gap="xsmall"):
        warning = _("像是动物疫病，先打值班电话")
        st.markdown(f"**:red[:material/emergency: {warning}]**")
        if number:
            st.markdown(f"**[:material/call: {phone(number)}](tel:{number})**")
        else:
            st.markdown(_("值班电话还没有登记，请直接打旗动物防疫部门。"))
        if on_duty.name:
            note(" · ".join(plain(part) for part in (on_duty.name, on_duty.unit) if part))
        st.markdown(_("让农户把病畜隔开，死畜不动、不卖、不剖。是什么病由动物防疫部门定。"))
        if view.page.duty_told:
            took_it = _("{name}接了值班电话").format(name=plain(view.page.duty_told))
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
