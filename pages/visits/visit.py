"""一次到访: who, when, where, for whom, and by what evidence it counts."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from pages.shared import state
from pages.shared.components import dead_end, told_once
from pages.shared.guards import require
from pages.visits import (
    _calls,
    _corrections,
    _follow_ups,
    _name_list,
    _signed_answer,
    _signed_list,
    _visit_parts,
    _waiting_lines,
)
from pages.visits._loading import load

COLUMN = 640

screen = require(Role.EXPERT, Role.OFFICER, Role.LEADER, Role.COOPERATIVE)

try:
    view = load(screen, state.number_in_address("id"))
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    _visit_parts.way_back(screen, view)
    told_once()
    _visit_parts.just_logged(view)
    _name_list.just_added(view)
    _visit_parts.head(screen, view)
    _visit_parts.advice(view)
    _signed_answer.draw(screen, view.page.answer, view.today)
    _visit_parts.people(view)
    _follow_ups.here(screen, view.follow_ups, view.today, visit_id=view.page.visit_id)
    if view.page.may_attach and view.to_tick:
        _signed_list.draw(screen, view)
    _waiting_lines.draw(screen, view)
    if view.page.may_attach:
        _name_list.draw(screen, view)
    _calls.draw(screen, view)
    _corrections.projects(screen, view)
    _visit_parts.steps(view)
    _corrections.void_button(view)
_corrections.show_dialog(screen, view)
