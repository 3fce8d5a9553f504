"""请您独立看一看: a question of another expert's; one's own opinion first, then what the other one wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.second_opinions import SecondCard
from data.services.second_opinions import ADVICE_MAX, FOUND_MAX, decline_second, give_second
from pages.shared import state
from pages.shared.badges import small, time_badge, urgency_badge
from pages.shared.components import answer_of, badge_line, done, fact, heading, note, photos
from pages.shared.formats import day, moment, plain
from pages.shared.guards import Screen


def draw(screen: Screen, cards: Sequence[SecondCard], now: dt.datetime) -> None:
    if not cards:
        return
    heading(_("请您独立看一看 {n}件").format(n=sum(card.request.is_open for card in cards)))
    note(_("已经有一位专家在办。您写完以前看不到他怎么说，他办完以前也看不到您的。"))
    for card in cards:
        with st.container(border=True, key=f"card_second_{card.problem_id}", gap="small"):
            _question(card, now)
            if card.request.is_open:
                _write(screen, card)
            else:
                _written(card, now)


def _question(card: SecondCard, now: dt.datetime) -> None:
    st.markdown(_("「{words}」").format(words=plain(card.words)))
    asked = _("{moment}请的").format(moment=moment(card.request.asked_at, now))
    waits = time_badge(card.request.due_at, now) if card.request.is_open else ""
    where = small(card.place, card.crop or card.industry or "", card.number, asked)
    badge_line(urgency_badge(card.urgency), waits, where)
    photos(card.photos, _("农户拍的照片"), f"photos_{card.problem_id}")
    answer_of(card.answer, f"photos_answer_{card.problem_id}")


def _write(screen: Screen, card: SecondCard) -> None:
    id_ = card.problem_id
    found = st.text_input(_("您看是什么原因"), max_chars=FOUND_MAX, key=f"second_found_{id_}")
    below_found = st.container()
    advice = st.text_area(_("您看怎么办"), max_chars=ADVICE_MAX, key=f"second_advice_{id_}")
    below_advice = st.container()
    if st.button(_("写好了，交给科技局"), width="stretch", key=f"second_give_{id_}") and done(
        screen, lambda ctx: give_second(ctx, id_, found, advice), found=below_found, advice=below_advice,
    ):
        state.pick("toast", _("交给科技局了。现在看得到头一位怎么说"))
        st.rerun()
    if st.button(_("看不了"), type="tertiary", width="stretch", key=f"second_decline_{id_}") and done(
        screen, lambda ctx: decline_second(ctx, id_),
    ):
        state.pick("toast", _("告诉科技局了，另请别人"))
        st.rerun()


def _written(card: SecondCard, now: dt.datetime) -> None:
    today = now.astimezone(BEIJING).date()
    fact(_("您写的原因"), plain(card.request.found))
    fact(_("您写的办法"), plain(card.request.advice))
    for one in card.firsts:
        who = plain(_("、").join(one.experts))
        fact(f"{day(one.day, today)} · {who}", plain(one.advice))
    if not card.firsts:
        note(_("头一位还没有写。"))
