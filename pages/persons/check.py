"""抽查: how good the engine is here, by its own word and by a person's who was not told what it said."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.identity_quality import quality, sample_pair
from pages.persons import _pair, _sample
from pages.shared.components import dead_end, link, told_once
from pages.shared.guards import require

COLUMN = 860

screen = require(Role.OFFICER)

try:
    with screen.reading() as ctx:
        found, now = quality(ctx, screen.county.code), ctx.now
        sample, pair = found.sample, None
        if sample and sample.next_place is not None:
            pair = sample_pair(ctx, screen.county.code, sample.sample_id, sample.next_place)
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    link(_("是不是同一个人"), "same-person", ":material/arrow_back:")
    st.title(_("抽查：机器认得准不准"), anchor=False)
    told_once()
    _sample.figures(found, now)
    if pair is None or sample is None:
        _sample.draw_button(screen)
    else:
        with st.container(border=True, key="lead_sample", gap="small"):
            _sample.question(sample)
            _pair.evidence(pair)
            _sample.answers(screen, sample)
        _pair.histories(pair, now)
    if sample:
        _sample.wrong(sample)
