"""认过的: who decided which pair, and the way back."""

from __future__ import annotations

import streamlit as st

from data.domain.register import PairDecision
from data.domain.roles import Role
from data.i18n import N_, _
from data.queries.identity_pairs import decided_lines
from data.services.identities import take_back
from pages.persons._words import decided_words, line
from pages.shared import state
from pages.shared.components import done, empty_state, link, note, told_once
from pages.shared.formats import moment, plain
from pages.shared.guards import require

KINDS = {"all": N_("全部"), "same": N_("是同一个人"), "different": N_("是两个人")}

screen = require(Role.OFFICER)

link(_("是不是同一个人"), "same-person", ":material/arrow_back:")
st.title(_("认过的"), anchor=False)
note(_("撤回以后这一对重新等人认，所有的数都回到认之前。机器自己认的也能撤回，撤回了它不会再认第二遍。"))
kind = st.pills(
    _("哪些"), list(KINDS), default="all", required=True, key="decided_kind", label_visibility="collapsed",
    format_func=lambda code: _(KINDS[code]),
)
told_once()
with screen.reading() as ctx:
    only = None if kind == "all" else PairDecision(kind)
    page, now = decided_lines(ctx, state.picked("decided_page", 1), only=only), ctx.now

for pair in page.rows:
    with st.container(border=True, key=f"card_pair_{pair.pair_id}", gap="xsmall"):
        link(line(pair), "same-person", id=pair.pair_id)
        words, back = st.columns([4, 1], vertical_alignment="center")
        with words:
            note(_("{what}，{who}{at}认的").format(
                what=decided_words(pair.decision), who=plain(pair.decided_by) or _("机器"),
                at=moment(pair.decided_at, now) if pair.decided_at else "",
            ))
        if back.button(
            _("撤回"), icon=":material/undo:", key=f"undo_{pair.pair_id}", width="stretch",
        ) and done(screen, lambda ctx, one=pair: take_back(ctx, one.pair_id, one.version)):
            state.pick("toast", _("撤回了，数都回到原来的"))
            st.rerun()
if not page.total:
    empty_state(_("还没有认过哪一对。"), "same-person", _("去认"))
elif page.pages > 1:
    st.pagination(page.pages, key="decided_page")
