"""一份结账: what was signed, what has become of it since and why, and every version to print."""

from __future__ import annotations

from itertools import pairwise

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.closed_periods import versions
from data.queries.period_figures import figures_of
from data.queries.restatements import between, since_signed
from pages.impact import _fixed, _resigning, _restated
from pages.shared import state
from pages.shared.components import badge, badge_line, dead_end, demonstration_line, heading, link, note, told_once
from pages.shared.formats import full_day, plain
from pages.shared.guards import require
from pages.shared.period_words import period_name, signed_day, version_words

COLUMN = 720

screen = require(Role.LEADER, Role.OFFICER)

try:
    with screen.reading() as ctx:
        known = versions(ctx, state.number_in_address("id") or 0)
        latest, told = known[-1], since_signed(ctx, known[-1])
        figures = figures_of(latest.document, ctx.lang)
        corrected = [(later, between(ctx, before, later)) for before, later in pairwise(known)]
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    link(_("结账"), "periods", ":material/arrow_back:")
    told_once()
    st.title(period_name(latest.first_day, latest.last_day), anchor=False)
    demonstration_line(screen)
    moved = badge(_("签字以后数有变化"), "orange", "edit_notifications") if told.differences else ""
    badge_line(badge(_("已结账"), "green", "lock"), badge(version_words(latest.version), "gray"), moved)
    for one in known:
        said = _("{unit} {who} {day}签字").format(
            unit=plain(one.unit), who=plain(one.signer), day=full_day(signed_day(one)),
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{version_words(one.version)}** {said}", width="content")
            address = f"/impact-sheet?closed={one.period_id}&version={one.version}"
            label = _("打印第{n}版").format(n=one.version)
            st.link_button(label, address, icon=":material/print:", type="tertiary")
    if told.differences:
        heading(_("签字以后的变化"))
        _restated.draw(told, _("签的时候"), _("现在"))
        if screen.actor.role is Role.LEADER:
            _resigning.draw(screen, latest, told)
        else:
            note(_("更正由领导签字。"))
    heading(_("签的数"))
    with st.container(border=True, key="panel_signed"):
        _fixed.draw(figures, latest.first_day, latest.last_day)
    for later, restated in reversed(corrected):
        heading(_("第{n}版更正了什么").format(n=later.version))
        st.markdown(_("因为{reason}").format(reason=plain(later.reason)))
        _restated.draw(restated, _("上一版"), _("这一版"))
