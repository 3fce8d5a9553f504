"""From a chart to its rows without a mouse: the parts of the chart by name, and each opens its visits and people."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from pages.impact._asked import Asked


def choose(asked: Asked, parts: Sequence[tuple[str, dict[str, object]]], key: str) -> None:
    """`parts`: what a part is called, and how it changes the question. Chosen, it opens."""
    if not parts:
        return
    chosen = st.selectbox(
        _("看哪一份的到访和人"), range(len(parts)), index=None, placeholder=_("选一份"), key=f"open_{key}",
        format_func=lambda place: parts[place][0],
    )
    if chosen is not None:
        asked.open_detail(**parts[chosen][1])
