"""The parts of one unit's page."""

from __future__ import annotations

import streamlit as st

from data.domain.register import FarmKind
from data.domain.roles import Role
from data.i18n import _, ngettext
from data.register.farm import BASICS, CHECK, FARM, KINDS, TIES, TRADE
from pages.farms._cards import states
from pages.farms._loading import View
from pages.farms._look import FARMS
from pages.problems import _cards as problem_cards
from pages.shared.badges import small
from pages.shared.components import badge_line, demonstration_badge, fact, facts, heading, link, note
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen
from pages.shared.register import checking, lifecycle
from pages.shared.register import facts as record
from pages.shared.register.record import title_line
from pages.visits import _visit_list


def head(screen: Screen, view: View) -> None:
    page, document = view.page, view.page.document
    title_line(FARMS, page, has_list=screen.actor.role is not Role.COOPERATIVE)
    badge_line(
        *states(page), record.gaps(page),
        small(_(KINDS[FarmKind(document["kind"])]), view.codes["place"].get(document["place_code"])),
        demonstration_badge() if screen.county.is_demonstration else "",
    )
    with st.container(horizontal=True, gap="small"):
        checking.button(page)
        lifecycle.button(page)
    checking.answer(screen, FARM, page)


def facts_of(view: View) -> None:
    record.draw(FARM, view.page, view.codes, (BASICS, TRADE, TIES, CHECK))
    if view.record.projects:
        fact(_("在哪些项目里"), plain(_("、").join(name for _id, name in view.record.projects)))
    if view.record.households:
        note(ngettext("{n}户社员有自己的档案", "{n}户社员有自己的档案", len(view.record.households)).format(
            n=number(len(view.record.households)),
        ))
        for farm_id, name in view.record.households:
            link(plain(name), "farm", ":material/agriculture:", id=farm_id)
    record.age(view.page.changed_at, view.today)


def figures(view: View) -> None:
    shown = view.record.figures
    heading(_("问过的和来过的"))
    with st.container(border=True, gap="small"):
        facts([
            (_("在办"), ngettext("{n}件", "{n}件", shown.open).format(n=number(shown.open))),
            (_("问过"), ngettext("{n}件", "{n}件", shown.asked).format(n=number(shown.asked))),
            (_("有名字的人"), ngettext("{n}位", "{n}位", shown.members).format(n=number(shown.members))),
            (_("最近一次"), day(shown.last_day, view.today) if shown.last_day else "–"),
        ], columns=2)


def cases(view: View) -> None:
    heading(_("问过的事"))
    problem_cards.draw(view.record.cases, view.now)
    if not view.record.cases:
        note(_("还没有问过。"))


def visits(view: View) -> None:
    if view.record.visits:
        _visit_list.draw(view.record.visits, view.today)
    else:
        note(_("还没有专家来过。"))
