"""公开答复: all signed answers of the area, what each says, until when, whom it helped; any may be withdrawn."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.signed_answers import signed_answers
from pages.shared.components import demonstration_line, empty_state, link, note, told_once
from pages.shared.guards import require
from pages.visits import _signed_answer

COLUMN = 640

screen = require(Role.OFFICER)

with screen.reading() as ctx:
    answers, today = signed_answers(ctx), ctx.today

with st.container(width=COLUMN, gap="small"):
    st.title(_("公开答复"), anchor=False)
    demonstration_line(screen)
    told_once()
    note(_(
        "专家把办成的一件写成谁都能用的话，签上名。问一样事的人写字时看得到，不挡着问。过了季节自己收起来，满两年要重新签。"
    ))
    for one in answers:
        with st.container(border=True, gap="xsmall", key=f"signed_{one.visit_id}"):
            _signed_answer.told(screen, one, today)
            link(_("看这次到访"), "visit", ":material/edit_calendar:", id=one.visit_id)
    if not answers:
        empty_state(_("还没有。农户说解决了的，专家在「我的活」里签，您也可以在到访页上写好请专家签。"))
