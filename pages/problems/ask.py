"""问专家: a question sent in under a minute."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.asking import ask_page
from pages.problems import _ask_form
from pages.shared.components import empty_state, link
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.COOPERATIVE, Role.OFFICER, Role.INFORMANT)
for_others = screen.actor.role is not Role.COOPERATIVE

with screen.reading() as ctx:
    page = ask_page(ctx)

with st.container(width=COLUMN, gap="small"):
    st.title(_("替人登记") if for_others else _("问专家"), anchor=False)
    if for_others:
        link(_("微信群里有人问？把聊天记录贴上来"), "chat", ":material/content_paste:")
    if page.farm or for_others:
        _ask_form.draw(screen, page)
    else:
        empty_state(_("这个账号还没有连到农户或合作社，请找科技局。"))
