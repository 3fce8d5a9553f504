"""专家: find the person, keep the register alive."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.expert_record import expert_figures
from data.queries.register import list_page
from data.queries.register_codes import codes_for
from data.register.expert import EXPERT
from pages.experts import _cards
from pages.shared import state
from pages.shared.components import badge_line, demonstration_badge, empty_state, go_button, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import require
from pages.shared.register import exporting, listing

screen = require(Role.OFFICER, Role.LEADER)

may_keep = screen.actor.role is Role.OFFICER
head, add = st.columns([4, 1], vertical_alignment="bottom")
head.title(_("专家"), anchor=False)
if may_keep:
    with add:
        go_button(_("加一位"), "expert-edit", ":material/person_add:")
if screen.county.is_demonstration:
    badge_line(demonstration_badge())
if said := state.drop("toast"):
    st.toast(plain(said), icon=":material/check_circle:")

request = listing.ask(screen, EXPERT, ("industries", "home_place"), _("姓名、拼音、专长、单位、手机尾号"))
with screen.reading() as ctx:
    page = list_page(ctx, EXPERT, request)
    figures = expert_figures(ctx, [row.id for row in page.rows])
    codes, today = codes_for(ctx, EXPERT), ctx.today
count, actions = st.columns([5, 4], vertical_alignment="center")
with count:
    note(ngettext("{n}位专家", "{n}位专家", page.total).format(n=number(page.total)))
with actions, st.container(
    horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small",
):
    if may_keep:
        link(_("成批改"), "experts-grid", ":material/table_edit:")
    exporting.button(screen, EXPERT, request, _("专家"))
for row in page.rows:
    _cards.draw(row, figures[row.id], codes, today)
if not page.rows:
    empty_state(_("没有这样的专家。换个说法，或者去掉筛选。"))
listing.pages(EXPERT, page)
