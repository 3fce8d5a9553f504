"""记一次培训: when, where, by whom, what; the names of the signed list come on the next page."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.training_form import training_page
from pages.shared.components import link, note
from pages.shared.guards import require
from pages.visits import _training_form

COLUMN = 640

screen = require(Role.EXPERT, Role.OFFICER)

with screen.reading() as ctx:
    page, today = training_page(ctx), ctx.today

with st.container(width=COLUMN, gap="small"):
    if screen.actor.role is Role.EXPERT:
        link(_("我的活"), "my-work", ":material/arrow_back:")
    st.title(_("记一次培训"), anchor=False)
    note(_("先记下这场培训，下一页再加签到名单：贴名字、传表格、附照片。"))
    _training_form.draw(screen, page, today)
