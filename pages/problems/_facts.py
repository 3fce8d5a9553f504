"""一次问清: everything that is missing is asked for once; what the asker says on the phone is written in."""

from __future__ import annotations

import streamlit as st

from data.domain.branches import Branch, branch_of
from data.domain.roles import Role
from data.i18n import _
from data.i18n.reasons import missing_fact
from data.queries.fact_requests import Asked
from data.queries.problem_page import ProblemPage
from data.services.context import Context
from data.services.fact_requests import WORDS_MAX, ask_for_facts, give_facts
from data.services.files import PHOTOS_MAX
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.drafts import DraftForm
from pages.shared.example_pictures import examples_of
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.photos import example_photos, photo_field


def ask(screen: Screen, view: View) -> None:
    """The message to copy, and the tap that sets the office's clock still until the answer."""
    page = view.page
    with st.popover(_("一次问清"), icon=":material/sms:"):
        st.markdown(_("复制后发给农户："))
        st.code(question_for(page), language=None, wrap_lines=True)
        example_photos(_wants_photos(page))
        if page.may.ask_facts:
            note(_("记下以后轮到农户，科技局的期限停着；农户在查询页里也能直接答。只问一次。"))
            if st.button(_("记下：问过了"), type="primary", key="facts_asked") and done(
                screen, lambda ctx: ask_for_facts(ctx, page.id, page.version, page.understood.missing),
            ):
                state.pick("toast", _("记下了，等农户补充"))
                st.rerun()


def answer(screen: Screen, page: ProblemPage) -> None:
    """What the asker says of what was asked, or said when called, with the photos that were asked for."""
    own = screen.actor.role is Role.COOPERATIVE
    form = DraftForm(screen, "facts", ("words", "photos"), about=page.id)
    if page.asked:
        _what_was_asked(page.asked)
    st.text_area(_("您的回话") if own else _("农户怎么回的"), max_chars=WORDS_MAX, height=90, **form.field("words"))
    form.complain("words")
    if left := PHOTOS_MAX - len(page.photos):
        photo_field(form, _("照片（可不传，还能传{left}张）").format(left=left))
    if page.asked and "photo" in page.asked.facts:
        example_photos(_branch(page))
    form.complain_of_rest()
    send = _("发给科技局") if own else _("记下农户的话")
    st.button(send, key=form.key("submit"), on_click=_send, args=(form, page.id, own))


def _what_was_asked(asked: Asked) -> None:
    items = [missing_fact(code, _) for code in asked.facts] + ([plain(asked.words)] if asked.words else [])
    st.markdown(_("问的是：{items}").format(items=_("；").join(items)))


def _send(form: DraftForm, problem_id: int, own: bool) -> None:
    """Answered, the question waits for somebody else and shows this form no more."""
    def give(ctx: Context, _token: str) -> int:
        give_facts(ctx, problem_id, form.value("words") or "", form.files("photos"))
        return problem_id

    form.send(give)
    if form.sent():
        state.pick("toast", _("收到了，照您说的再找专家") if own else _("记下了，按新说的重新推荐"))


def question_for(page: ProblemPage) -> str:
    """All missing facts in one message to the asker."""
    lacking = _("、").join(missing_fact(code, _) for code in page.understood.missing)
    asked = _("{asker}您好，您问的事（编号{number}）我们收到了。还想问清：{facts}。方便时回一句，有照片更好。").format(
        asker=page.asker, number=page.number, facts=lacking,
    )
    views = _("；").join(_(one.words) for one in examples_of(_wants_photos(page)))
    return asked + _("照片请拍：{views}。").format(views=views) if views else asked


def _wants_photos(page: ProblemPage) -> Branch | None:
    """Whose photos are among what is missing."""
    return _branch(page) if "photo" in page.understood.missing else None


def _branch(page: ProblemPage) -> Branch | None:
    return branch_of(code for code, _name in page.understood.types)
