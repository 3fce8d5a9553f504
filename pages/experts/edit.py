"""加一位 and 改: the form of an expert."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.register import record_page
from data.register.expert import EXPERT
from pages.shared import state
from pages.shared.components import dead_end, link, note
from pages.shared.formats import plain
from pages.shared.guards import require
from pages.shared.menu import SCREENS
from pages.shared.register import form

COLUMN = 640

screen = require(Role.OFFICER, Role.EXPERT)

expert_id = state.number_in_address("id")
page = None
if expert_id is not None or screen.actor.role is Role.EXPERT:
    try:
        with screen.reading() as ctx:
            page = record_page(ctx, EXPERT, expert_id or screen.actor.expert_id or 0)
    except AppError as error:
        dead_end(screen, error)

draft = form.draft_of(screen, EXPERT, page)
saved = draft.sent()
if saved:
    state.pick("toast", _("存下了"))
    st.switch_page(SCREENS["expert"].file, query_params={"id": str(saved)})

with st.container(width=COLUMN, gap="small"):
    if page:
        link(plain(page.name), "expert", ":material/arrow_back:", id=page.id)
    else:
        link(_("专家"), "experts", ":material/arrow_back:")
    st.title(_("改{name}").format(name=plain(page.name)) if page else _("加一位专家"), anchor=False)
    note(_("身份证号、银行卡、政治面貌都不用填。写到一半离开，字都留着。"))
    form.draw(screen, EXPERT, page, draft)
    if st.button(_("不改了，写的都不要"), type="tertiary", key="abandon", on_click=draft.abandon):
        st.switch_page(SCREENS["expert" if page else "experts"].file,
                       query_params={"id": str(page.id)} if page else None)
