"""打电话核实: somebody named is called and says that it was so, or that it was not; a dispute is looked into."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.domain.text import NAME_MAX
from data.domain.visit import Grade, VisitStatus
from data.i18n import _, ngettext
from data.services.visit_words import confirm_by_call, dispute, uphold
from data.services.visits import REASON_MAX
from pages.shared import state
from pages.shared.components import attempt, done, heading, link, note
from pages.shared.formats import number
from pages.shared.guards import Screen
from pages.visits._loading import View


def draw(screen: Screen, view: View) -> None:
    page = view.page
    if page.status is VisitStatus.DISPUTED and page.may_void:
        _settle(screen, view)
    elif page.may_call:
        heading(_("打电话核实"))
        with st.expander(_("打给在场的人，问有没有这回事"), icon=":material/call:"):
            _call(screen, view)
    elif page.may_dispute and page.status is not VisitStatus.DISPUTED:
        with st.expander(_("没有这回事？告诉科技局"), icon=":material/help:"):
            _dispute(screen, view, screen.actor.name)


def _call(screen: Screen, view: View) -> None:
    """Whom to call: those of whom only the expert knows come first."""
    page = view.page
    grades = {one.person_id: one.grade for one in page.people}
    names = {
        one.person_id: f"{one.name} {one.phone_tail}".strip()
        for one in sorted(view.to_tick, key=lambda one: grades.get(one.person_id) is not Grade.NAMED_ONLY)
    }
    called = st.selectbox(_("打给谁"), list(names), format_func=names.get, key="call_whom") if names else None
    if called is not None:
        link(_("看电话号码"), "person", ":material/call:", id=called)
    spoken = next((one.name for one in view.to_tick if one.person_id == called), "")
    who = st.text_input(_("谁接的电话"), spoken, max_chars=NAME_MAX, key=f"call_who_{called}")
    note(_("他家写在名单上的人，从此按「本人或户主确认」算数；替这次服务的户主、合作社说话的，整户一起算。打电话的人和时间一起留着。"))
    if called is not None and st.button(_("对方说有这回事"), type="primary", width="stretch", key="call_yes"):
        confirmed = attempt(screen, lambda ctx: confirm_by_call(ctx, page.visit_id, page.version, called, who))
        if confirmed is not None:
            said = ngettext("记下了，{n}人按本人或户主确认算数", "记下了，{n}人按本人或户主确认算数", confirmed)
            state.pick("toast", said.format(n=number(confirmed)))
            st.rerun()
    _dispute(screen, view, who)


def _dispute(screen: Screen, view: View, who: str) -> None:
    page = view.page
    reason = st.text_input(_("没有这回事的话，怎么说的"), max_chars=REASON_MAX, key="dispute_reason")
    words = _("没有这回事") if screen.actor.role is Role.COOPERATIVE else _("对方说没有这回事")
    if st.button(words, width="stretch", key="dispute") and done(
        screen, lambda ctx: dispute(ctx, page.visit_id, page.version, who, reason),
    ):
        state.pick("toast", _("记下了，查实以前这次不计数"))
        st.rerun()


def _settle(screen: Screen, view: View) -> None:
    """It was so after all; or the visit is voided, below."""
    page = view.page
    heading(_("农户说没有这回事"))
    with st.container(border=True, gap="small"):
        note(_("查实以前不计数。确实没去，就在下面作废；去过，写清怎么查的，照样计数。"))
        reason = st.text_input(_("怎么查的"), max_chars=REASON_MAX, key="uphold_reason")
        if st.button(_("查实了，去过"), width="stretch", key="uphold") and done(
            screen, lambda ctx: uphold(ctx, page.visit_id, page.version, reason),
        ):
            state.pick("toast", _("照样计数，还等确认"))
            st.rerun()
