"""Like beside like: towns of one kind, projects of one industry, each between its two ends, the middle one marked."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.places import PlaceKind
from data.i18n import _
from data.queries.impact_peers import Measure, Peer, PeerClass, Peers
from pages.impact._asked import Asked, months_of
from pages.impact._evidence import capital
from pages.impact._opens import choose
from pages.shared import charts, charts_compare
from pages.shared.components import heading, marked_list, note
from pages.shared.formats import number, plain
from pages.shared.labels import PLACE_KIND
from pages.shared.table import table

DRAWN_FROM = 5  # fewer are said in words


def draw_peers(found: Peers, asked: Asked) -> None:
    heading(_("和同类的比：登记人口里有多少受益"), 3)
    if not found.towns:
        note(_("还没有登记苏木镇的人口，比不了。在「地方」里写上。"))
    for of_class in found.towns:
        _draw(of_class, _(PLACE_KIND[PlaceKind(of_class.name)]), asked, {})
    heading(_("和同类的比：{year}年每个受益的人花了多少钱").format(year=found.year), 3)
    if not found.projects:
        note(_("{year}年没有写了经费、又有人受益的项目。").format(year=found.year))
    for of_class in found.projects:
        year = months_of(dt.date(found.year, 1, 1), dt.date(found.year, 12, 1))
        _draw(of_class, of_class.name or _("没写产业"), asked, year)
    note(_("只在同类里比，按编号和名字排，不是名次；点是按最少的人数算的，线的另一头按最多的人数算。钱是当年的经费，不等于花在这些人身上的。"))
    choose(asked, _to_open(found), "peers")
    table(_("同类比"), (_("类"), _("谁"), _("从"), _("到"), _("同类中间的"), _("单位")), [
        (
            _name(of_class), one.name, _figure(of_class, one.low), _figure(of_class, one.high),
            _figure(of_class, of_class.median), _unit(of_class),
        )
        for of_class in (*found.towns, *found.projects) for one in of_class.peers
    ], "peers")


def _draw(of_class: PeerClass, name: str, asked: Asked, narrowed: dict[str, str]) -> None:
    if len(of_class.peers) == 1:
        st.markdown(_("**{name}**，只有一个，没有同类").format(name=plain(capital(name))))
    else:
        median = _value(of_class, of_class.median)
        st.markdown(_("**{name}**，中间的是{median}").format(name=plain(capital(name)), median=median))
    words = [_between(of_class, one) for one in of_class.peers]
    if len(of_class.peers) < DRAWN_FROM:
        marked_list([
            f":gray[:material/arrow_forward:] {plain(one.name)}  {plain(said)}"
            for one, said in zip(of_class.peers, words, strict=True)
        ], f"peers_{of_class.measure}_{of_class.name}")
    else:
        names = [one.name for one in of_class.peers]
        figure = charts_compare.ranges(
            names, [one.code for one in of_class.peers], [_ends(of_class, one) for one in of_class.peers], words,
            of_class.median,
        )
        alt = _("、").join(f"{one} {said}" for one, said in zip(names, words, strict=True))
        if chosen := charts.draw(figure, f"chart_{of_class.measure}_{of_class.name}", alt, selectable=True):
            asked.open_detail(**_narrowing(of_class, chosen), **narrowed)
    if of_class.left_out:
        note(_("没报过，或者人口、经费不知道，算不出来的：{names}").format(names=plain(_("、").join(of_class.left_out))))


def _to_open(found: Peers) -> list[tuple[str, dict[str, object]]]:
    year = months_of(dt.date(found.year, 1, 1), dt.date(found.year, 12, 1))
    return [
        (f"{one.name} {_between(of_class, one)}", {**_narrowing(of_class, one.code), **narrowed})
        for classes, narrowed in ((found.towns, {}), (found.projects, year))
        for of_class in classes for one in of_class.peers
    ]


def _narrowing(of_class: PeerClass, code: str) -> dict[str, object]:
    return {"town" if of_class.measure is Measure.SHARE else "project": code}


def _ends(of_class: PeerClass, one: Peer) -> tuple[float, float]:
    """The printed end first: people at least make the lowest share and the highest cost."""
    return (one.low, one.high) if of_class.measure is Measure.SHARE else (one.high, one.low)


def _between(of_class: PeerClass, one: Peer) -> str:
    low, high = _value(of_class, one.low), _value(of_class, one.high)
    if low == high:
        return low
    if of_class.measure is Measure.SHARE:
        return _("{low}—{high}").format(low=low, high=high)
    return _("每人 {low}—{high} 元").format(low=number(round(one.low)), high=number(round(one.high)))


def _figure(of_class: PeerClass, value: float) -> float:
    """As a table has it, in the unit of `_unit`."""
    return round(100 * value, 1) if of_class.measure is Measure.SHARE else round(value)


def _unit(of_class: PeerClass) -> str:
    return "%" if of_class.measure is Measure.SHARE else _("元")


def _value(of_class: PeerClass, value: float) -> str:
    if of_class.measure is Measure.SHARE:
        return f"{100 * value:.1f}%"
    return _("每人 {n} 元").format(n=number(round(value)))


def _name(of_class: PeerClass) -> str:
    if of_class.measure is Measure.SHARE:
        return _(PLACE_KIND[PlaceKind(of_class.name)])
    return of_class.name or _("没写产业")
