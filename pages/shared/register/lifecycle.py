"""停用 and 重新启用, each with its reason, in a dialog."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.register import RecordPage
from data.register.concept import Concept
from data.services.register import REASON_MAX, restore, retire
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.formats import plain
from pages.shared.guards import Screen, open_dialog

OPEN = "register_dialog"


def button(page: RecordPage) -> None:
    """For whoever keeps the register."""
    label, icon = (_("停用"), "block") if page.is_active else (_("重新启用"), "restart_alt")
    if page.may_keep and st.button(label, type="tertiary", icon=f":material/{icon}:", key="open_lifecycle"):
        ask_for("lifecycle", page)


def show(screen: Screen, concept: Concept, page: RecordPage, what_stays: str) -> None:
    """The dialog, if it was asked for on this record."""
    if is_asked("lifecycle", page) and page.may_keep:
        title = _("停用{name}？") if page.is_active else _("重新启用{name}？")
        open_dialog(
            screen, title.format(name=page.name), _dialog, concept, page, what_stays, on_dismiss=forget,
        )


def ask_for(name: str, page: RecordPage) -> None:
    """Open the dialog `name` of this record with the next run."""
    state.pick(OPEN, (name, page.id))
    st.rerun()


def is_asked(name: str, page: RecordPage) -> bool:
    return state.picked(OPEN) == (name, page.id)


def forget() -> None:
    state.drop(OPEN)


def close(said: str) -> None:
    forget()
    if said:
        state.pick("toast", said)
    st.rerun()


def _dialog(screen: Screen, concept: Concept, page: RecordPage, what_stays: str) -> None:
    note(what_stays if page.is_active else _("启用后照常派给，以前的记录接着用。"))
    reason = st.text_input(_("为什么"), max_chars=REASON_MAX, key="lifecycle_reason")
    change, label = (retire, _("停用")) if page.is_active else (restore, _("重新启用"))
    if st.button(label, type="primary", width="stretch", key="send_lifecycle") and done(
        screen, lambda ctx: change(ctx, concept, page.id, page.version, reason),
    ):
        said = _("{name}停用了，记录都留着") if page.is_active else _("{name}重新启用了")
        close(said.format(name=plain(page.name)))
    if st.button(_("再看看"), width="stretch", key="keep_lifecycle"):
        close("")
