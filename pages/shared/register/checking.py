"""请本人核实: a link to send, and what came back."""

from __future__ import annotations

import streamlit as st

from data.domain.register import CheckAnswer
from data.i18n import N_, _
from data.queries.register import RecordPage
from data.queries.register_history import latest_answer
from data.register.concept import Concept
from data.services.register_checks_by_link import make_check
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import attempt, badge, badge_line, note
from pages.shared.formats import moment
from pages.shared.guards import Screen, open_dialog
from pages.shared.register import lifecycle

ASKS, LINK = "check", "check_link"
ANSWER = {
    CheckAnswer.RIGHT: (N_("本人说都对"), "green", "check_circle"),
    CheckAnswer.CHANGED: (N_("本人说有变的"), "orange", "edit_note"),
    CheckAnswer.GONE: (N_("本人说不在这里了"), "red", "phone_disabled"),
}


def button(page: RecordPage) -> None:
    if page.may_keep and page.is_active and st.button(
        _("请本人核实"), type="tertiary", icon=":material/link:", key="open_check",
    ):
        state.drop(LINK)
        lifecycle.ask_for(ASKS, page)


def answer(screen: Screen, concept: Concept, page: RecordPage) -> None:
    """The last answer, for whoever keeps the record."""
    if not page.may_keep:
        return
    with screen.reading() as ctx:
        said, now = latest_answer(ctx, concept, page.id), ctx.now
    if said:
        words, colour, icon = ANSWER[said.answer]
        badge_line(badge(_(words), colour, icon), small(said.words, moment(said.answered_at, now)))


def show(screen: Screen, concept: Concept, page: RecordPage) -> None:
    if lifecycle.is_asked(ASKS, page) and page.may_keep:
        title = _("请{name}核实资料").format(name=page.name)
        open_dialog(screen, title, _dialog, concept, page, on_dismiss=lifecycle.forget)


def _dialog(screen: Screen, concept: Concept, page: RecordPage) -> None:
    if state.picked(LINK) is None:
        token = attempt(screen, lambda ctx: make_check(ctx, concept, page.id))
        if token is None:
            return
        state.pick(LINK, state.link_to(f"/check/{token}"))
    st.markdown(_("复制到微信或短信："))
    st.code(
        _("{name}您好，旗科技局请您看一眼名册上的资料对不对，点开就能答，不用登录：{link}").format(
            name=page.name, link=state.picked(LINK),
        ),
        language=None, wrap_lines=True,
    )
    note(_("30天内有效。再出一个，前一个就不能用了。"))
