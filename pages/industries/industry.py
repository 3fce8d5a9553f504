"""One industry: what belongs to it, which towns are known for it, who knows it, who grows it."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.industry_record import experts_of_industry, farms_of_industry
from data.register.industry import INDUSTRY
from pages.industries._look import INDUSTRIES
from pages.shared.components import badge
from pages.shared.guards import require
from pages.shared.register import lifecycle, links, past, record

screen = require(Role.OFFICER, Role.LEADER)

view = record.load(screen, INDUSTRY)
code = view.page.document["code"]
with screen.reading() as ctx:
    experts, farms = experts_of_industry(ctx, code), farms_of_industry(ctx, code)
proposal = badge(_("建议，旗里没有定"), "orange", "help") if view.page.document["is_proposal"] else ""
record.head(screen, INDUSTRIES, view, proposal)
with st.container(key="split_industry"):
    left, right = st.columns([1, 1], gap="medium")
    with left:
        record.sections(INDUSTRY, view)
    with right:
        links.draw(_("会这个的专家"), "expert", experts, _("名册里还没有会这个的专家。"))
        links.draw(_("在种在养的（前二十户）"), "farm", farms, _("名册里还没有种的、养的。"))
past.draw(screen, INDUSTRY, view.page.id)
lifecycle.show(screen, INDUSTRY, view.page, _("停用后不能再选，用过它的记录不变。"))
