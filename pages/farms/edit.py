"""加一户 and 改: the form of a served unit."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.register import record_page
from data.register.farm import FARM
from pages.shared import state
from pages.shared.components import dead_end, link, note
from pages.shared.formats import plain
from pages.shared.guards import require
from pages.shared.menu import SCREENS
from pages.shared.register import form

COLUMN = 640

screen = require(Role.OFFICER, Role.COOPERATIVE)

farm_id = state.number_in_address("id")
page = None
if farm_id is not None or screen.actor.role is Role.COOPERATIVE:
    try:
        with screen.reading() as ctx:
            page = record_page(ctx, FARM, farm_id or screen.actor.farm_id or 0)
    except AppError as error:
        dead_end(screen, error)

draft = form.draft_of(screen, FARM, page)
saved = draft.sent()
if saved:
    state.pick("toast", _("存下了"))
    st.switch_page(SCREENS["farm"].file, query_params={"id": str(saved)})

with st.container(width=COLUMN, gap="small"):
    if page:
        link(plain(page.name), "farm", ":material/arrow_back:", id=page.id)
    else:
        link(_("农户与合作社"), "farms", ":material/arrow_back:")
    st.title(_("改{name}").format(name=plain(page.name)) if page else _("加一户、一家"), anchor=False)
    note(_("身份证号、银行卡都不用填。写到一半离开，字都留着。"))
    form.draw(screen, FARM, page, draft)
    if st.button(_("不改了，写的都不要"), type="tertiary", key="abandon", on_click=draft.abandon):
        st.switch_page(SCREENS["farm" if page else "farms"].file,
                       query_params={"id": str(page.id)} if page else None)
