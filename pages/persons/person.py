"""一个人: what reached them, masked; open for those who may, which is written down."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError, NotFound
from data.domain.roles import Role
from data.i18n import _
from data.queries.person_page import person_page
from data.services.persons import unmask
from pages.persons._death import death
from pages.persons._pair import visit_line
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import attempt, badge_line, dead_end, facts, heading, link, note, told_once
from pages.shared.formats import number, phone, plain
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.OFFICER, Role.LEADER)

try:
    with screen.reading() as ctx:
        if (wanted := state.number_in_address("id")) is None:
            raise NotFound("person_unknown")
        person, today = person_page(ctx, wanted), ctx.today
except AppError as error:
    dead_end(screen, error)

with st.container(width=COLUMN, gap="small"):
    st.title(plain(person.name), anchor=False)
    badge_line(small(person.phone, person.place))
    told_once()
    if person.may_unmask and st.button(_("看姓名和手机号（会记下来）"), icon=":material/visibility:", key="unmask"):
        shown = attempt(screen, lambda ctx: unmask(ctx, person.person_id))
        if shown:
            facts([
                (_("姓名"), plain(shown.name)), (_("手机号"), phone(shown.phone)),
                (_("户主"), plain(shown.household_head or "–")), (_("出生年"), str(shown.birth_year or "–")),
            ])
    if len(person.records) > 1:
        said = _("；").join(f"{plain(name)} {plain(number_)}".strip() for name, number_ in person.records)
        note(_("名册里 {n} 条记录认成了这一个人：{records}").format(n=number(len(person.records)), records=said))
    for farm_id, name in person.farms:
        link(plain(name), "farm", ":material/agriculture:", id=farm_id)
    death(screen, person, today)
    heading(_("得到过的服务"), beside=_("{n} 次").format(n=number(len(person.visits))))
    if not person.visits:
        note(_("还没有哪次到访写了这个名字。"))
    with st.container(gap="xsmall", key="rows_reached"):
        for visit in person.visits:
            link(visit_line(visit, today), "visit", id=visit.visit_id)
