"""推荐的规则: which weights recommend, and whether this county's past says that others would do better."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.ranking_policies import policy_view
from data.services.ranking_policies import weigh_past
from pages.admin import _policy_parts
from pages.shared import state
from pages.shared.components import badge_line, demonstration_badge, heading, note, told_once
from pages.shared.guards import require

WEIGHED = "policy:weighed"
screen = require(Role.OFFICER, Role.LEADER, Role.ADMIN)

with screen.reading() as ctx:
    standing = policy_view(ctx)

st.title(_("推荐的规则"), anchor=False)
if screen.county.is_demonstration:
    badge_line(demonstration_badge(), _("这里的问题和结果都是编的，学出来的规则也只对编的数据。"))
told_once()
heading(_("现在用的"))
_policy_parts.standing(screen, standing)
heading(_("本旗的经过怎么说"))
note(_("拿办结并确认的老问题来试：先学旧的一半多，再拿新的去考，看谁把真正办成的人排在前面。常被派的人不多算。"))
if st.button(_("学一遍，考一遍"), icon=":material/school:", key="weigh"):
    with st.spinner(_("在算，要十来秒")), screen.reading() as ctx:
        state.pick(WEIGHED, (weigh_past(ctx),))
weighed = state.picked(WEIGHED)
if weighed is not None:
    _policy_parts.verdict(screen, standing, weighed[0])
