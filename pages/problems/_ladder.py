"""Nobody of the county fits: whom to ask beyond, step by step; the leader sees the question meanwhile."""

from __future__ import annotations

import streamlit as st

from data.domain.ladder import Step
from data.domain.problem import ProblemEventKind, Rung
from data.i18n import _
from data.queries.ladder import step_of
from data.services.ladder import BEYOND, raise_rung
from pages.problems import _asked
from pages.problems._loading import View
from pages.shared import state
from pages.shared.components import done, note
from pages.shared.guards import Screen
from pages.shared.labels import RUNGS, label
from pages.shared.ladder_words import proposed


def proposal(view: View) -> Step | None:
    """What a rule asks the officer to do, and nobody has done since."""
    kinds = (ProblemEventKind.RAISED, ProblemEventKind.RAISE_PROPOSED)
    last = next((one for one in reversed(view.page.timeline) if one.kind in kinds), None)
    return step_of(last.details) if last and last.kind is ProblemEventKind.RAISE_PROPOSED else None


def asks(view: View) -> None:
    """The rule's words, and the way to do it."""
    step = proposal(view)
    if step is None:
        return
    with st.container(border=True, key="lead_ladder", gap="small"):
        st.markdown(f":orange[:material/stairs:] {proposed(step)}")
        if st.button(_("往上、往外请人"), key="raise_by_rule"):
            _asked.ask_for("raise", view)


def draw(screen: Screen, view: View) -> None:
    note(_("问题留在科技局名下，领导在「问题」里看得到。谁答应来，再派给谁，或者转出。"))
    asked = proposal(view)
    rung = st.pills(
        _("请谁"), BEYOND, default=asked.rung if asked else Rung.PLATFORM, required=True, key="rung",
        format_func=lambda code: label(RUNGS, code),
    )
    whom = st.text_input(_("哪个平台、哪支队、哪位（单位、姓名、电话）"), max_chars=80, key="rung_whom")
    below = st.container()
    words = st.text_input(_("说了什么（可不填）"), max_chars=500, key="rung_words")
    if st.button(_("记下：请过了"), type="primary", key="send_rung") and done(
        screen, lambda ctx: raise_rung(ctx, view.page.id, view.page.version, rung, whom, words), whom=below,
    ):
        state.pick("toast", _("记下了，领导看得到"))
        _asked.close()
