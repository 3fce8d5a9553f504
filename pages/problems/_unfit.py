"""都不合适: another expert by name, ask first, or hand over, each with what the asker will be told."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import Gate
from data.i18n import N_, _
from data.services.problems import hand_over
from pages.problems import _asked, _facts, _why_not
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.guards import Screen

WAYS = {"other": N_("另派一位"), "ask": N_("问清再派"), "hand_over": N_("转给别的单位")}


def draw(screen: Screen, view: View) -> None:
    ways = [way for way in WAYS if way != "ask" or view.page.understood.missing]
    way = st.pills(
        _("怎么办"), ways, default="other", required=True, key="unfit_way", format_func=lambda code: _(WAYS[code]),
        label_visibility="collapsed",
    )
    if way == "other":
        _another(screen, view)
    elif way == "ask":
        note(_("复制后发给农户。问题留在待指派，问清了再派。"))
        st.code(_facts.question_for(view.page), language=None, wrap_lines=True)
    else:
        _hand_over(screen, view)


def _another(screen: Screen, view: View) -> None:
    chosen = _why_not.choose(view, _("派给谁"), "unfit_expert")
    if not chosen:
        return
    check = _why_not.explained(screen, view, chosen)
    if check and _why_not.may_go(check):
        if st.button(_("派给{expert}").format(expert=chosen.name), type="primary", key="assign_chosen"):
            _asked.ask_for("assign", view, chosen.id)
    elif check:
        note(_("这一条不能绕过，请另选一位。"))


def _hand_over(screen: Screen, view: View) -> None:
    whom = st.text_input(_("转给谁（单位、姓名）"), max_chars=80, key="to_whom")
    below_whom = st.container()
    must_name = view.page.understood.gate is Gate.ANIMAL_EPIDEMIC
    person = st.text_input(_("谁接手（姓名）"), max_chars=40, key="to_person") if must_name else None
    below_person = st.container()
    words = st.text_area(_("告诉农户的话"), key="handed_words", max_chars=500, placeholder=_(
        "比如：这是保险的事，转给了旗保险公司老李，他今天给您打电话",
    ))
    below_words = st.container()
    if st.button(_("转出问题"), type="primary", key="send_over") and done(
        screen, lambda ctx: hand_over(ctx, view.page.id, view.page.version, whom, words, person),
        to_whom=below_whom, words=below_words, name=below_person,
    ):
        state.pick("toast", _("转出了，农户在回执里看得到"))
        _asked.close()
