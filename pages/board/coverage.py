"""专家覆盖: where the county hangs on one person, or on nobody, and whom to look for next."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.services.coverage import county_coverage
from pages.board import _gaps, _recruits, _replay, _sums
from pages.shared.components import empty_state, note
from pages.shared.coverage_words import Words, about
from pages.shared.guards import require

screen = require(Role.LEADER, Role.OFFICER)
st.title(_("专家覆盖"), anchor=False)

with st.spinner(_("算一算全旗的活和人")), screen.reading() as ctx:
    county = county_coverage(ctx)
    words = Words(ctx, county.inputs.towns)

if not county.inputs.asked:
    empty_state(_("最近一年没有问题，还算不出哪里缺人。"))
else:
    note(about(county.inputs))
    _sums.numbers(county)
    _gaps.one(county, words)
    _gaps.nobody(county, words)
    wanted, advice = _recruits.draw(screen, county, words)
    _replay.draw(screen, county, words, wanted, advice)
    _sums.tables(county, words)
