"""服务成效: does it work, how sure is that, and where does it not?"""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.ladder import with_leader
from pages.impact import _asked, _claim, _closed, _headline, _pictures, _times, _views
from pages.shared.components import link
from pages.shared.growth import growth
from pages.shared.guards import require

screen = require(Role.LEADER, Role.OFFICER)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
    title = st.container(width="content")
    with st.container(horizontal=True, width="content", vertical_alignment="bottom"):
        asked = _asked.Asked(_asked.choose_period(_asked.from_address().period))
        with st.container(width="content", key="noprint_sheet"):
            st.link_button(_("打印一页"), f"/impact-sheet?period={asked.period}", icon=":material/print:")
with screen.reading() as ctx:
    found, now = _asked.figures(ctx, asked.scope(ctx)), ctx.now
    is_asked = screen.actor.role is Role.LEADER and bool(with_leader(ctx))

with title:
    st.title(_("服务成效"), anchor=False)
    _headline.about(found, now)
if is_asked:
    link(_("有问题报到您这里，去看"), "problems", ":material/stairs:")
_headline.hero(found, asked, decides=screen.actor.role is Role.OFFICER)
_claim.sentence(found, asked)
_headline.key_numbers(found, asked)
closed = _closed.marks(screen)
with st.container(key="split_pictures"):
    left, right = st.columns(2)
with left:
    growth(found, closed)
with right:
    _pictures.towns(screen, found, asked)
with st.container(key="noprint_more"):
    _times.draw(screen, found)
    _pictures.bars(screen, found, asked)
    _views.closer(screen, asked)
