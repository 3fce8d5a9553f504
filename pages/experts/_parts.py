"""The parts of one expert's page."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.register.expert import AWAY, BASICS, CHECK, EXPERT, KINDS, PAPERS, POSTINGS, REACH, SKILLS, TEAM, TITLES
from pages.experts import _away
from pages.experts._cards import expired, states
from pages.experts._loading import View
from pages.experts._look import EXPERTS
from pages.problems import _cards as problem_cards
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, demonstration_badge, fact, facts, heading, link, note
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen
from pages.shared.labels import label
from pages.shared.offer_words import offers_in_words
from pages.shared.register import checking, lifecycle
from pages.shared.register import facts as record
from pages.shared.register.record import title_line

IN_THE_HEAD = ("name", "kind", "title", "unit", "subject")


def head(screen: Screen, view: View) -> None:
    page, document = view.page, view.page.document
    title_line(EXPERTS, page, has_list=screen.actor.role is not Role.EXPERT)
    badge_line(
        *states(page, view.record.figures, view.today), record.gaps(page),
        small(label(KINDS, document["kind"]), label(TITLES, document["title"]), document["subject"], document["unit"]),
        demonstration_badge() if screen.county.is_demonstration else "",
    )
    with st.container(horizontal=True, gap="small"):
        _away.button(view)
        checking.button(page)
        lifecycle.button(page)
        if screen.actor.role is Role.OFFICER:
            link(_("能派哪件？"), "can-take", ":material/rule:", expert=page.id)
        if view.may_issue_record:
            link(_("服务记录"), "service-record", ":material/verified:", expert=page.id)
    checking.answer(screen, EXPERT, page)


def reach(view: View) -> None:
    """How to reach the expert, where and when; papers, team, and when the record was checked."""
    heading(_("怎么找到"))
    record.draw_together(EXPERT, view.page, view.codes, (BASICS, REACH, CHECK), IN_THE_HEAD)
    record.draw(EXPERT, view.page, view.codes, (AWAY, POSTINGS, PAPERS, TEAM), IN_THE_HEAD)
    if expired(view.page, view.today):
        note(_("执照过期的，处方用药的问题不再派给。"))
    for team_id, name in view.record.teams:
        link(_("在团队：{name}").format(name=plain(name)), "expert", ":material/groups:", id=team_id)
    record.age(view.page.changed_at, view.today)


def work(view: View) -> None:
    heading(_("手上和做过的"))
    figures, (days, visits, contacts) = view.record.figures, view.record.service
    last = day(figures.last_day, view.today) if figures.last_day else "–"
    with st.container(border=True, gap="small"):
        facts([
            (_("手上"), _("{open}件，最多{most}件").format(open=figures.open, most=view.page.document["max_open"])),
            (_("农户确认解决"), ngettext("{n}件", "{n}件", figures.solved).format(n=number(figures.solved))),
            (_("最近一次"), last),
            (_("一年服务"), ngettext("{n} 天", "{n} 天", days).format(n=number(days))),
        ], columns=2)
        note(_("近365天{visits}次到访、{contacts}人次。天数是出去或答复过的不同日子；人次是每次在场的人相加，不等于人数。")
             .format(visits=number(visits), contacts=number(contacts)))
    note(offers_in_words(view.record.offers))
    if view.record.platforms:
        fact(_("驻在平台"), plain(_("、").join(view.record.platforms)))


def declared(view: View) -> None:
    record.draw(EXPERT, view.page, view.codes, (SKILLS,), IN_THE_HEAD)


def shown(view: View) -> None:
    """What solved cases show, apart from what was declared."""
    heading(_("专长，办出来的"))
    shown = view.record.shown
    lines = [
        (_("办过的事"), shown.problem_types), (_("产业"), shown.industries), (_("种的、养的"), shown.crops),
    ]
    for about, counted in lines:
        if counted:
            with st.container(gap=None):
                note(about)
                badge_line(*(badge(f"{plain(name)} {count}", "gray") for name, count in counted))
    if shown.undeclared:
        kinds = _("、").join(shown.undeclared)
        told = _("办成过几件、自报里没写的：{kinds}。问问本人，要不要写上。").format(kinds=kinds)
        st.markdown(f":orange[:material/difference:] {plain(told)}")
    if shown.unshown:
        told = _("自报了、还没办成过的：{kinds}。").format(kinds=_("、").join(shown.unshown))
        st.markdown(f":gray[:material/difference:] {plain(told)}")
    if not shown.problem_types:
        note(_("还没有农户确认解决的问题。"))
    note(_("只数农户确认解决了的；自报的在旁边另列。"))


def cases(view: View) -> None:
    heading(_("办过的问题"))
    problem_cards.draw(view.record.cases, view.now)
    if not view.record.cases:
        note(_("还没有派给过问题，或者不归您看。"))
