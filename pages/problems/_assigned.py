"""Who has the question: name, unit, phone, until when; for the officer the text to send, and the way back."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import ProblemStatus
from data.domain.roles import Role
from data.i18n import N_, _, ngettext
from data.queries.problem_page import AssignmentView
from data.services.dispatch import withdraw
from pages.problems import _asked, _reopen
from pages.problems._loading import View
from pages.problems._texts import dispatch_of
from pages.shared import messages, state
from pages.shared.components import done, go_button, heading, note
from pages.shared.formats import clock, phone, plain, promised
from pages.shared.guards import Screen
from pages.shared.labels import OVERRIDES, label

PROMISES = {
    ProblemStatus.OFFERED: N_("{moment}前给您回话"),
    ProblemStatus.IN_PROGRESS: N_("接下了，{moment}前给您办"),
}
UNPROMPTED = {"next", "claimed", "handed_on"}  # no officer chose somebody else


def draw(screen: Screen, view: View, assignment: AssignmentView) -> None:
    page = view.page
    heading(_("谁来办"))
    with st.container(border=True, key="lead_assigned", gap="small"):
        with st.container(gap=None):
            st.markdown(f"### {plain(assignment.expert)}", anchors=False)
            note(plain(assignment.unit))
        if assignment.phone:
            st.markdown(f":material/call: {_phone(assignment.phone)}")
        if screen.actor.role is Role.COOPERATIVE:
            _for_asker(view)
        else:
            st.markdown(_first_said(view, assignment))
            _override(assignment)
            if view.awaits_answer:
                note(_seen(view, assignment))
        if page.may.call_back:
            go_button(_("打电话回访，记下解决没有"), "confirm", ":material/call:", id=page.id)
            if page.days_not_reached:
                called = ngettext("{n}天打过电话没联系上", "{n}天打过电话没联系上", page.days_not_reached)
                note(called.format(n=page.days_not_reached))
        if page.may.close:
            _reopen.close_button(screen, page.id)
        if page.may.reopen:
            _reopen.draw(screen, page.id, page.status, page.reopen_until, view.today)
        if page.may.refuse_expert and st.button(
            _("换一位专家") if screen.actor.role is Role.COOPERATIVE else _("农户想换一位"),
            icon=":material/person_off:", type="tertiary", key="refuse",
        ):
            _asked.ask_for("refuse", view)
    if screen.actor.role is Role.OFFICER and view.awaits_answer:
        _sending(screen, view, assignment)


def _phone(number: str) -> str:
    return f"[{phone(number)}](tel:{number})" if number.isdigit() else plain(number)


def _first_said(view: View, assignment: AssignmentView) -> str:
    """「王敏10:02已派给苏日娜」: what a second officer must see."""
    return plain(_("{officer}{moment}已派给{expert}").format(
        officer=assignment.assigned_by, moment=clock(assignment.assigned_at, view.now), expert=assignment.expert,
    ))


def _seen(view: View, assignment: AssignmentView) -> str:
    if assignment.opened_at is None:
        return _("还没打开看。到时不答复，自动派给下一位")
    return _("{moment}打开看过。到时不答复，自动派给下一位").format(moment=clock(assignment.opened_at, view.now))


def _override(assignment: AssignmentView) -> None:
    if assignment.override_reason in UNPROMPTED:
        note(label(OVERRIDES, assignment.override_reason))
    elif assignment.override_reason in OVERRIDES:
        why = label(OVERRIDES, assignment.override_reason)
        words = f"（{plain(assignment.override_words)}）" if assignment.override_words else ""
        note(_("没派第一位，因为{reason}").format(reason=why) + words)
    if assignment.note:
        note(_("附言：{note}").format(note=plain(assignment.note)))


def _for_asker(view: View) -> None:
    page = view.page
    if page.may.confirm:
        st.markdown(_("办完了，解决了没有？"))
        go_button(_("说一声解决没有"), "confirm", ":material/check_circle:", id=page.id)
    elif page.due_at and page.status in PROMISES:
        st.markdown(label(PROMISES, page.status, moment=promised(page.due_at, view.now)))


def _sending(screen: Screen, view: View, assignment: AssignmentView) -> None:
    dispatch = dispatch_of(view, assignment)
    heading(_("复制到微信"), 3)
    st.code(messages.to_expert(dispatch), language=None, wrap_lines=True)
    with st.expander(_("给农户的话")):
        st.code(messages.to_asker(dispatch), language=None, wrap_lines=True)
    until = assignment.can_withdraw_until
    if until and st.button(
        _("撤回（{moment}前可以）").format(moment=clock(until, view.now)), icon=":material/undo:", key="withdraw",
    ) and done(screen, lambda ctx: withdraw(ctx, assignment.id)):
        state.pick("toast", _("撤回了，问题回到待指派"))
        st.rerun()
