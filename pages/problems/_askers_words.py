"""What the asker answered when asked whether it is solved."""

from __future__ import annotations

import streamlit as st

from data.domain.visit import ConfirmedBy, Outcome
from data.i18n import N_, _
from data.queries.confirmations import AskersWord
from pages.problems._loading import View
from pages.shared.asker_words import PRACTICE, RATING
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, heading, note
from pages.shared.formats import moment, number, plain

DOORS = {
    ConfirmedBy.ACCOUNT: N_("自己的账号"), ConfirmedBy.RECEIPT: N_("编号和手机号"),
    ConfirmedBy.CALL_BACK: N_("打电话问的"),
}


def draw(view: View) -> None:
    """Nothing before the first answer."""
    if not view.askers_words:
        return
    heading(_("农户的回话"))
    for one in view.askers_words:
        with st.container(border=True, gap="xxsmall"):
            _one(one, view)


def _one(one: AskersWord, view: View) -> None:
    solved = one.outcome is Outcome.SOLVED
    badge_line(
        badge(_("解决了") if solved else _("没解决"), "green" if solved else "orange", "campaign"),
        badge(_("做法{used}").format(used=_(PRACTICE[one.practice_used])), "gray") if one.practice_used else "",
        badge(_("办得{rating}").format(rating=_(RATING[one.rating])), "gray") if one.rating else "",
        small(moment(one.at, view.now), one.answered_by, _(DOORS[one.door])),
    )
    if one.words:
        st.markdown(_("「{words}」").format(words=plain(one.words)))
    if one.loss_avoided is not None:
        note(_("少损失约{yuan}元：{how}").format(yuan=number(one.loss_avoided), how=plain(one.loss_how or "")))
