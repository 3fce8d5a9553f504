"""公开答复: all signed answers of the area, what each says, until when, whom it helped; any may be withdrawn."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.signed_answers import AnswerOfVisit, signed_answers
from pages.shared.components import demonstration_line, empty_state, link, note, told_once
from pages.shared.formats import number
from pages.shared.guards import require
from pages.visits import _signed_answer

COLUMN = 640

screen = require(Role.OFFICER)


def words_to_search(one: AnswerOfVisit) -> str:
    return f"{one.form.about} {one.form.advice} {one.expert} {_signed_answer.in_the_field(one)}".lower()


with screen.reading() as ctx:
    answers, today = signed_answers(ctx), ctx.today

with st.container(width=COLUMN, gap="small"):
    st.title(_("公开答复"), anchor=False)
    demonstration_line(screen)
    told_once()
    note(_(
        "专家把办成的一件写成谁都能用的话，签上名。问一样事的人写字时看得到，不挡着问。过了季节自己收起来，满两年要重新签。"
    ))
    search = st.text_input(
        _("搜索"), type="search", key="answers_search", placeholder=_("什么事、怎么做、专家"), max_chars=40,
    ).strip().lower()
    found = [one for one in answers if search in words_to_search(one)]
    if answers:
        note(ngettext("{n}份", "{n}份", len(found)).format(n=number(len(found))))
    for one in found:
        with st.container(border=True, gap="xsmall", key=f"signed_{one.visit_id}"):
            _signed_answer.told(screen, one, today)
            link(_("看这次到访"), "visit", ":material/edit_calendar:", id=one.visit_id)
    if answers and not found:
        empty_state(_("没有这样的公开答复。换个说法再找。"))
    elif not answers:
        empty_state(_("还没有。农户说解决了的，专家在「我的活」里签，您也可以在到访页上写好请专家签。"))
