"""When a question is shown to a second expert."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.domain.ladder import Cause
from data.domain.second_opinion import REPEAT_MOST
from data.i18n import _
from data.services.second_opinions import set_second_rules
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.guards import Screen


def draw(screen: Screen, rules: Mapping[Cause, int]) -> None:
    heading(_("另请一位专家看"))
    note(_("够了条件，系统提出另一个单位最合适的一位，由您请。两位各看各的，写完以前互相看不到。"))
    with st.form("second_rules", border=True):
        for_loss = st.toggle(_("话里读着紧急的，另请一位"), value=Cause.LOSS in rules, key="second_loss")
        repeat = st.number_input(
            _("农户说没解决几次，另请一位（0是不请）"), 0, REPEAT_MOST, rules.get(Cause.REPEAT, 0), key="second_repeat",
        )
        if st.form_submit_button(_("照这样请"), width="stretch") and done(
            screen, lambda ctx: set_second_rules(ctx, for_loss, int(repeat)),
        ):
            state.pick("toast", _("改好了"))
            st.rerun()
