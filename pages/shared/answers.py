"""Signed answers beside a question that is being written, folded away; the button below stays what it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.domain.places import county_of
from data.i18n import _
from data.services.answers_alike import AnswerToRead
from data.services.signed_answers import note_helped
from pages.shared import state
from pages.shared.answer_words import HELPED, NOT_YOURS, NOTED, TITLE, medicine, signature
from pages.shared.components import done, note
from pages.shared.formats import plain
from pages.shared.guards import Screen


def draw(screen: Screen, answers: Sequence[AnswerToRead]) -> None:
    if not answers:
        return
    with st.expander(_(TITLE), icon=":material/verified:"):
        for one in answers:
            with st.container(border=True, gap="xsmall", key=f"answer_{one.id}"):
                _one(screen, one)
        note(_(NOT_YOURS))


def _one(screen: Screen, one: AnswerToRead) -> None:
    st.markdown(f"**{plain(one.about)}**")
    st.markdown(plain(one.advice))
    if said := medicine(one, one.branch):
        st.markdown(plain(said))
    note(plain(signature(one)))
    told = f"helped:{one.id}"
    if state.picked(told):
        note(_(NOTED))
    elif st.button(_(HELPED), key=f"helped_{one.id}", type="tertiary", icon=":material/thumb_up:"):
        who = f"account {screen.actor.account_id}"
        if done(screen, lambda ctx: note_helped(ctx, county_of(ctx.actor.area_code), one.id, who)):
            state.pick(told, True)
            st.rerun()
