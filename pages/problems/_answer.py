"""The expert's side: take it on or say why not; then visit and log."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.problem_page import AssignmentView
from data.services.dispatch import accept, decline
from pages.problems import _asked
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, go_button, heading, note
from pages.shared.formats import deadline, phone, plain
from pages.shared.guards import Screen
from pages.shared.labels import DECLINE_REASONS, STATUS, label


def draw(screen: Screen, view: View, assignment: AssignmentView) -> None:
    page = view.page
    heading(_("派给您的"))
    with st.container(border=True, key="lead_answer", gap="small"):
        st.markdown(f"**{label(STATUS, page.status)}**")
        st.markdown(f":material/call: [{phone(page.phone)}](tel:{page.phone})")
        if assignment.note:
            st.markdown(_("科技局附言：{note}").format(note=plain(assignment.note)))
        if page.may.answer:
            note(_("请在{deadline}答复。").format(deadline=deadline(assignment.reply_by, view.now)))
            _accept_or_not(screen, view, assignment)
        elif page.may.log_visit:
            go_button(_("记一次"), "log-visit", ":material/edit_calendar:", primary=True, problem=page.id)


def _accept_or_not(screen: Screen, view: View, assignment: AssignmentView) -> None:
    if st.button(_("接下"), type="primary", width="stretch", key="accept") and done(
        screen, lambda ctx: accept(ctx, assignment.id),
    ):
        state.pick("toast", _("接下了。先打电话约时间，办完记一次"))
        st.rerun()
    if st.button(_("接不了"), width="stretch", key="decline"):
        _asked.ask_for("decline", view)


def decline_dialog(screen: Screen, assignment: AssignmentView) -> None:
    reason = st.pills(
        _("因为什么"), list(DECLINE_REASONS), format_func=lambda code: label(DECLINE_REASONS, code), key="why_declined",
    )
    words = st.text_input(_("说一句（选「其他」要写）"), max_chars=200, key="declined_words")
    if st.button(_("接不了，退回科技局"), type="primary", width="stretch", key="send_decline") and done(
        screen, lambda ctx: decline(ctx, assignment.id, reason or "", words),
    ):
        state.pick("toast", _("退回了，科技局另派"))
        _asked.leave("my-work")
