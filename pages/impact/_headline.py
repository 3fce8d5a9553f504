"""The top of the screen: how many people, between what, how sure; beside what is being said; four key numbers."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _
from data.queries.impact import Impact, definitions
from pages.impact import _evidence
from pages.impact._asked import Asked
from pages.shared.components import badge_line, demonstration_badge, heading, link, note
from pages.shared.formats import inside, moment, number, period, plain
from pages.shared.impact_words import definition, of_population, people_words, quoted


def about(found: Impact, now: dt.datetime, *narrowed: str) -> None:
    """Place, period, and up to when: one line under the title."""
    days = period(found.months[0].month, found.scope.last_day)
    as_of = _("数据到{moment}").format(moment=inside(moment(now, now)))
    words = " · ".join(plain(part) for part in (found.place, *narrowed, days, as_of) if part)
    badge_line(f":small[{words}]", "&nbsp;" + demonstration_badge() if found.is_demonstration else "")


def between(found: Impact) -> str:
    """最少902，最多1,345; in words when nothing is open."""
    people = found.people.reached
    if people.is_exact:
        return _("没有还没认定的人")
    return _("最少 {low}，最多 **{high}**").format(low=number(people.low), high=number(people.high))


def hero(found: Impact, asked: Asked, *, decides: bool) -> None:
    """`decides`: the reader may say who is the same person, and is led there when that is open."""
    with st.container(border=True, key="panel_people"), st.container(key="split_people"):
        left, right = st.columns([5, 8], gap="medium")
    with left, st.container(key="hero_people", gap="xsmall"):
        name = definitions()["people"].name
        st.metric(_(name), people_words(found.people.reached.low))
        st.markdown(between(found))
        note(f"{definition(found)} {of_population(found)}")
        if decides and found.people.undecided:
            link(_("去认"), "same-person", ":material/group:")
    with right:
        heading(_("这个数有多可靠"))
        _evidence.bar(found.people.evidence)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            note(beside_the_claim(found))
            if st.button(_("差在哪"), icon=":material/help:", key="impact_why"):
                asked.open_detail()


def beside_the_claim(found: Impact) -> str:
    """对外常说…，记录能支持的是…"""
    people = found.people.reached
    supported = number(people.low) if people.is_exact else _("{low} 到 {high}").format(
        low=number(people.low), high=number(people.high),
    )
    if found.claim is None or "people" not in found.claim.figures:
        return _("记录能支持的是 {supported} 人").format(supported=supported)
    return _("对外常说「受益 {claimed}」，记录能支持的是 {supported} 人").format(
        claimed=quoted(found.claim), supported=supported,
    )


def key_numbers(found: Impact, asked: Asked) -> None:
    """Four figures, each with its definition and a way to its rows."""
    problems, coverage = found.problems, found.coverage
    gross, households = number(found.contacts.gross), number(found.households)
    solved = _("{n} 件").format(n=number(problems.solved))
    by_experts = problems.solved + problems.finished + problems.unconfirmed
    finished = _("农户自己说解决了；专家办结 {n} 件").format(n=number(by_experts))
    villages = _("至少有一人受益；嘎查村 {n} / {of} 个").format(n=coverage.villages, of=coverage.of_villages)
    # Pairs, so that four cards wrap two by two and never three and one.
    with st.grid(2, min_column_width=300):
        with st.grid(2, min_column_width=130, height="stretch"):
            _card("contacts", gross, _("每人每次服务算一次，可以相加"), _("看到访"), asked, rows="visits")
            _card("households", households, _("受益的人所在的户，一户只算一次"), _("看人"), asked, rows="reached")
        with st.grid(2, min_column_width=130, height="stretch"):
            _card("solved", solved, finished, _("看问题"), asked, rows="problems")
            _card("towns", f"{coverage.towns} / {coverage.of_towns}", villages, _("按苏木镇看"), asked, by="town")


def _card(code: str, value: str, sentence: str, way_on: str, asked: Asked, **where: str) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        name = definitions()[code].name
        st.metric(_(name), value)
        note(sentence)
        st.space("stretch")
        asked.way_on(way_on, **where)
