"""怎么排出来的: the stored parts and weights, and how the ladder went."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.recommendations import RecommendationView
from pages.problems._loading import View
from pages.shared.components import note, reason_list
from pages.shared.formats import inside, moment
from pages.shared.labels import PARTS


def draw(view: View, made: RecommendationView) -> None:
    with st.popover(_("怎么排出来的"), icon=":material/rule:", type="tertiary"):
        reason_list([("step", view.teller.tell(step)) for step in made.steps], "how")
        if made.candidates:
            st.table(_rows(made), border="horizontal", hide_index=True, alt=_("每项得分和占的分量"))
        note(_("每项0到100分，乘上分量再相加。{moment}排的，规则{version}。").format(
            moment=inside(moment(made.made_at, view.now)), version=made.policy_version,
        ))


def sheet(problem_id: int) -> None:
    """The sheet to print and sign, in a tab of its own."""
    st.link_button(
        _("派单理由"), f"/dispatch-note/{problem_id}", icon=":material/print:", type="tertiary",
        help=_("一页纸，打印出来签字存档"),
    )


def _rows(made: RecommendationView) -> dict[str, list[str]]:
    weights = [part for part in PARTS if part in made.weights]
    table = {_("看什么"): [_(PARTS[part]) + f" {made.weights[part]:.0%}" for part in weights] + [_("合计")]}
    for one in made.candidates:
        scores = [f"{one.parts.get(part, 0) * 100:.0f}" for part in weights]
        table[f"{one.rank} {one.name}"] = [*scores, f"{one.total * 100:.0f}"]
    return table
