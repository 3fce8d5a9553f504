"""我的问题: what one has asked, or an informant's villages have: whose turn it is, and until when."""

from __future__ import annotations

import streamlit as st

from data.domain.problem import OPEN, Ball, ProblemStatus
from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.closing import still_reopenable
from data.queries.problem_rows import ProblemCard
from data.queries.problems import OWN_SHOWN, my_problems
from data.queries.slots import choosing_times
from pages.problems._receipt_words import turn
from pages.shared.badges import small, time_badge, turn_badge
from pages.shared.components import badge, badge_line, empty_state, go_button, heading, link, note
from pages.shared.formats import moment, plain, shorten
from pages.shared.guards import require

COLUMN = 640

screen = require(Role.COOPERATIVE, Role.INFORMANT)
for_others = screen.actor.role is Role.INFORMANT


def draw_card(card: ProblemCard) -> None:
    is_ours = card.ball is Ball.ASKER or card.id in choosing
    with st.container(border=True, gap="xsmall", key=f"{'lead' if is_ours else 'card'}_{card.id}"):
        link(_("「{words}」").format(words=plain(shorten(card.words))), "receipt", id=card.id)
        badge_line(whose_turn(card), time_badge(card.due_at, now))
        asker = [plain(card.asker)] if for_others else []
        badge_line(small(*asker, moment(card.created_at, now), card.place, card.number))


def whose_turn(card: ProblemCard) -> str:
    if card.id in choosing:
        return badge(_("轮到农户：选个时间") if for_others else _("轮到您：选个时间"), "violet", "event")
    if card.id in unheard and not for_others:
        return badge(_("没联系上您，先收起来了；没解决就点开"), "violet", "restart_alt")
    return turn_badge(card.status, card.expert) if for_others else turn(card)


with screen.reading() as ctx:
    cards, now = my_problems(ctx), ctx.now
    choosing = choosing_times(ctx, [card.id for card in cards])
    unheard = still_reopenable(ctx, [card.id for card in cards if card.status is ProblemStatus.UNCONFIRMED])


def how_many_wait() -> str:
    ours = sum(card.status is ProblemStatus.TO_CONFIRM for card in cards)
    if not ours:
        return ""
    if for_others:
        words = ngettext("{n}件等农户说解决了没有，打电话问问。", "{n}件等农户说解决了没有，打电话问问。", ours)
    else:
        words = ngettext("{n}件等您说一声解决了没有。", "{n}件等您说一声解决了没有。", ours)
    return words.format(n=ours)


def draw_all() -> None:
    """What is not over, what may be taken up again unheard, and the rest folded away."""
    waiting = [card for card in cards if card.status in OPEN]
    quiet = [card for card in cards if card.id in unheard]
    over = [card for card in cards if card.status not in OPEN and card.id not in unheard]
    if waiting:
        heading(ngettext("没办完的{n}件", "没办完的{n}件", len(waiting)).format(n=len(waiting)))
    else:
        note(_("眼下没有在办的。"))
    for one in waiting:
        draw_card(one)
    if quiet:
        heading(_("没联系上农户的") if for_others else _("没联系上您的"))
    for one in quiet:
        draw_card(one)
    if over:
        with st.expander(over_words(len(over)), icon=":material/inventory_2:"):
            for one in over:
                draw_card(one)


def over_words(count: int) -> str:
    if len(cards) == OWN_SHOWN:
        return _("最近办完的{n}件").format(n=count)
    return ngettext("办完的{n}件", "办完的{n}件", count).format(n=count)


ask = _("替人登记") if for_others else _("问专家")
with st.container(width=COLUMN, gap="small"):
    st.title(_("这一片的问题") if for_others else _("我的问题"), anchor=False)
    if cards:
        go_button(ask, "ask", ":material/edit_square:")
        if waiting := how_many_wait():
            st.markdown(waiting)
        draw_all()
    elif for_others:
        empty_state(_("这一片还没有人问过。谁有事，替他登记一件。"), "ask", ask)
    else:
        empty_state(_("还没有问过。有事就问，科技局找合适的专家给您办。"), "ask", ask)
