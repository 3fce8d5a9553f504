"""解决了没有: the asker's own word, or the call-back of an officer or informant."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError, NotFound
from data.domain.problem import CONFIRMABLE
from data.domain.roles import Role
from data.i18n import _
from data.queries.receipts import receipt
from data.queries.visits import problem_visits
from pages.problems import _confirm_form
from pages.shared import state
from pages.shared.components import dead_end, link, note, words_of
from pages.shared.formats import day, plain
from pages.shared.guards import require
from pages.shared.labels import STATUS, label
from pages.shared.menu import page_of

COLUMN = 640

screen = require(Role.COOPERATIVE, Role.OFFICER, Role.INFORMANT)
is_call = screen.actor.role is not Role.COOPERATIVE

try:
    problem_id = state.number_in_address("id")
    if problem_id is None:
        raise NotFound("problem_unknown")
    with screen.reading() as ctx:
        view, visits, today = receipt(ctx, problem_id), problem_visits(ctx, problem_id), ctx.today
except AppError as error:
    dead_end(screen, error)

form = _confirm_form.begin(screen, problem_id)
with st.container(width=COLUMN, gap="small"):
    st.title(_("回访：解决了没有") if is_call else _("解决了没有？"), anchor=False)
    words_of(view.words)
    for visit in visits:
        who = _("、").join(visit.experts)
        note(f"{day(visit.service_day, today)} · {plain(who)} · {plain(visit.advice)}")
    if view.status in CONFIRMABLE:
        _confirm_form.draw(screen, form, view)
    else:
        st.markdown(_("这件现在不用确认：{status}。").format(status=label(STATUS, view.status)))
        link(_("看这件问题"), page_of(screen.actor.role), id=problem_id)
