"""A wrong number is put right where it was noticed: the asker's here, the expert's and the duty officer's in their
books."""

from __future__ import annotations

import streamlit as st

from data.domain.notices import Audience
from data.i18n import _
from data.queries.notices import NoticeCard
from data.services.wrong_numbers import correct_number
from pages.shared import state
from pages.shared.components import attempt, link, note
from pages.shared.guards import Screen


def draw(screen: Screen, card: NoticeCard) -> None:
    if card.audience is Audience.EXPERT:
        link(_("改专家的电话"), "expert-edit", ":material/edit:", id=card.expert_id)
    elif card.audience is Audience.DUTY:
        link(_("改值班表"), "duty", ":material/edit:")
    elif card.may_correct:
        with st.popover(_("改号码"), icon=":material/edit:", type="primary"):
            _asker(screen, card)


def _asker(screen: Screen, card: NoticeCard) -> None:
    phone = st.text_input(_("对的号码"), max_chars=20, key=f"right_number_{card.id}")
    below = st.container()
    note(_("这个电话还留在名单上，按新号码打。名册里是同一个错号码的，一起改。查进度也用新号码。"))
    if not st.button(_("改成这个号码"), key=f"correct_number_{card.id}", width="stretch"):
        return
    in_register = attempt(screen, lambda ctx: correct_number(ctx, card.id, phone), phone=below)
    if in_register is not None:
        state.pick("toast", _("改好了，名册里也改了") if in_register else _("改好了"))
        st.rerun()
