"""The cards of an expert's own work: an offer to answer, a question in hand, one that waits for the farmer."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.my_work import WorkCard
from data.services.dispatch import accept, decline
from pages.shared import state
from pages.shared.badges import small, time_badge, urgency_badge
from pages.shared.components import badge_line, done, link, note, reason_list
from pages.shared.formats import day, phone, plain, shorten, span
from pages.shared.guards import Screen
from pages.shared.labels import DECLINE_REASONS, label
from pages.shared.menu import SCREENS
from pages.shared.promise_words import season_badge
from pages.shared.reasons import Teller
from pages.visits import _times

DECLINING = "declining"
WORDS_SHOWN = 120


def offer(screen: Screen, card: WorkCard, teller: Teller, now: dt.datetime, *, is_first: bool) -> None:
    """Why it is you, and 接下 or 接不了. Only the first card of the page has the filled button."""
    with st.container(border=True, key=f"lead_{card.assignment_id}", gap="small"):
        _head(card, time_badge(card.reply_by, now, _("答复接不接")))
        if card.note:
            st.markdown(_("科技局附言：{note}").format(note=plain(card.note)))
        if card.reasons:
            with st.container(gap="xsmall"):
                note(_("为什么是您"))
                reason_list(teller.rows(card.reasons), f"offer_{card.assignment_id}")
        if state.picked(DECLINING) == card.assignment_id:
            _decline(screen, card)
        else:
            _answer(screen, card, is_first)


def in_progress(screen: Screen, card: WorkCard, now: dt.datetime, *, is_first: bool) -> None:
    """Call, go, log; or give it back."""
    with st.container(border=True, key=f"card_{card.assignment_id}", gap="small"):
        _head(card, time_badge(card.problem.due_at, now, _("到地里看或回话")))
        _times.agreed(card, now)
        if card.follow_up_on:
            today = now.astimezone(BEIJING).date()
            st.markdown(_("约好{day}再去").format(day=day(card.follow_up_on, today)))
        st.markdown(f"{plain(card.problem.asker)} &nbsp; [:material/call: {phone(card.phone)}](tel:{card.phone})")
        if state.picked(DECLINING) == card.assignment_id:
            _decline(screen, card)
            return
        is_offering = _times.offer(screen, card, now)
        _log(card, is_first and not is_offering)
        _wants_to_decline(card, _("办不了，退回科技局"), "tertiary")


def to_confirm(card: WorkCard) -> None:
    """Nothing to do but wait; a further visit may still be logged."""
    with st.container(border=True, key=f"card_{card.assignment_id}", gap="small"):
        _head(card, "")
        _log(card, False)


def _head(card: WorkCard, until: str) -> None:
    problem = card.problem
    road = _("路上约{span}").format(span=span(card.minutes)) if card.minutes is not None else None
    with st.container(gap="xsmall"):
        link(_("「{words}」").format(words=plain(shorten(problem.words, WORDS_SHOWN))), "problem", id=problem.id)
        season = season_badge(card.season)
        badge_line(urgency_badge(problem.urgency), until, season, small(problem.place, road, problem.number))


def _answer(screen: Screen, card: WorkCard, is_first: bool) -> None:
    kind = "primary" if is_first else "secondary"
    if st.button(_("接下"), type=kind, width="stretch", key=f"accept_{card.assignment_id}") and done(
        screen, lambda ctx: accept(ctx, card.assignment_id),
    ):
        state.pick(_times.OFFERING, card.assignment_id)
        state.pick("toast", _("接下了。给几个时间让农户选，或者打电话约；办完记一次"))
        st.rerun()
    _wants_to_decline(card, _("接不了"), "secondary")


def _wants_to_decline(card: WorkCard, words: str, kind: str) -> None:
    if st.button(words, type=kind, width="stretch", key=f"decline_{card.assignment_id}"):
        state.pick(DECLINING, card.assignment_id)
        st.rerun()


def _decline(screen: Screen, card: WorkCard) -> None:
    """Why not, by pills; the question goes back to the bureau."""
    reason = st.pills(
        _("因为什么"), list(DECLINE_REASONS), format_func=lambda code: label(DECLINE_REASONS, code), key="why_declined",
    )
    words = st.text_input(_("说一句（选「其他」要写）"), max_chars=200, key="declined_words")
    if st.button(_("退回科技局"), type="primary", width="stretch", key="send_decline") and done(
        screen, lambda ctx: decline(ctx, card.assignment_id, reason or "", words),
    ):
        state.drop(DECLINING)
        state.pick("toast", _("退回了，科技局另派"))
        st.rerun()
    if st.button(_("再看看"), width="stretch", key="keep"):
        state.drop(DECLINING)
        st.rerun()


def _log(card: WorkCard, is_first: bool) -> None:
    kind = "primary" if is_first else "secondary"
    if st.button(
        _("记一次"), type=kind, icon=":material/edit_calendar:", width="stretch", key=f"log_{card.assignment_id}",
    ):
        st.switch_page(SCREENS["log-visit"].file, query_params={"problem": str(card.problem.id)})
