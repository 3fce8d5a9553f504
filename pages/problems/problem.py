"""One question: the words, what was read from them, who should handle it, what happened."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.services.offers import note_seen
from pages.problems import _decision, _dialogs, _loading, _second, _told, _top
from pages.shared import state
from pages.shared.components import dead_end
from pages.shared.guards import require

screen = require(Role.OFFICER, Role.LEADER, Role.EXPERT, Role.COOPERATIVE)

try:
    view = _loading.load(screen, state.number_in_address("id"))
except AppError as error:
    dead_end(screen, error)

if screen.actor.role is Role.EXPERT and view.awaits_answer:
    with screen.writing() as ctx:
        note_seen(ctx)
_top.draw(screen, view)
with st.container(key="split_problem"):
    left, right = st.columns([5, 7], gap="medium")
    with left:
        _told.draw(screen, view)
    with right:
        _second.asks(screen, view)
        _decision.draw(screen, view)
        _second.draw(screen, view)
_dialogs.show(screen, view)
