"""Below the receipt: another expert, the list, the next question."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import Ball
from data.domain.roles import Role
from data.i18n import _
from data.queries.receipts import ReceiptView
from pages.problems import _refuse
from pages.shared.components import link
from pages.shared.guards import Screen, open_dialog


def draw(screen: Screen, view: ReceiptView) -> None:
    with st.container(horizontal=True, gap="small", key="noprint_ways"):
        if screen.actor.role is Role.COOPERATIVE:
            _another_expert(screen, view)
            link(_("我的问题"), "my-questions", ":material/forum:")
            link(_("再问一件"), "ask", ":material/edit_square:")
        elif screen.actor.role is Role.INFORMANT:
            link(_("这一片的问题"), "my-questions", ":material/forum:")
            link(_("再登记一件"), "ask", ":material/edit_square:")
        else:
            see = _("看这件问题，派专家") if view.ball is Ball.BUREAU else _("看这件问题")
            link(see, "problem", ":material/forum:", id=view.problem_id)
            link(_("再登记一件"), "ask", ":material/edit_square:")


def _another_expert(screen: Screen, view: ReceiptView) -> None:
    """The asker may want somebody else while an expert has the question."""
    if view.ball is Ball.EXPERT and view.expert_id and st.button(
        _("换一位专家"), icon=":material/person_off:", type="tertiary", key="refuse",
    ):
        open_dialog(screen, _("换一位专家？"), _refuse.draw, view.problem_id, view.expert_id, view.expert or "")
