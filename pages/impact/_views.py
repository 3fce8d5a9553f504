"""细看: how two periods differ, projects side by side, who is reached by several, who works where on what."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import N_, _
from data.queries.impact import data_version
from data.queries.impact_cells import fits
from data.queries.impact_changes import changes
from data.queries.impact_compare import industry_by_town, overlap, projects_compared
from data.queries.impact_flow import flow
from data.queries.impact_peers import peers
from data.queries.impact_scope import ImpactScope, check_scope
from data.services.context import Context
from pages.impact import _compared, _flows, _peers
from pages.impact._asked import Asked
from pages.shared.components import heading, note
from pages.shared.guards import Screen, fragment

VIEWS = {
    "changes": N_("和上期比"), "projects": N_("项目对照"), "peers": N_("同类比"), "overlap": N_("项目重叠"),
    "matrix": N_("一镇一品"), "flow": N_("人才流向"),
}
READ = {
    "changes": changes, "projects": projects_compared, "peers": peers, "overlap": overlap, "matrix": industry_by_town,
    "flow": flow,
}
DRAWN = {
    "changes": _compared.draw_changes, "projects": _compared.draw_projects, "peers": _peers.draw_peers,
    "overlap": _compared.draw_overlap, "matrix": _flows.draw_matrix, "flow": _flows.draw_flow,
}


@fragment
def closer(screen: Screen, asked: Asked) -> None:
    """One view at a time; what is read for it is kept until something changes in the county."""
    with screen.reading() as ctx:
        scope = asked.scope(ctx)
        serves = fits(ctx, scope)
    if not serves:
        return
    heading(_("细看"))
    view = st.pills(
        _("看哪一面"), list(VIEWS), default="changes", required=True, key="impact_view", label_visibility="collapsed",
        format_func=lambda name: _(VIEWS[name]),
    )
    with screen.reading() as ctx:
        check_scope(ctx, scope)
        found = _read(ctx.runtime.settings.database_url, data_version(ctx), ctx.today, ctx.lang, view, scope, ctx)
    with st.container(border=True, gap="small", key=f"view_{view}"):
        DRAWN[view](found, asked)
        note(_("数据到今天，按今天的记录算；一人只算一次的数相加不等于总数。"))


@st.cache_data(max_entries=200, show_spinner=False)
def _read(
    database: str, version: int, today: dt.date, lang: str, view: str, scope: ImpactScope, _ctx: Context,
) -> object:
    return READ[view](_ctx, scope)
