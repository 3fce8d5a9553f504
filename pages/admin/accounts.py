"""用户: who may sign in, as what, for which area."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.accounts import accounts
from data.queries.places import place_names
from pages.admin import _add, _rows
from pages.shared import state
from pages.shared.components import demonstration_line, empty_state, note
from pages.shared.formats import number
from pages.shared.guards import require

screen = require(Role.ADMIN)

with screen.reading() as ctx:
    rows = accounts(ctx)
    places = place_names(ctx, {row.area_code for row in rows})

st.title(_("用户"), anchor=False)
demonstration_line(screen)
_rows.password_once(state.picked("new password"))

box, add = st.columns([5, 2], vertical_alignment="bottom")
search = box.text_input(_("搜索"), type="search", key="accounts_search", placeholder=_("姓名或账号"), max_chars=40)
if add.button(_("加一位"), icon=":material/person_add:", type="primary", width="stretch", key="add"):
    state.pick("accounts:dialog", "add")

found = [row for row in rows if search.strip().lower() in f"{row.name} {row.login} {row.belongs_to or ''}".lower()]
note(ngettext("{n}个账号", "{n}个账号", len(found)).format(n=number(len(found))))
shown = _rows.one_page(found)
for row in shown:
    _rows.draw(screen, row, places.get(row.area_code, row.area_code))
if not found:
    empty_state(_("没有这样的账号。"))
_rows.pages(found)
_add.show(screen)
