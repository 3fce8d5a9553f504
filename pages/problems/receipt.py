"""回执: the number, who handles it, by when, whom to call."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError, NotFound
from data.domain.problem import Gate, ProblemStatus
from data.domain.roles import Role
from data.i18n import _
from data.queries.problem_page import problem_page
from data.queries.receipts import receipt
from data.queries.visits import problem_visits
from pages.problems import _branch_fields, _facts, _receipt_ways, _reopen, _slots
from pages.problems import _receipt_words as told
from pages.shared import state
from pages.shared.asker_words import HEADLINES
from pages.shared.components import (
    answer_of,
    dead_end,
    demonstration_line,
    fact,
    go_button,
    heading,
    note,
    photos,
    timeline,
    told_once,
    words_of,
)
from pages.shared.formats import moment, phone, plain
from pages.shared.guards import require
from pages.shared.labels import label
from pages.visits import _visit_list

COLUMN = 640

screen = require(Role.COOPERATIVE, Role.OFFICER, Role.INFORMANT)
is_asker = screen.actor.role is Role.COOPERATIVE
is_informant = screen.actor.role is Role.INFORMANT


def draw() -> None:
    if view.gate is Gate.ANIMAL_EPIDEMIC:
        told.duty_phone(view)
    st.title(label(HEADLINES, view.status), anchor=False)
    demonstration_line(screen)
    told_once()
    if said := state.drop("thanks"):
        st.markdown(said)
    if view.status is ProblemStatus.TO_CONFIRM and (is_asker or is_informant):
        _solved_or_not()
    elif is_asker and view.status is ProblemStatus.ASKED:
        go_button(_("请您再说几样"), "problem", ":material/edit_square:", id=view.problem_id)
    elif is_informant and page.may.give_facts:
        _facts.answer(screen, page)
    _slots.draw(screen, view, now)
    with st.container(border=True, gap="small"):
        st.metric(_("编号"), view.number)
        for what, words in told.rows(view, steps, now):
            fact(what, words)
    heading(_("您写的") if is_asker else _("对方说的"), beside=moment(view.created_at, now))
    with st.container(border=True):
        words_of(view.words)
        _branch_fields.answered(view.facts)
        photos(page.photos, _("农户拍的照片"))
        answer_of(page.answer)
        note(" · ".join([plain(view.asker), plain(phone(view.phone)), plain(view.place)]))
        if page.filed_by:
            note(_("登记人：{name}").format(name=plain(page.filed_by)))
    if not is_informant and view.gate is not Gate.ANIMAL_EPIDEMIC:  # what it is, the authority says, and nobody else
        _visit_list.draw(visits, today)
    heading(_("经过"))
    timeline(told.steps(steps, now), told.waiting_for(view))
    _reopen.draw(screen, view.problem_id, view.status, view.reopen_until, today)
    _receipt_ways.draw(screen, view)


def _solved_or_not() -> None:
    with st.container(border=True, key="lead_confirm", gap="small"):
        heading(_("解决了没有？"), 3)
        what = _("说一声解决没有") if is_asker else _("接通了，记下解决没有")
        go_button(what, "confirm", ":material/check_circle:", id=view.problem_id)


try:
    number = state.number_in_address("id")
    if number is None:
        raise NotFound("problem_unknown")
    with screen.reading() as ctx:
        view, page = receipt(ctx, number), problem_page(ctx, number)
        visits, now, today = problem_visits(ctx, number), ctx.now, ctx.today
except AppError as error:
    dead_end(screen, error)
steps = page.timeline

with st.container(width=COLUMN, gap="small"):
    draw()
