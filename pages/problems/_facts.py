"""一次问清: everything that is missing is asked for once; what the asker says on the phone is written in."""

from __future__ import annotations

import streamlit as st

from data.domain.branches import Branch, branch_of
from data.domain.roles import Role
from data.i18n import _
from data.i18n.reasons import missing_fact
from data.queries.problem_page import ProblemPage
from data.services.fact_requests import ask_for_facts, give_facts
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.example_pictures import examples_of
from pages.shared.guards import Screen
from pages.shared.photos import example_photos


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


def answer(screen: Screen, problem_id: int) -> None:
    """What the asker says of what was asked, or said when called."""
    own = screen.actor.role is Role.COOPERATIVE
    words = st.text_area(_("您的回话") if own else _("农户怎么回的"), max_chars=500, key="facts_words", height=90)
    below = st.container()
    if st.button(_("发给科技局") if own else _("记下农户的话"), key="facts_given") and done(
        screen, lambda ctx: give_facts(ctx, problem_id, words), words=below,
    ):
        state.pick("toast", _("收到了，照您说的再找专家") if own else _("记下了，按新说的重新推荐"))
        st.rerun()


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
    read = page.understood
    return branch_of(code for code, _name in read.types) if "photo" in read.missing else None
