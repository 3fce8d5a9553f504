"""What each of the three parties says to an agreement, and the signed paper."""

from __future__ import annotations

import streamlit as st

from data.domain.register import Decision, Party
from data.domain.roles import Role
from data.i18n import N_, _
from data.queries.agreements import AgreementRecord, PartyWord
from data.services.agreements import OWN_PARTY, attach_scan, decide
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import badge, done, heading, note
from pages.shared.formats import moment, plain
from pages.shared.guards import Screen, open_dialog
from pages.shared.register import lifecycle
from pages.shared.register.record import RecordView

PARTY = {Party.EXPERT: N_("专家"), Party.UNIT: N_("派出单位"), Party.FARM: N_("服务对象")}
DECISION = {
    Decision.PASSED: (N_("同意"), "green", "check_circle"), Decision.RETURNED: (N_("退回，要改"), "red", "undo"),
}
DECIDES = "decide"


def draw(screen: Screen, view: RecordView, said: AgreementRecord) -> None:
    heading(_("三方怎么说"))
    for word in said.parties:
        _line(view, word)
    note(_("协议一改，三方要重新说一遍。三方同意、有扫描件、在期限里，才算在执行。"))
    if view.page.is_active and screen.actor.role is not Role.LEADER and st.button(
        _("记下一方的意见"), icon=":material/rate_review:", key="open_decide",
    ):
        lifecycle.ask_for(DECIDES, view.page)


def scans(screen: Screen, view: RecordView, said: AgreementRecord) -> None:
    heading(_("扫描件"))
    label = _("扫描件")
    for number, sha256 in enumerate(said.scans, 1):
        st.markdown(f"[{label} {number}](/files/{sha256})")
    if not said.scans:
        note(_("还没有扫描件。"))
    if view.page.may_edit and view.page.is_active:
        uploaded = st.file_uploader(
            _("附上签好的协议（照片或PDF）"), ["jpg", "jpeg", "png", "webp", "pdf"], max_upload_size=10,
            key=f"scan_{view.page.id}_{len(said.scans)}",
        )
        if uploaded and st.button(_("附上"), type="primary", key="send_scan") and done(
            screen, lambda ctx: attach_scan(ctx, view.page.id, uploaded.getvalue()),
        ):
            state.pick("toast", _("扫描件附上了"))
            st.rerun()


def show(screen: Screen, view: RecordView) -> None:
    if lifecycle.is_asked(DECIDES, view.page) and view.page.is_active:
        open_dialog(screen, _("记下一方的意见"), _dialog, view, on_dismiss=lifecycle.forget)


def _line(view: RecordView, word: PartyWord) -> None:
    if word.decision is None:
        said = badge(_("还没有说"), "orange", "hourglass_empty")
        more = ""
    else:
        label, colour, icon = DECISION[word.decision]
        said = badge(_(label), colour, icon)
        more = small(word.words, word.who, moment(word.at, view.now) if word.at else None)
    st.markdown(f"{_(PARTY[word.party])} {said} {more}")


def _dialog(screen: Screen, view: RecordView) -> None:
    own = OWN_PARTY.get(screen.actor.role)
    party = own or st.pills(_("哪一方"), list(PARTY), format_func=lambda one: _(PARTY[one]), key="decide_party")
    below_party = st.container()
    decision = st.pills(
        _("怎么说"), list(DECISION), format_func=lambda one: _(DECISION[one][0]), key="decide_what",
    )
    below_decision = st.container()
    words = st.text_input(_("说一句（退回要写要改什么）"), max_chars=200, key="decide_words")
    below_words = st.container()
    if own is None:
        note(_("替他们记下，您的名字也留着。"))
    if st.button(_("记下"), type="primary", width="stretch", key="send_decision") and done(
        screen,
        lambda ctx: decide(ctx, view.page.id, view.page.version, party or "", decision or "", words),
        party=below_party, decision=below_decision, words=below_words,
    ):
        lifecycle.close(plain(_("记下了")))
