"""The visits to one question, each a link to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from data.queries.visit_rows import VisitCard
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, heading, link
from pages.shared.formats import day, plain, shorten
from pages.shared.labels import READINESS, VISIT_KIND
from pages.visits._evidence import STATUS, contacts

ADVICE_SHOWN = 60


def draw(cards: Sequence[VisitCard], today: dt.date) -> None:
    """Nothing when there were none."""
    if not cards:
        return
    heading(_("到访"))
    for card in cards:
        with st.container(border=True, key=f"card_visit_{card.visit_id}", gap="xxsmall"):
            who = plain(_("、").join(card.experts))
            link(" · ".join([day(card.service_day, today), _(VISIT_KIND[card.kind]), who]), "visit", id=card.visit_id)
            words, colour, icon = STATUS[card.status]
            badge_line(badge(_(words), colour, icon), _ready(card), small(contacts(card.contacts)))
            badge_line(small(shorten(card.advice, ADVICE_SHOWN)))


def _ready(card: VisitCard) -> str:
    if card.readiness is None:
        return ""
    return badge(_("配合：{readiness}").format(readiness=_(READINESS[card.readiness])), "gray", "handshake")
