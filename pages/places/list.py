"""地方: towns on the tile map, villages under them, and what became of the old ones."""

from __future__ import annotations

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.place_rows import place_rows
from pages.places import _map
from pages.shared.components import demonstration_line, empty_state, go_button, link, note, told_once
from pages.shared.formats import number
from pages.shared.guards import require

screen = require(Role.OFFICER, Role.LEADER, Role.ADMIN)

head, change = st.columns([5, 2], vertical_alignment="bottom")
head.title(_("地方"), anchor=False)
if allows(screen.actor, Permission.PLACE_CHANGE, Subject(screen.county.code)):
    with change:
        go_button(_("登记一次变更"), "place-change", ":material/call_split:")
demonstration_line(screen)
told_once()

search = st.text_input(
    _("搜索"), type="search", key="places_search", placeholder=_("名字、老名字、拼音、首字母、代码"), max_chars=40,
)
with screen.reading() as ctx:
    rows = place_rows(ctx, search)
count, history = st.columns([5, 3], vertical_alignment="center")
with count:
    note(ngettext("{n}个地方", "{n}个地方", len(rows)).format(n=number(len(rows))))
with history:
    link(_("合并、拆分、改名的经过"), "place-changes", ":material/history:")
if not rows:
    empty_state(_("没有这样的地方。换个说法，或者清空搜索。"))
elif search.strip():
    _map.found(rows)
else:
    with st.container(key="split_places"):
        left, right = st.columns([5, 6], gap="medium")
    with left:
        _map.tiles(rows)
    with right:
        _map.towns(rows)
