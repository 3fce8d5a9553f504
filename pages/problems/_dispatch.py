"""派给…？: who gets what and by when, in the very words; then 派出."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.errors import AppError, Conflict
from data.domain.places import county_of
from data.domain.problem import ProblemStatus
from data.domain.seasons import Matter
from data.i18n import _
from data.i18n.errors import sentence
from data.queries.experts import ExpertChoice
from data.queries.recommendations import RecommendationView
from data.services.clocks import promise
from data.services.dispatch import assign
from pages.problems import _asked, _how
from pages.problems._loading import View
from pages.problems._texts import planned
from pages.shared import messages, state
from pages.shared.components import note as small_note
from pages.shared.components import show_error
from pages.shared.formats import deadline
from pages.shared.guards import Screen
from pages.shared.labels import OVERRIDE_REASONS, label

OVERTAKEN = {"already_assigned", "already_handed_over", "problem_changed"}


def draw(screen: Screen, view: View, made: RecommendationView, expert: ExpertChoice) -> None:
    reason, words = (None, None) if _is_first(view, expert) else _why_this_one()
    note = st.text_input(_("附言（可不填）"), max_chars=500, key="note")
    reply_by = _reply_by(screen, view)
    dispatch = planned(view, expert.name, expert.unit, reply_by, note)
    st.markdown(_("派出后，{expert}在「我的活」里看到，请在{deadline}答复。这段话复制到微信：").format(
        expert=expert.name, deadline=deadline(reply_by, view.now),
    ))
    st.code(messages.to_expert(dispatch), language=None, wrap_lines=True)
    st.markdown(_("农户在「我的问题」里看到谁来办。给农户的话："))
    st.code(messages.to_asker(dispatch), language=None, wrap_lines=True)
    small_note(_("派出后10分钟内可以撤回。"))
    _how.sheet(view.page.id)
    said = st.container()
    with st.container(horizontal=True, gap="small"):
        is_sent = st.button(_("派出"), type="primary", key="send")
        if st.button(_("再看看"), key="not_yet"):
            _asked.close()
    if is_sent:
        with said:
            _send(screen, view, made, expert, reason, words, note)


def _is_first(view: View, expert: ExpertChoice) -> bool:
    return bool(view.candidates) and view.candidates[0].expert_id == expert.id


def _why_this_one() -> tuple[str | None, str]:
    reason = st.pills(
        _("为什么派这位，不派第一位？"), list(OVERRIDE_REASONS), key="override_reason",
        format_func=lambda code: label(OVERRIDE_REASONS, code),
    )
    words = st.text_input(_("说一句原因"), max_chars=200, key="override_words") if reason == "other" else ""
    return reason, words


def _reply_by(screen: Screen, view: View) -> dt.datetime:
    page, read = view.page, view.page.understood
    types = tuple(code for code, _name in read.types)
    matter = Matter(read.urgency, read.gate, read.industry_code, read.crop, types)
    with screen.reading() as ctx:
        return promise(ctx, county_of(page.place_code), ProblemStatus.OFFERED, matter).at or ctx.now


def _send(
    screen: Screen, view: View, made: RecommendationView, expert: ExpertChoice,
    reason: str | None, words: str | None, note: str,
) -> None:
    page = view.page
    try:
        with screen.writing() as ctx:
            assign(ctx, page.id, page.version, expert.id, made.id, reason, words, note)
    except Conflict as error:
        if error.code not in OVERTAKEN:
            show_error(error)
            return
        state.pick("warning", sentence(error, screen.lang))
    except AppError as error:
        show_error(error)
        return
    else:
        state.pick("toast", _("派给{expert}了").format(expert=expert.name))
    _asked.close()
