"""成批改: many served units on a grid."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.register import matching_ids, rows_of
from data.queries.register_codes import codes_for
from data.register.farm import FARM
from data.services.register_batches import BATCH_MAX
from pages.shared import state
from pages.shared.components import empty_state, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import require
from pages.shared.register import batches, grid, listing

SHOWN_FIRST = ("phone", "industries", "demo_level", "last_confirmed")

screen = require(Role.OFFICER)

link(_("农户与合作社"), "farms", ":material/arrow_back:")
st.title(_("成批改农户与合作社"), anchor=False)
if said := state.drop("toast"):
    st.toast(plain(said), icon=":material/check_circle:")
note(_("手机上能看能撤回，改表请用电脑。"))
request = listing.ask(screen, FARM, ("kind", "industries", "place_code"), _("名称、姓名、拼音、手机尾号、种养"))
choices = [field.name for field in FARM.fields if field.bulk]
shown = st.multiselect(
    _("改哪几栏"), choices, default=SHOWN_FIRST, key="grid_fields", placeholder=_("可选几个"),
    format_func=lambda name: _(FARM.by_name[name].label),
)
with screen.reading() as ctx:
    ids = matching_ids(ctx, FARM, request)
    rows = list(rows_of(ctx, FARM, ids[:BATCH_MAX]))
    codes = codes_for(ctx, FARM, [row.document for row in rows])
if len(ids) > BATCH_MAX:
    note(_("只列出前{most}户，一共{n}户。请先筛选。").format(most=number(BATCH_MAX), n=number(len(ids))))
if rows:
    edits = grid.edited(FARM, rows, [FARM.by_name[name] for name in shown], codes)
    grid.review(screen, FARM, edits, codes)
else:
    empty_state(_("没有这样的农户、合作社。换个说法，或者去掉筛选。"))
batches.draw(screen, FARM)
