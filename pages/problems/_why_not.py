"""为什么不是别人: any expert by name, checked against the question as of now."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.experts import ExpertChoice
from data.services.recommend import ExpertCheck, explain_expert
from pages.problems import _asked
from pages.problems._loading import View
from pages.shared.components import attempt, reason_list
from pages.shared.guards import Screen, fragment


@fragment
def draw(screen: Screen, view: View) -> None:
    chosen = choose(view, _("为什么不是别人？"), "why_not")
    if chosen:
        check = explained(screen, view, chosen)
        if check and may_go(check) and st.button(
            _("派给{expert}").format(expert=chosen.name), key="assign_other",
        ):
            _asked.ask_for("assign", view, chosen.id)


def choose(view: View, label: str, key: str) -> ExpertChoice | None:
    """A selectbox of all experts; found by name, pinyin or field."""
    return st.selectbox(
        label, view.choices, index=None, key=key, placeholder=_("姓名、拼音或专长"), format_func=_shown,
    )


def explained(screen: Screen, view: View, chosen: ExpertChoice) -> ExpertCheck | None:
    """The reasons for and against, on the page."""
    check = attempt(screen, lambda ctx: explain_expert(ctx, view.page.id, chosen.id))
    if check:
        reason_list(view.teller.rows(check.reasons), f"check_{chosen.id}")
    return check


def may_go(check: ExpertCheck) -> bool:
    """A hard rule leaves no parts to score; a field that fits badly does, and the officer may know better."""
    return bool(check.parts)


def _shown(one: ExpertChoice) -> str:
    return " · ".join([one.name, one.subject, one.unit, one.pinyin.split()[0]])
