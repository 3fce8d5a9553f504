"""What an officer may put right about a visit, with a reason: its projects, or the whole of it."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.visits import REASON_MAX, correct_projects, void
from pages.shared import state
from pages.shared.components import badge, badge_line, done, heading, note
from pages.shared.formats import plain
from pages.shared.guards import Screen, open_dialog
from pages.visits._loading import View

OPEN = "visit_dialog"


def projects(screen: Screen, view: View) -> None:
    heading(_("算在哪个项目"))
    if view.page.projects:
        badge_line(*(badge(plain(one.name), "gray", "folder_special") for one in view.page.projects))
    else:
        note(_("没有算在哪个项目里。"))
    if view.page.may_correct:
        _opener(_("改项目"), "projects", ":material/edit_note:", view)


def void_button(view: View) -> None:
    if view.page.may_void:
        _opener(_("作废这次到访"), "void", ":material/close:", view)


def show_dialog(screen: Screen, view: View) -> None:
    """The one that was asked for on this visit; it stays open when an error is shown in it."""
    name, visit_id = state.picked(OPEN) or (None, None)
    if visit_id != view.page.visit_id:
        return
    if name == "projects" and view.page.may_correct:
        open_dialog(screen, _("这次到访算在哪个项目？"), _projects_dialog, view, on_dismiss=_forget)
    elif name == "void" and view.page.may_void:
        open_dialog(screen, _("作废这次到访？"), _void_dialog, view, on_dismiss=_forget)


def _opener(label: str, name: str, icon: str, view: View) -> None:
    if st.button(label, type="tertiary", icon=icon, key=f"open_{name}"):
        state.pick(OPEN, (name, view.page.visit_id))
        st.rerun()


def _projects_dialog(screen: Screen, view: View) -> None:
    page = view.page
    names = {one.id: one.name for one in (*view.choices, *page.projects)}
    chosen = st.multiselect(
        _("项目（都不是就空着）"), list(names), default=[one.id for one in page.projects], format_func=names.get,
        key="corrected_projects",
    )
    reason = st.text_input(_("为什么改"), max_chars=REASON_MAX, key="why_corrected")
    if st.button(_("改项目"), type="primary", width="stretch", key="send_projects") and done(
        screen, lambda ctx: correct_projects(ctx, page.visit_id, page.version, tuple(chosen), reason),
    ):
        _close(_("改好了，数跟着变"))
    _not_yet("keep_projects")


def _void_dialog(screen: Screen, view: View) -> None:
    page = view.page
    st.markdown(_("作废后这次到访和{n}人次都不计数，记录留着，能看不能改。").format(n=page.contacts))
    reason = st.text_input(_("为什么作废"), max_chars=REASON_MAX, key="why_void")
    if st.button(_("作废"), type="primary", width="stretch", key="send_void") and done(
        screen, lambda ctx: void(ctx, page.visit_id, page.version, reason),
    ):
        _close(_("作废了，数跟着变"))
    _not_yet("keep_visit")


def _not_yet(key: str) -> None:
    if st.button(_("再看看"), width="stretch", key=key):
        _close("")


def _close(said: str) -> None:
    _forget()
    if said:
        state.pick("toast", said)
    st.rerun()


def _forget() -> None:
    state.drop(OPEN)
