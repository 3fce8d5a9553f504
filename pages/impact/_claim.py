"""The published sentence, number by number: each can be tapped, each says what stands behind it."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.impact import Impact
from data.queries.impact_claim import ClaimPart
from pages.impact._asked import Asked
from pages.shared.components import link, note
from pages.shared.formats import number, plain
from pages.shared.impact_words import said
from pages.shared.menu import SCREENS


def sentence(found: Impact, asked: Asked) -> None:
    """Nothing where nothing was published about the place."""
    if found.claim is None or not found.claim.parts:
        return
    with st.container(border=True, key="panel_claim", gap="small"):
        note(_("对外的说法，点一个数看它怎么来的。出处：{source}").format(source=plain(found.claim.source)))
        with st.grid(len(found.claim.parts), min_column_width=125, gap="small"):
            for part in found.claim.parts:
                _number(part, asked)


def _number(part: ClaimPart, asked: Asked) -> None:
    with st.container(key=f"card_claim_{part.name}", gap=None):
        _opens(part, asked)
        st.markdown(_mark(part))


def _opens(part: ClaimPart, asked: Asked) -> None:
    words = plain(said(part))
    if part.name == "experts":
        link(words, "experts")
        return
    axis = {"industries": "industry", "towns": "town", "villages": "village"}.get(part.name)
    st.page_link(SCREENS["impact-detail"].file, label=words, query_params=asked.query(**({"by": axis} if axis else {})))


def _mark(part: ClaimPart) -> str:
    words = _("记录里有 {n}") if part.is_borne_out else _("记录里只有 {n}")
    colour, icon = ("green", "check_circle") if part.is_borne_out else ("orange", "error")
    return f":small[:{colour}[:material/{icon}: {words.format(n=number(part.held))}]]"
