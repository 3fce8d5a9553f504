"""选几件一起办: several questions of the day, each to the first who was recommended, or joined as one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.domain.promises import WITHDRAW_WITHIN
from data.i18n import _, ngettext
from data.i18n.errors import sentence
from data.queries.problem_rows import ProblemCard
from data.queries.recommendations import First, first_recommended
from data.services.together import Together, join_together, send_together, take_back_together
from pages.problems import _cards
from pages.shared import state
from pages.shared.components import attempt, badge, badge_line, done, link, note
from pages.shared.formats import clock, number, plain, shorten
from pages.shared.guards import Screen, open_dialog
from pages.shared.reasons import Teller

ASKED, SENT = "together:asked", "together:sent"
LEAST = 2


@dataclass(frozen=True)
class Choice:
    """A question that was ticked, who is first for it and why; `said` None where nobody was recommended."""

    card: ProblemCard
    first: First | None
    said: str | None


@dataclass(frozen=True)
class Sent:
    """What was asked for, by problem, what became of it, and when."""

    asked: Mapping[int, Choice]
    became: Together
    at: dt.datetime


def draw(screen: Screen, cards: Sequence[ProblemCard], now: dt.datetime) -> None:
    """What is chosen, and what became of it, stays in sight below the list."""
    if len(cards) < LEAST or not st.toggle(_("选几件一起办"), key="together"):
        _cards.draw(cards, now)
        _what_became(screen, now)
        return
    chosen = [choice for choice in _choices(screen, cards) if _tick(choice, now)]
    with st.container(key="below_list", gap="small"):
        _what_became(screen, now)
        _actions(screen, chosen)


def _choices(screen: Screen, cards: Sequence[ProblemCard]) -> list[Choice]:
    with screen.reading() as ctx:
        firsts, teller = first_recommended(ctx, [card.id for card in cards]), Teller(ctx)
    found = ((card, firsts.get(card.id)) for card in cards)
    return [Choice(card, first, _words(first, teller) if first else None) for card, first in found]


def _words(first: First, teller: Teller) -> str:
    who = _("第一推荐：{expert}，{unit}").format(expert=first.name, unit=first.unit)
    return _("{who}。{why}").format(who=who, why=teller.tell(first.reason)) if first.reason else who


def _tick(choice: Choice, now: dt.datetime) -> bool:
    card = choice.card
    with st.container(border=True, key=f"card_{card.id}", gap="xxsmall"):
        is_chosen = st.checkbox(_("选{number}").format(number=card.number), key=f"tick_{card.id}")
        _cards.draw_one(card, now)
        note(plain(choice.said or _("还没有推荐得出的专家，只能并成一件事。")))
    return is_chosen


def _actions(screen: Screen, chosen: Sequence[Choice]) -> None:
    going = {choice.card.id: choice for choice in chosen if choice.first}
    with st.container(horizontal=True, gap="small"):
        words = ngettext("派给各自的第一位（{n}件）", "派给各自的第一位（{n}件）", len(going))
        if st.button(words.format(n=number(len(going))), type="primary", key="send_several", disabled=not going):
            state.pick(ASKED, going)
        if st.button(_("并成一件事"), icon=":material/hub:", key="join_several", disabled=len(chosen) < LEAST):
            _join(screen, chosen)
    if asked := state.picked(ASKED):
        open_dialog(screen, _("这几件派出去？"), _look_again, asked, on_dismiss=_forget)


def _join(screen: Screen, chosen: Sequence[Choice]) -> None:
    if done(screen, lambda ctx: join_together(ctx, [choice.card.id for choice in chosen])):
        state.pick("toast", _("并在一起了，一趟能办几家；各家的编号和回执不变"))
        st.rerun()


def _look_again(screen: Screen, asked: Mapping[int, Choice]) -> None:
    """Which question to whom and why, once more, before anything goes out."""
    for choice in asked.values():
        with st.container(gap=None):
            st.markdown(f"**{_quoted(choice.card)}**")
            note(plain(choice.said or ""))
    note(_("每位在「我的活」里看到，话在「要打的电话」里。派出后10分钟内可以撤回。"))
    firsts = {problem_id: choice.first for problem_id, choice in asked.items() if choice.first}
    if st.button(_("派出"), type="primary", key="send_now") and (
        became := attempt(screen, lambda ctx: Sent(asked, send_together(ctx, firsts), ctx.now))
    ):
        state.pick(SENT, became)
        _forget()
        st.rerun()


def _forget() -> None:
    state.drop(ASKED)


def _what_became(screen: Screen, now: dt.datetime) -> None:
    """What went out and what did not, until it is read; while it can be taken back, the way back."""
    sent: Sent | None = state.picked(SENT)
    if sent is None:
        return
    with st.container(border=True, key="panel_together", gap="xxsmall"):
        if went := sent.became.done:
            words = _("派出了{n}件").format(n=number(len(went)))
            firsts = (choice.first for problem_id, choice in sent.asked.items() if problem_id in went)
            names = dict.fromkeys(first.name for first in firsts if first)
            badge_line(badge(words, "green", "check_circle"), plain(_("、").join(names)))
        for problem_id, error in sent.became.left.items():
            link(_("没办成：{words}").format(words=_quoted(sent.asked[problem_id].card)), "problem", id=problem_id)
            note(plain(sentence(error, screen.lang)))
        with st.container(horizontal=True, gap="small"):
            _way_back(screen, sent, now)
            if st.button(_("知道了"), type="tertiary", key="read_several"):
                state.drop(SENT)
                st.rerun()


def _way_back(screen: Screen, sent: Sent, now: dt.datetime) -> None:
    until = sent.at + WITHDRAW_WITHIN
    if not sent.became.done or now >= until:
        return
    words = _("一起撤回（{moment}前可以）").format(moment=clock(until, now))
    if st.button(words, icon=":material/undo:", key="undo_several") and (
        back := attempt(screen, lambda ctx: take_back_together(ctx, sent.became.done))
    ):
        if back.done:
            state.pick("toast", _("撤回了{n}件").format(n=number(len(back.done))))
        state.pick(SENT, Sent(sent.asked, Together({}, back.left), sent.at) if back.left else None)
        st.rerun()


def _quoted(card: ProblemCard) -> str:
    return _("「{words}」").format(words=plain(shorten(card.words)))
