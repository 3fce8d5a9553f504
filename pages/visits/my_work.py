"""我的活: answer, go, log."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.claims import claimable
from data.queries.my_work import MyWork, my_work
from data.queries.second_opinions import second_cards
from data.services.offers import note_seen
from pages.shared import outcomes
from pages.shared.components import empty_state, facts, heading, link, note, told_once
from pages.shared.guards import require
from pages.shared.reasons import Teller
from pages.visits import _claims, _follow_ups, _second, _signed_answer, _work_cards
from pages.visits._evidence import contacts, days

COLUMN = 640

screen = require(Role.EXPERT)


def draw(work: MyWork) -> None:
    first = next(iter((*work.offers, *work.in_progress)), None)
    heading(_("等您答复 {n}件").format(n=len(work.offers)))
    for card in work.offers:
        _work_cards.offer(screen, card, teller, now, is_first=card is first)
    if not work.offers:
        note(_("没有等您答复的。"))
    heading(_("在办 {n}件").format(n=len(work.in_progress)))
    for card in work.in_progress:
        _work_cards.in_progress(screen, card, now, is_first=card is first)
    if not work.in_progress:
        note(_("手上没有在办的。"))
    _second.draw(screen, asked, now)
    _claims.draw(screen, claims, now)
    if work.to_confirm:
        heading(_("等农户确认 {n}件").format(n=len(work.to_confirm)))
        for card in work.to_confirm:
            _work_cards.to_confirm(card)


def draw_agreed(work: MyWork) -> None:
    """What the cards above do not show already."""
    shown = {card.problem.id for card in work.in_progress}
    rows = [row for row in work.follow_ups if row.what or row.problem_id not in shown]
    _follow_ups.draw(screen, rows, now.astimezone(BEIJING).date(), _("说好要做的"))


def draw_month(work: MyWork) -> None:
    heading(_("这个月"))
    with st.container(border=True, gap="small"):
        facts([
            (_("服务天数"), days(work.month.days)),
            (_("服务次数"), _("{n} 次").format(n=work.month.visits)),
            (_("服务人次"), contacts(work.month.contacts)),
        ], columns=3)
        note(_(
            "天数：出去或答复过的不同日子。次数：记下的到访，作废的不算。"
            "人次：每次在场的人加起来，同一个人来两次算两人次，不等于人数。"
        ))
    link(_("我的服务记录"), "service-record", ":material/verified:")


with screen.reading() as ctx:
    work, claims, teller, now = my_work(ctx), claimable(ctx), Teller(ctx), ctx.now
    asked = second_cards(ctx)

if work.offers:
    with screen.writing() as ctx:
        note_seen(ctx)

with st.container(width=COLUMN, gap="small"):
    st.title(_("我的活"), anchor=False)
    note(_("手上{open}件，最多{max}件").format(open=work.open, max=work.max_open))
    told_once()
    if work.offers or work.in_progress or work.to_confirm or claims or asked:
        draw(work)
    else:
        empty_state(_("手上没有问题。科技局派给您的，会出现在这里。"))
    draw_agreed(work)
    _signed_answer.to_sign(screen, work.to_sign)
    outcomes.draw_due(screen, work.outcomes_due, opens=False)
    draw_month(work)
