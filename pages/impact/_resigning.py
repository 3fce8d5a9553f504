"""Signing a restatement: the figures of now become the next version, with a reason."""

from __future__ import annotations

import streamlit as st

from data.domain.closed_period import WHY_MAX
from data.i18n import _
from data.queries.closed_periods import Signed
from data.queries.restatements import Restatement
from data.services.closed_periods import sign_restatement
from pages.impact import _signing
from pages.shared import state
from pages.shared.components import done
from pages.shared.guards import Screen


def draw(screen: Screen, latest: Signed, told: Restatement) -> None:
    with st.container(border=True, key="panel_resigning"):
        reason = st.text_input(_("为什么更正"), max_chars=WHY_MAX, key="restatement_reason")
        signature = _signing.fields(screen, f"{latest.period_id}", told.stamp, latest.unit)
        label = _("签字更正，成为第{n}版").format(n=latest.version + 1)
        if st.button(label, type="primary", key="sign_restatement", icon=":material/lock:", width="stretch") and done(
            screen, lambda ctx: sign_restatement(ctx, latest.period_id, latest.version, signature, reason),
        ):
            state.pick("toast", _("更正签好了，前一版照样能打印"))
            st.rerun()
