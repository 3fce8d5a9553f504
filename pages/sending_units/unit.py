"""One sending unit: its form, and what happened to it."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.register import record_page
from data.register.sending_unit import SENDING_UNIT
from pages.shared import state
from pages.shared.components import badge_line, dead_end, link
from pages.shared.formats import plain
from pages.shared.guards import require
from pages.shared.menu import SCREENS
from pages.shared.register import form, lifecycle, marks, past

COLUMN = 640

screen = require(Role.OFFICER)

unit_id = state.number_in_address("id")
page = None
if unit_id is not None:
    try:
        with screen.reading() as ctx:
            page = record_page(ctx, SENDING_UNIT, unit_id)
    except AppError as error:
        dead_end(screen, error)

draft = form.draft_of(screen, SENDING_UNIT, page)
if draft.sent():
    state.pick("toast", _("存下了"))
    st.switch_page(SCREENS["sending-units"].file)

with st.container(width=COLUMN, gap="small"):
    link(_("派出单位名册"), "sending-units", ":material/arrow_back:")
    st.title(plain(page.name) if page else _("加一个派出单位"), anchor=False)
    if page:
        badge_line(marks.out_of_use(page))
        lifecycle.button(page)
    if page is None or page.is_active:
        form.draw(screen, SENDING_UNIT, page, draft)
    if page:
        past.draw(screen, SENDING_UNIT, page.id)
        lifecycle.show(screen, SENDING_UNIT, page, _("停用后不能再选，记录都留着。"))
