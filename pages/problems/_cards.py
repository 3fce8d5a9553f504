"""Questions in a list: the asker's words as the one link, then whose turn, until when, where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import streamlit as st

from data.i18n import _
from data.queries.problem_rows import ProblemCard
from pages.shared.badges import small, time_badge, turn_badge, urgency_badge
from pages.shared.components import badge_line, link
from pages.shared.formats import plain, shorten


def draw(cards: Iterable[ProblemCard], now: dt.datetime, group: str = "card") -> None:
    """`group` keeps a question apart from itself where a screen names it twice."""
    for card in cards:
        with st.container(border=True, key=f"{group}_{card.id}", gap="xxsmall"):
            draw_one(card, now)


def emergencies(cards: Iterable[ProblemCard], now: dt.datetime) -> None:
    """Above all, with a red edge."""
    for card in cards:
        with st.container(border=True, key=f"alarm_{card.id}", gap="xxsmall"):
            draw_one(card, now)


def draw_one(card: ProblemCard, now: dt.datetime) -> None:
    link(_("「{words}」").format(words=plain(shorten(card.words))), "problem", id=card.id)
    badge_line(
        urgency_badge(card.urgency), turn_badge(card.status, card.expert), time_badge(card.due_at, now),
        small(card.place, card.industry, card.number),
    )
