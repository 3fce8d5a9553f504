"""结账: the periods that were closed, and closing another one."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.closed_periods import closed_periods, may_read
from pages.impact import _closed, _closing
from pages.shared.components import demonstration_line, empty_state, heading, link, note, told_once
from pages.shared.guards import require

COLUMN = 720

screen = require(Role.LEADER, Role.OFFICER)

with screen.reading() as ctx:
    closed, is_countys, today = closed_periods(ctx), may_read(ctx), ctx.today

with st.container(width=COLUMN, gap="small"):
    link(_("服务成效"), "impact", ":material/arrow_back:")
    st.title(_("结账"), anchor=False)
    demonstration_line(screen)
    told_once()
    note(_("签了字，这段时间的数就定下来，随时能照样再打印。以后的更正照样能做，改了什么、为什么，都写在旁边。"))
    if not is_countys:
        empty_state(_("结账是全旗的事，只管一处的账号看不到。"))
        st.stop()
    heading(_("结过的账"))
    if closed:
        _closed.lines(screen, closed)
    else:
        empty_state(_("还没有结过账。"))
    if screen.actor.role is Role.LEADER:
        _closing.draw(screen, closed, today)
    else:
        note(_("结账由领导签字。"))
