"""另请一位专家看: the rule's proposal, one tap to ask, and both experts' words side by side."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.second_opinions import LateSecond, Opinion, SecondWanted
from data.services.second_opinions import SecondProposal, ask_second, stop_waiting
from pages.problems._loading import View
from pages.shared import state
from pages.shared.badges import time_badge
from pages.shared.components import badge_line, done, fact, heading, link, note
from pages.shared.formats import day, inside, moment, phone, plain
from pages.shared.guards import Screen
from pages.shared.ladder_words import counted


def wanted(rows: tuple[SecondWanted, ...]) -> None:
    """On the officer's day: which questions want one."""
    for one in rows:
        said = _("该另请一位专家看：{title}（{why}）").format(
            title=plain(one.title), why=counted(one.cause, one.count),
        )
        link(said, "problem", ":material/group_add:", id=one.problem_id)


def late(rows: tuple[LateSecond, ...], now: dt.datetime) -> None:
    """On the officer's day: who has not written in time."""
    for one in rows:
        said = _("可以另请一位：{expert}该在{moment}前写的意见还没写（{title}）").format(
            title=plain(one.title), expert=plain(one.expert), moment=inside(moment(one.due_at, now)),
        )
        link(said, "problem", ":material/alarm:", id=one.problem_id)


def asks(screen: Screen, view: View) -> None:
    """The rule's words, whom it proposes, and the tap that asks."""
    proposal = view.second
    if proposal is None:
        return
    with st.container(border=True, key="lead_second", gap="small"):
        why = counted(proposal.cause, proposal.count)
        st.markdown(":orange[:material/group_add:] " + _("按规则该另请一位专家看了：{why}").format(why=why))
        if proposal.expert_id is None:
            note(_("推荐里没有另一个单位、又不用回避的。可以往外请人。"))
            return
        st.markdown(f"**{plain(proposal.expert)}** &nbsp; :small[:gray[{plain(proposal.unit)}]]")
        note(_("推荐里另一个单位最靠前的一位。他看得到原话和照片，写完以前看不到头一位怎么说。"))
        if st.button(_("请这位看一看"), key="ask_second"):
            _ask(screen, view, proposal)


def _ask(screen: Screen, view: View, proposal: SecondProposal) -> None:
    if done(screen, lambda ctx: ask_second(ctx, view.page.id, proposal.expert_id or 0)):
        state.pick("toast", _("请了{expert}，在他的「我的活」里；要打的电话里也有").format(expert=proposal.expert))
        st.rerun()


def draw(screen: Screen, view: View) -> None:
    """Nothing where nobody was asked, or where the reader may not see it yet."""
    if not view.opinions:
        return
    heading(_("两位专家怎么说"))
    if screen.actor.role is not Role.EXPERT:
        note(_("各看各的：写完以前互相看不到。"))
    with st.grid(2, min_column_width=240, gap="small"):
        _first(view)
        for number, one in enumerate(view.opinions):
            _second(screen, view, one, number)


def _first(view: View) -> None:
    with st.container(border=True, key="card_first_words", gap="small", height="stretch"):
        note(_("头一位"))
        for visit in view.visits:
            who = plain(_("、").join(visit.experts))
            fact(f"{day(visit.service_day, view.today)} · {who}", plain(visit.advice))
        if not view.visits:
            st.markdown(_("还没有写。"))


def _second(screen: Screen, view: View, one: Opinion, number: int) -> None:
    request = one.request
    with st.container(border=True, key=f"card_second_words_{number}", gap="small", height="stretch"):
        note(_("另请的：{expert}，{unit}").format(expert=plain(one.expert), unit=plain(one.unit)))
        if request.given_at:
            fact(_("什么原因"), plain(request.found))
            fact(_("怎么处理"), plain(request.advice))
            note(moment(request.given_at, view.now))
            return
        st.markdown(_("{moment}请的，还没写。").format(moment=moment(request.asked_at, view.now)))
        badge_line(time_badge(request.due_at, view.now))
        if screen.actor.role is not Role.OFFICER:
            return
        if one.phone:
            st.markdown(f"[:material/call: {phone(one.phone)}](tel:{one.phone})")
        if st.button(_("不等了，另请"), key="stop_second", type="tertiary") and done(
            screen, lambda ctx: stop_waiting(ctx, view.page.id),
        ):
            st.rerun()
