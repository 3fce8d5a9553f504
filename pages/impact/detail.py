"""这个数怎么来的: the claim beside the records, where the difference lies, by part, and the rows."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from pages.impact import _asked, _definitions, _difference, _evidence, _headline, _parts, _rows
from pages.shared.components import heading, link, show_error
from pages.shared.guards import require
from pages.shared.impact_words import people_words

screen = require(Role.LEADER, Role.OFFICER)
asked = _asked.from_address()

with st.container(horizontal=True):
    link(_("服务成效"), "impact", ":material/arrow_back:", period=asked.period)
    if asked.is_narrowed:
        link(_("看全部"), "impact-detail", ":material/zoom_out:", period=asked.period)
try:
    with screen.reading() as ctx:
        found, now = _asked.figures(ctx, asked.scope(ctx)), ctx.now
except AppError as error:
    show_error(error)
    st.stop()

st.title(_("直接受益人数 {n}").format(n=people_words(found.people.reached.low)), anchor=False)
_headline.about(found, now, *_asked.narrowed_to(found))
_difference.claim_and_records(found)
_difference.in_brief(found)
with st.container(border=True):
    heading(_("这个数有多可靠"), 3)
    _evidence.bar(found.people.evidence)
_difference.where_it_comes_from(found)
_definitions.how_reckoned(found)
_parts.by_axis(screen, found, asked)
_rows.rows(screen, asked)
