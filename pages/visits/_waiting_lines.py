"""Lines of a list that wait for a person's word: another person of that name, or set aside."""

from __future__ import annotations

import streamlit as st

from data.domain.name_list import Standing
from data.i18n import N_, _
from data.services.name_lists import settle_line
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.visits._loading import View

WHY = {
    Standing.DEAD: N_("名册上记着这个人已去世"),
    Standing.UNREADABLE: N_("名字、手机号或村名认不出来"),
}


def draw(screen: Screen, view: View) -> None:
    """Nothing when nothing waits. Only an officer has the buttons."""
    if not view.waiting:
        return
    heading(_("名单上等认定的 {n} 行").format(n=len(view.waiting)))
    for line in view.waiting:
        with st.container(border=True, gap="xsmall", key=f"card_line_{line.line_id}"):
            st.markdown(_("第{n}行 **{name}**").format(n=line.number, name=plain(line.name)))
            note(_("{why}。认定以前不计人次，也不计人数。").format(why=_(WHY[line.standing])))
            if view.may_settle:
                _answers(screen, line.line_id, line.standing)


def _answers(screen: Screen, line_id: int, standing: Standing) -> None:
    with st.container(horizontal=True):
        if standing is Standing.DEAD:
            _answer(screen, line_id, _("是同名的另一个人"), True)
        _answer(screen, line_id, _("放到一边，不计"), False)


def _answer(screen: Screen, line_id: int, label: str, is_somebody_else: bool) -> None:
    if st.button(label, key=f"settle_{line_id}_{is_somebody_else}") and done(
        screen, lambda ctx: settle_line(ctx, line_id, is_somebody_else=is_somebody_else),
    ):
        state.pick("toast", _("认定好了，数跟着变"))
        st.rerun()
