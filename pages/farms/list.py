"""农户与合作社: find the unit, keep the register alive."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.farm_record import farm_figures
from data.queries.register import list_page
from data.queries.register_codes import codes_for
from data.register.farm import FARM
from pages.farms import _cards
from pages.shared import state
from pages.shared.components import badge_line, demonstration_badge, empty_state, go_button, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import require
from pages.shared.register import exporting, listing

screen = require(Role.OFFICER, Role.LEADER)

may_keep = screen.actor.role is Role.OFFICER
head, add = st.columns([5, 2], vertical_alignment="bottom")
head.title(_("农户与合作社"), anchor=False)
if may_keep:
    with add:
        go_button(_("加一户"), "farm-edit", ":material/add:")
if screen.county.is_demonstration:
    badge_line(demonstration_badge())
if said := state.drop("toast"):
    st.toast(plain(said), icon=":material/check_circle:")

request = listing.ask(screen, FARM, ("kind", "industries", "place_code"), _("名称、姓名、拼音、手机尾号、种养"))
with screen.reading() as ctx:
    page = list_page(ctx, FARM, request)
    figures = farm_figures(ctx, [row.id for row in page.rows])
    codes, today = codes_for(ctx, FARM), ctx.today
count, actions = st.columns([5, 4], vertical_alignment="center")
with count:
    note(ngettext("{n}户、家", "{n}户、家", page.total).format(n=number(page.total)))
with actions, st.container(
    horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small",
):
    if may_keep:
        link(_("成批改"), "farms-grid", ":material/table_edit:")
    exporting.button(screen, FARM, request, _("农户与合作社"))
for row in page.rows:
    _cards.draw(row, figures[row.id], codes, today)
if not page.rows:
    empty_state(_("没有这样的农户、合作社。换个说法，或者去掉筛选。"))
listing.pages(FARM, page)
