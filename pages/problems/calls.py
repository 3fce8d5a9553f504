"""要打的电话: whom to tell what, until everybody knows."""

from __future__ import annotations

import streamlit as st

from data.domain.notices import Audience
from data.domain.roles import Role
from data.i18n import N_, _, ngettext
from data.queries.county import county_here
from data.queries.notices import to_call
from pages.problems import _call_cards
from pages.shared import state
from pages.shared.components import demonstration_line, empty_state, link, note, told_once
from pages.shared.formats import number
from pages.shared.guards import require
from pages.shared.menu import HOMES

screen = require(Role.OFFICER, Role.INFORMANT)

WHICH = {"all": N_("全部"), Audience.ASKER.value: N_("农户的"), Audience.EXPERT.value: N_("专家的")}

st.title(_("要打的电话"), anchor=False)
demonstration_line(screen)
told_once()
about = state.number_in_address("problem")
which = "all" if screen.actor.role is Role.INFORMANT else st.pills(
    _("哪些"), list(WHICH), default="all", required=True, key="calls_which", label_visibility="collapsed",
    format_func=lambda code: _(WHICH[code]),
)
with screen.reading() as ctx:
    page = to_call(ctx, None if which == "all" else Audience(which), state.picked("calls_page") or 1, about)
    office, now = county_here(ctx).office_phone, ctx.now
waiting = ngettext("还有{n}个电话要打，打完一个少一个。", "还有{n}个电话要打，打完一个少一个。", page.total)
note(waiting.format(n=number(page.total)))
if about is not None:
    link(_("看全部要打的电话"), "to-call", ":material/phone_forwarded:")
several = st.container()
ticked = [card.id for card in page.rows if _call_cards.draw(screen, card, office, now)]
if ticked:
    with several:
        _call_cards.for_several(screen, ticked)
if not page.rows:
    home = HOMES[screen.actor.role]
    back = _("回到今天") if home == "today" else _("这一片的问题")
    empty_state(_("都说到了，现在没有要打的电话。"), home, back)
if page.pages > 1:
    st.pagination(page.pages, key="calls_page")
