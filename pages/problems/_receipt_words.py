"""What an asker is told at each step: headline, who has it, until when, whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.problem import Ball, ProblemStatus
from data.i18n import _
from data.queries.asking import AskPage
from data.queries.problem_page import TimelineEntry
from data.queries.problem_rows import ProblemCard
from data.queries.receipts import ReceiptView
from pages.shared.asker_words import TAKEN_ON, WHO, together
from pages.shared.badges import turn_badge
from pages.shared.components import badge
from pages.shared.formats import moment, phone, plain
from pages.shared.labels import EVENT, NEXT_STEP, label
from pages.shared.promise_words import when
from pages.shared.slot_words import half_day


def duty_phone(view: ReceiptView | AskPage) -> None:
    """Before anything else: an epidemic is reported by phone, at once."""
    number = view.duty_phone or view.office_phone
    with st.container(border=True, key="alarm_duty", gap="xsmall"):
        if view.duty_phone:
            words = _("先别等：打动物防疫值班电话")
        elif number:
            words = _("先别等：打科技局电话，问动物防疫的值班电话")
        else:
            words = _("先别等：问科技局要动物防疫的值班电话，马上打")
        st.markdown(f"### :red[:material/emergency: {words}]", anchors=False)
        if number:
            st.markdown(f"## [:material/call: {phone(number)}](tel:{number})", anchors=False)
        st.markdown(_("病畜隔开，死畜不动、不卖、不剖。是什么病由动物防疫部门定。"))


def rows(view: ReceiptView, timeline: Sequence[TimelineEntry], now: dt.datetime) -> list[tuple[str, str]]:
    """(label, Markdown) lines of the receipt."""
    found = [(_("谁来办"), _who(view, timeline))]
    if view.event:
        found.append((_("同样的事"), plain(together(view.event))))
    if view.status in TAKEN_ON and view.expert_phone:
        found.append((_("专家的电话"), call_link(view.expert_phone)))
    if view.slot:
        found.append((_("约好的时间"), half_day(view.slot, now)))
    if until := when(view.status, view.due_at, view.season, now):
        found.append((_("什么时候"), until))
    if view.office_phone:
        found.append((_("有急事打"), call_link(view.office_phone)))
    return found


def steps(timeline: Sequence[TimelineEntry], now: dt.datetime) -> list[tuple[str, str]]:
    return [(moment(one.at, now), _event(one)) for one in timeline]


def _event(one: TimelineEntry) -> str:
    if office := one.details.get("to_whom"):
        return _("转给{office}").format(office=office)
    return label(EVENT, one.kind, expert=one.expert or one.who or "")


def turn(card: ProblemCard) -> str:
    """Whose turn it is, said to the asker."""
    if card.status is ProblemStatus.ASKED:
        return badge(_("轮到您：补充几样"), "violet", "edit_square")
    if card.ball is Ball.ASKER:
        return badge(_("轮到您：解决了没有"), "violet", "agriculture")
    if card.ball is Ball.BUREAU:
        return badge(label(WHO, card.status), "green", "assignment_ind")
    if card.status is ProblemStatus.UNCONFIRMED:
        return badge(_("没联系上您，先收起来了"), "gray", "inventory_2")
    return turn_badge(card.status, card.expert)


def waiting_for(view: ReceiptView) -> str:
    return label(NEXT_STEP, view.status, expert=view.expert or "") if view.status in NEXT_STEP else ""


def _who(view: ReceiptView, timeline: Sequence[TimelineEntry]) -> str:
    if view.status is ProblemStatus.HANDED_OVER:
        return plain(timeline[-1].details.get("to_whom") or _("别的单位"))
    if view.status in WHO:
        return plain(label(WHO, view.status, expert=view.expert or ""))
    return " · ".join(plain(part) for part in (view.expert, view.expert_unit) if part)


def call_link(number: str | None) -> str:
    """A number to tap; a masked one is only shown."""
    if not number:
        return ""
    return f"[:material/call: {phone(number)}](tel:{number})" if number.isdigit() else plain(number)
