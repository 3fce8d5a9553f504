"""上班时间和农时: what every promise is reckoned by; what was promised before stays promised."""

from __future__ import annotations

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.problem import ProblemStatus, Urgency
from data.domain.roles import Role
from data.domain.seasons import Matter
from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.office import office_here
from data.queries.taxonomy import industries, problem_types
from data.services.clocks import promise
from pages.admin import _office_days, _office_seasons, _office_windows
from pages.shared.components import demonstration_line, note, told_once
from pages.shared.formats import promised
from pages.shared.guards import require

COLUMN = 720

screen = require(Role.OFFICER, Role.ADMIN)
may_edit = allows(screen.actor, Permission.OFFICE_EDIT, Subject(screen.county.code))

with screen.reading() as ctx:
    office, now = office_here(ctx), ctx.now
    trades = {one.code: one.short_name for one in industries(ctx)}
    types = {one.code: one.short_name for one in problem_types(ctx)}
    usual = promise(ctx, screen.county.code, ProblemStatus.WAITING, Matter(Urgency.NORMAL)).at or now
    urgent = promise(ctx, screen.county.code, ProblemStatus.WAITING, Matter(Urgency.CRITICAL)).at or now

with st.container(width=COLUMN, gap="small"):
    st.title(_("上班时间和农时"), anchor=False)
    demonstration_line(screen)
    told_once()
    st.markdown(_("答应农户的日子都按这里算。改了以后，新的按新的算；已经答应的不变。"))
    note(_("现在来一件平常的问题，{usual}前派好专家；紧急的，{urgent}前。").format(
        usual=promised(usual, now), urgent=promised(urgent, now),
    ))
    _office_windows.draw(screen, office, may_edit)
    _office_days.draw(screen, office, now.astimezone(BEIJING).date(), may_edit)
    _office_seasons.draw(screen, office, trades, types, may_edit)
    if not may_edit:
        note(_("这里由旗里定，要改请找旗科技局。"))
