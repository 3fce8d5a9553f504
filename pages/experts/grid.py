"""成批改专家: many experts on a grid."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.register import matching_ids, rows_of
from data.queries.register_codes import codes_for
from data.register.expert import EXPERT
from data.services.register_batches import BATCH_MAX
from pages.shared import state
from pages.shared.components import empty_state, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import require
from pages.shared.register import batches, grid, listing

SHOWN_FIRST = ("phone", "unit", "max_open", "last_confirmed")

screen = require(Role.OFFICER)

link(_("专家"), "experts", ":material/arrow_back:")
st.title(_("成批改专家"), anchor=False)
if said := state.drop("toast"):
    st.toast(plain(said), icon=":material/check_circle:")
note(_("手机上能看能撤回，改表请用电脑。"))
request = listing.ask(screen, EXPERT, ("industries", "home_place"), _("姓名、拼音、专长、单位、手机尾号"))
choices = [field.name for field in EXPERT.fields if field.bulk]
shown = st.multiselect(
    _("改哪几栏"), choices, default=SHOWN_FIRST, key="grid_fields", placeholder=_("可选几个"),
    format_func=lambda name: _(EXPERT.by_name[name].label),
)
with screen.reading() as ctx:
    ids = matching_ids(ctx, EXPERT, request)
    rows = list(rows_of(ctx, EXPERT, ids[:BATCH_MAX]))
    codes = codes_for(ctx, EXPERT, [row.document for row in rows])
if len(ids) > BATCH_MAX:
    note(_("只列出前{most}位，一共{n}位。请先筛选。").format(most=number(BATCH_MAX), n=number(len(ids))))
if rows:
    edits = grid.edited(EXPERT, rows, [EXPERT.by_name[name] for name in shown], codes)
    grid.review(screen, EXPERT, edits, codes)
else:
    empty_state(_("没有这样的专家。换个说法，或者去掉筛选。"))
batches.draw(screen, EXPERT)
