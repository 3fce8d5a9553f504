"""One park or base, as a chain: 研发 → 示范 → 应用."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.register.demo_base import BASICS, DEMO_BASE
from pages.projects import _chain
from pages.projects._looks import BASES
from pages.shared.guards import require
from pages.shared.register import facts, lifecycle, past, record

screen = require(Role.OFFICER, Role.LEADER)

view = record.load(screen, DEMO_BASE)
record.head(screen, BASES, view)
_chain.draw(view)
with st.container(width=640):
    facts.draw(DEMO_BASE, view.page, view.codes, [BASICS], opens=view.opens)
past.draw(screen, DEMO_BASE, view.page.id)
lifecycle.show(screen, DEMO_BASE, view.page, _("停用后不再列出，记录都留着。"))
