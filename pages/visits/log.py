"""记一次: one minute at the field edge."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError, NotFound
from data.domain.roles import Role
from data.i18n import _
from data.queries.places import place_names
from data.queries.visits import visit_form
from pages.shared import state
from pages.shared.components import dead_end, empty_state, link, note
from pages.shared.formats import plain
from pages.shared.guards import require
from pages.visits import _log_form

COLUMN = 640

screen = require(Role.EXPERT)

try:
    problem_id = state.number_in_address("problem")
    if problem_id is None:
        raise NotFound("problem_unknown")
    with screen.reading() as ctx:
        page = visit_form(ctx, problem_id)
        place = place_names(ctx, [page.place_code])[page.place_code]
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    link(_("我的活"), "my-work", ":material/arrow_back:")
    st.title(_("记一次"), anchor=False)
    note(" · ".join([plain(page.title), plain(place), plain(page.farm_name), page.number]))
    if page.is_open:
        _log_form.draw(screen, page)
    else:
        empty_state(_("这件现在不在您手上，不用记。"), "my-work", _("我的活"))
