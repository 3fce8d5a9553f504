"""The parts of a place's page: what it is, who is there, what happened, how it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.places import PlaceLevel
from data.i18n import _, ngettext
from data.queries.place_page import Edited, PlacePage
from data.queries.place_preview import ChangeLine
from pages.places import _ledger, _map
from pages.places._words import FIELDS, population, value
from pages.shared.components import MARKS, badge, badge_line, fact, facts, heading, link, marked_list, note
from pages.shared.formats import day, moment, number, plain
from pages.shared.labels import PLACE_KIND, STATUS

CLOSE_KEY = "place_nearest"
SHOWN = 5


def head(page: PlacePage, *beside: str) -> None:
    row = page.row
    st.title(plain(row.name), anchor=False)
    states = []
    if row.now:
        states.append(badge(_("{day}起不再有").format(day=page.valid_to), "gray", "history"))
    elif row.lacks:
        states.append(badge(_map.missing(row), "orange", "help"))
    else:
        states.append(badge(_("资料齐全"), "green", "check_circle"))
    above = f"{plain(row.town)} · " if row.town else ""
    badge_line(*states, f":small[:gray[{above}{_(PLACE_KIND[row.kind])} · {row.code}]]", *beside)
    if row.now:
        link(_("现在是{place}").format(place=plain(row.now[1])), "place", ":material/arrow_forward:", code=row.now[0])


def what_it_is(page: PlacePage) -> None:
    heading(_("是什么"))
    rows = [
        (_("全称"), plain(page.official_name)), (_("英文名"), plain(page.name_en) or "–"),
        (_("人口"), population(page.row.population)),
    ]
    if page.row.level is PlaceLevel.TOWN:
        rows.append((_("嘎查村、社区"), number(page.villages)))
        tile = page.row.tile
        rows.append((_("示意图上"), _("第{row}行第{column}列").format(row=tile[0], column=tile[1]) if tile else "–"))
    if page.position:
        rows.append((_("经纬度"), f"{page.position[0]:.2f}, {page.position[1]:.2f}"))
    if page.valid_from:
        rows.append((_("从哪天起"), str(page.valid_from)))
    facts(rows, columns=3)
    if page.nearest:
        ways = [
            ngettext("{place}约{n}分钟", "{place}约{n}分钟", minutes).format(place=plain(name), n=minutes)
            for _code, name, minutes in page.nearest
        ]
        with st.container(key=CLOSE_KEY):
            fact(_("到附近的苏木镇，按直线估"), _("、").join(ways))


def who_is_there(page: PlacePage) -> None:
    heading(_("当时有谁") if page.row.now else _("有谁"))
    if page.row.now:
        note(_("下面是当时记在这里的，现在都归新的地方。"))
    facts([
        (_("农户、合作社、企业"), number(page.row.farms)), (_("登记的户"), number(page.households)),
        (_("登记的人"), number(page.row.people)), (_("常在这里的专家"), number(len(page.experts))),
    ])
    _experts(page.experts[:SHOWN])
    if page.experts[SHOWN:]:
        with st.expander(_("还有{n}位").format(n=len(page.experts) - SHOWN)):
            _experts(page.experts[SHOWN:])


def _experts(experts: Sequence[tuple[int, str]]) -> None:
    for expert_id, name in experts:
        link(plain(name), "expert", ":material/badge:", id=expert_id)


def what_happened(page: PlacePage, now: dt.datetime) -> None:
    heading(_("发生过什么"))
    note(_("{problems}件问题，{visits}次到访，下面的村都算在内").format(
        problems=number(page.problem_count), visits=number(page.visit_count),
    ))
    today = now.date()
    for problem in page.problems:
        words = f"{moment(problem.asked_at, now)} · {plain(problem.title)} · {_(STATUS[problem.status])}"
        link(f"{words} :small[:gray[{problem.number}]]", "problem", id=problem.id)
    for visit in page.visits:
        people = ngettext("到访，共 {n} 人次", "到访，共 {n} 人次", visit.contacts).format(n=number(visit.contacts))
        link(f"{day(visit.service_day, today)} · {people} :small[:gray[{visit.number}]]", "visit", id=visit.id)
    if not page.problem_count and not page.visit_count:
        note(_("一年到头没有人从这里问过，也没有专家来过。"))


def how_it_changed(page: PlacePage, changes: list[ChangeLine], now: dt.datetime) -> None:
    """Merges, splits, names, then edits with before and after."""
    heading(_("变动经过"))
    if not changes and not page.edits:
        note(_("没有变更过，也没有人改过资料。"))
    marked_list([_ledger.line(one) for one in changes], "place_changes")
    marked_list([_edit(one, now) for one in page.edits], "place_edits")


def _edit(edit: Edited, now: dt.datetime) -> str:
    steps = _("；").join(
        _("{label}：{before} → {after}").format(
            label=_(FIELDS[field]), before=plain(value(field, edit.before[field])), after=plain(value(field, after)),
        )
        for field, after in edit.after.items()
    )
    said = _("{who}改").format(who=plain(edit.who))
    return f"{MARKS['done']} {moment(edit.at, now)} &nbsp; {said}  \n{steps}"
