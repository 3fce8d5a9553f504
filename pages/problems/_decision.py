"""The right side: who should handle it, or who has it; each reader finds his own next step here."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import Ball
from data.domain.roles import Role
from data.i18n import _
from data.queries.recommendations import RecommendationView
from pages.problems import _answer, _asked, _assigned, _candidates, _duty, _how, _ladder, _told, _why_not
from pages.problems._loading import View
from pages.shared.components import heading, note, reason_list
from pages.shared.formats import plain
from pages.shared.guards import Screen

NEWCOMER = "STEP_NEWCOMER"


def draw(screen: Screen, view: View) -> None:
    page = view.page
    if page.may.assign:
        _assigning(screen, view)
        return
    if page.assignment and page.expert_id:
        who_has_it = _answer.draw if screen.actor.role is Role.EXPERT else _assigned.draw
        who_has_it(screen, view, page.assignment)
    else:
        heading(_("谁来办"))
        if page.ball is Ball.NOBODY:
            st.markdown(_told.handed_to(page))
            note(_("告诉农户的话：{words}").format(words=plain(page.timeline[-1].details.get("words", ""))))
        else:
            note(_("科技局还在派。派好了这里写着是谁、什么时候、电话多少。"))
    if view.recommendation and view.candidates:
        _candidates.draw(view, view.recommendation, may_assign=False)
        with st.container(horizontal=True, gap="small", key="noprint_actions"):
            _how.draw(view, view.recommendation)
            _how.sheet(view.page.id)


def _assigning(screen: Screen, view: View) -> None:
    if _duty.waits(screen, view):
        return
    _ladder.asks(view)
    made = view.recommendation
    if made and made.candidates:
        _choosing(view, made)
    elif made:
        _nobody(view, made)
    _why_not.draw(screen, view)
    with st.container(horizontal=True, gap="small", key="noprint_actions"):
        if view.candidates and st.button(
            _("都不合适"), icon=":material/person_off:", type="tertiary", key="unfit",
        ):
            _asked.ask_for("unfit", view)
        if made:
            _how.draw(view, made)
            _how.sheet(view.page.id)


def _choosing(view: View, made: RecommendationView) -> None:
    """The cards; then what the ladder left out when fewer than three fit, and how near the next one came."""
    chosen = _candidates.draw(view, made, may_assign=True)
    if chosen:
        _asked.ask_for("assign", view, chosen)
    if len(made.candidates) < 3:
        reason_list(view.teller.rows(made.steps), "steps")
    else:
        reason_list(view.teller.rows(step for step in made.steps if step.code == NEWCOMER), "newcomer")
    if made.runner_up:
        rank = len(made.candidates) + 1
        st.markdown(_("**第{rank}位 {name}** {sentence}").format(
            rank=rank, name=plain(made.runner_up_name or ""), sentence=plain(view.teller.tell(made.runner_up)),
        ))


def _nobody(view: View, made: RecommendationView) -> None:
    """The rules that emptied the list, and the way on."""
    is_elsewhere = made.rung == "handover"
    heading(_("这件不归专家办") if is_elsewhere else _("旗里旗外都没有合适的"))
    with st.container(border=True, key="lead_nobody"):
        reason_list(view.teller.rows(made.steps), "steps")
        label = _("转给主管单位") if is_elsewhere else _("另派一位，或者转出")
        with st.container(horizontal=True, gap="small"):
            if not is_elsewhere and st.button(_("往上、往外请人"), type="primary", key="raise"):
                _asked.ask_for("raise", view)
            if st.button(label, type="primary" if is_elsewhere else "secondary", key="unfit"):
                _asked.ask_for("unfit", view)
