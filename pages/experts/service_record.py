"""服务记录: an expert's days, visits, people and solved questions of a time, to issue with a code anybody can check."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.roles import Role
from data.i18n import _
from data.queries.service_record import counted_now, record_of
from data.queries.service_records import expert_of_record, issued_records
from data.services.service_records import issue_record
from pages.experts import _record_days, _record_parts
from pages.shared import state
from pages.shared.components import attempt, dead_end, demonstration_line, heading, link, note, told_once
from pages.shared.formats import plain
from pages.shared.guards import require

COLUMN = 720

screen = require(Role.EXPERT, Role.OFFICER)
is_own = screen.actor.role is Role.EXPERT

try:
    with screen.reading() as ctx:
        expert = expert_of_record(ctx, screen.actor.expert_id if is_own else state.number_in_address("expert"))
        expert_id, name, unit = expert.id, expert.name, expert.unit
        issued, today = issued_records(ctx, expert_id), ctx.today
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    if is_own:
        link(_("我的活"), "my-work", ":material/arrow_back:")
    else:
        link(plain(name), "expert", ":material/arrow_back:", id=expert_id)
    st.title(_("我的服务记录") if is_own else _("{name}的服务记录").format(name=plain(name)), anchor=False)
    demonstration_line(screen)
    told_once()
    note(_("{name}，{unit}。评职称、年度考核用：每个数都有编号可查，别人凭编码能核对。").format(
        name=plain(name), unit=plain(unit),
    ))
    _record_parts.issued(screen, issued)
    heading(_("再出一份") if issued else _("出一份"))
    chosen = _record_days.choose(today)
    if chosen is not None:
        with screen.reading() as ctx:
            kept = counted_now(ctx, expert_of_record(ctx, expert_id), *chosen)
        found = record_of(kept, screen.lang)
        _record_parts.figures(found)
        if st.button(_("出这一份"), type="primary", key="issue_record", icon=":material/verified:", width="stretch"):
            code = attempt(screen, lambda ctx: issue_record(ctx, expert_id, *chosen))
            if code is not None:
                state.pick("toast", _("出好了，编码 {code}").format(code=code))
                st.rerun()
        _record_parts.lines(found)
