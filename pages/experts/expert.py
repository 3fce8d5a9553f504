"""One expert: who, when reachable, what was declared and what was shown, what happened."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.register.expert import EXPERT
from pages.experts import _away, _conflicts, _parts
from pages.experts._loading import load
from pages.shared import state
from pages.shared.components import dead_end
from pages.shared.guards import require
from pages.shared.register import checking, lifecycle, past

screen = require(Role.OFFICER, Role.LEADER, Role.EXPERT)

try:
    view = load(screen, state.number_in_address("id") or screen.actor.expert_id)
except AppError as error:
    dead_end(screen, error)

_parts.head(screen, view)
with st.container(key="split_reach"):
    left, right = st.columns(2, gap="medium")
    with left:
        _parts.reach(view)
    with right:
        _parts.work(view)
with st.container(key="split_skills"):
    left, right = st.columns(2, gap="medium")
    with left:
        _parts.declared(view)
    with right:
        _parts.shown(view)
_conflicts.draw(screen, view)
_parts.cases(view)
past.draw(screen, EXPERT, view.page.id)
_away.show(screen, view)
_conflicts.show(screen, view)
checking.show(screen, EXPERT, view.page)
lifecycle.show(screen, EXPERT, view.page, _("停用后不再派给，记录都留着。"))
