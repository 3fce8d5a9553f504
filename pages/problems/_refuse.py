"""换一位专家: the farm wants somebody else; it says why, and nobody is punished."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.services.wishes import refuse_expert
from pages.problems import _asked
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.labels import REFUSAL_REASONS, label


def draw(screen: Screen, problem_id: int, expert_id: int, expert: str) -> None:
    st.markdown(_("科技局会另派一位。以后也不再派{expert}来，除非改主意。不影响这位专家的记录。").format(
        expert=plain(expert),
    ))
    reason = st.pills(
        _("因为什么"), list(REFUSAL_REASONS), key="why_refused",
        format_func=lambda code: label(REFUSAL_REASONS, code),
    )
    below_reason = st.container()
    words = st.text_input(_("说一句（选「其他」要写）"), max_chars=200, key="refused_words")
    below_words = st.container()
    if screen.actor.role is Role.OFFICER:
        note(_("替农户记下，您的名字也留着。"))
    if st.button(_("换一位"), type="primary", key="send_refusal") and done(
        screen, lambda ctx: refuse_expert(ctx, problem_id, expert_id, reason or "", words),
        reason=below_reason, words=below_words,
    ):
        state.pick("toast", _("记下了，科技局另派一位"))
        _asked.close()
