"""How much each expert has in hand, before and after."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.board import BoardView
from pages.shared.components import heading, note
from pages.shared.formats import plain


def draw(view: BoardView) -> None:
    if not view.loads:
        return
    heading(_("派出前后，各人手上几件"))
    st.table(
        {
            _("专家"): [plain(one.name) for one in view.loads],
            _("现在"): [str(one.now) for one in view.loads],
            _("派出后"): [f"**{one.after}**" if one.after != one.now else str(one.after) for one in view.loads],
            _("最多"): [str(one.most) for one in view.loads],
        },
        border="horizontal", hide_index=True,
    )
    note(_("没有变化的专家不列。"))
