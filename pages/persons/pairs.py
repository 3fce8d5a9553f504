"""是不是同一个人: one pair at a time, decided by a person."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from pages.persons import _decision, _loading, _pair, _queue
from pages.shared import state
from pages.shared.components import dead_end
from pages.shared.guards import require

COLUMN = 860

screen = require(Role.OFFICER)

try:
    view = _loading.load(screen, state.number_in_address("id"))
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    _queue.head(screen, view)
    _decision.what_became()
    if view.pair is None:
        _queue.nothing()
    else:
        with st.container(border=True, key="lead_pair", gap="small"):
            _pair.question(view.pair)
            _pair.evidence(view.pair)
            if view.is_in_queue:
                _decision.answers(screen, view.pair)
            else:
                _decision.way_back(screen, view.pair)
        _pair.histories(view.pair, view.now)
        _pair.past(view.pair, view.now)
    _queue.coming(view)
