"""One place: what it is, who is there, what happened, what is missing, how it changed."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.place_page import place_page
from data.queries.place_preview import change_lines
from pages.places import _edit, _parts
from pages.shared import state
from pages.shared.components import dead_end, demonstration_badge, link, told_once
from pages.shared.guards import require

screen = require(Role.OFFICER, Role.LEADER, Role.ADMIN)

code = state.word_in_address("code") or ""
try:
    with screen.reading() as ctx:
        page, changes, now = place_page(ctx, code), change_lines(ctx, code), ctx.now
except AppError as error:
    dead_end(screen, error)

link(_("地方"), "places", ":material/arrow_back:")
told_once()
_parts.head(page, *([demonstration_badge()] if screen.county.is_demonstration else []))
with st.container(horizontal=True, gap="small", key="noprint_actions"):
    if page.may_edit:
        _edit.button(page)
    if page.may_change and not page.row.now:
        link(_("合并、拆分或改名"), "place-change", ":material/call_split:", code=code)
with st.container(key="split_place"):
    left, right = st.columns(2, gap="medium")
with left:
    _parts.what_it_is(page)
    _parts.who_is_there(page)
with right:
    _parts.what_happened(page, now)
    _parts.how_it_changed(page, changes, now)
_edit.show(screen, page)
