"""One served unit: who, what it grows, what it asked, who came, whom it wants."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.register.farm import FARM
from pages.farms import _members, _parts, _ties
from pages.farms._loading import load
from pages.shared import state
from pages.shared.components import dead_end
from pages.shared.guards import require
from pages.shared.register import checking, lifecycle, past

screen = require(Role.OFFICER, Role.LEADER, Role.COOPERATIVE)

try:
    view = load(screen, state.number_in_address("id") or screen.actor.farm_id)
except AppError as error:
    dead_end(screen, error)

_parts.head(screen, view)
with st.container(key="split_farm"):
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _parts.facts_of(view)
        _members.draw(screen, view)
        _ties.draw(screen, view)
    with right:
        _parts.figures(view)
        _parts.cases(view)
        _parts.visits(view)
past.draw(screen, FARM, view.page.id)
_members.show(screen, view)
checking.show(screen, FARM, view.page)
lifecycle.show(screen, FARM, view.page, _("停用后不再列出，问过的事和到访都留着。"))
