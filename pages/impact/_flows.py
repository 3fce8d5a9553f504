"""Who works where on what: industries by town, and days of service from units to projects, towns and industries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.i18n import N_, _, ngettext
from data.queries.impact_compare import Matrix
from data.queries.impact_flow import CARRIER, INDUSTRY, PROJECT, TOWN, UNIT, Node, Stream
from pages.impact._asked import Asked
from pages.impact._opens import choose
from pages.shared import charts, charts_compare
from pages.shared.components import heading, marked_list, note
from pages.shared.formats import number, plain
from pages.shared.impact_words import people_words
from pages.shared.table import table

NAMELESS = {
    UNIT: N_("其他单位"), PROJECT: N_("不属于任何项目"), CARRIER: N_("没有平台、基地"), INDUSTRY: N_("没写产业"),
}
NARROWS = {PROJECT: "project", TOWN: "town", INDUSTRY: "industry"}


def draw_matrix(found: Matrix, asked: Asked) -> None:
    heading(_("各苏木镇在哪些产业上有人受益"), 3)
    if not found.industries:
        note(_("这段时间没有人受益。"))
        return
    industries, towns = ([one.name for one in axis] for axis in (found.industries, found.towns))
    with st.container(key="desk_matrix"):
        keys = [[f"{town.code} {industry.code}" for town in found.towns] for industry in found.industries]
        figure = charts_compare.matrix(industries, towns, found.people, keys)
        alt = _("产业和苏木镇的受益人数表，下面可以看表")
        if chosen := charts.draw(figure, "chart_matrix", alt, selectable=True):
            asked.open_detail(**_field(*chosen.split()))
    marked_list([
        ":green[:material/eco:] " + _("{town}：{industry}最多，{n} 人").format(
            town=plain(town.name), industry=plain(industry.name), n=number(people),
        )
        for town, industry, people in found.first_of_towns()
    ], "first_of_town")
    choose(asked, [
        (f"{town.name} · {industry.name} {people_words(people)}", _field(town.code, industry.code))
        for town, industry, people in found.fields()
    ], "matrix")
    note(_("每格是直接受益人数；一人可以在几个产业受益，所以不能相加。点表示没有人受益。"))
    table(_("一镇一品"), (_("产业"), *towns), [
        (name, *row) for name, row in zip(industries, found.people, strict=True)
    ], "matrix")


def _field(town: str, industry: str) -> dict[str, object]:
    return {"town": town, "industry": industry, "rows": "reached"}


def draw_flow(found: list[Stream], asked: Asked) -> None:
    heading(_("人才的服务天数去了哪里"), 3)
    if not found:
        note(_("这段时间没有服务记录。"))
        return
    places: dict[Node, int] = {}
    links = [
        (*(places.setdefault(node, len(places)) for node in (stream.source, stream.target)), stream.days)
        for stream in found
    ]
    with st.container(key="desk_flow"):
        note(_("派出单位 → 项目 → 平台、基地 → 苏木镇 → 产业"))
        figure = charts_compare.streams([_name(node) for node in places], [node.layer for node in places], links)
        charts.draw(figure, "chart_flow", _("服务天数从派出单位到项目、平台和基地、苏木镇、产业的流向，下面可以看表"))
    choose(asked, _to_open(found), "flow")
    note(_(
        "一位专家一天，在一个项目、一个苏木镇、一个产业算一份；同一天为两个项目服务，两条都算。"
        "项目在那里有基地的，经过基地；没有的，经过项目的平台。人少的单位并在一起。"
    ))
    table(_("人才流向"), (_("从"), _("到"), _("服务天数")), [
        (_name(one.source), _name(one.target), one.days) for one in sorted(found, key=lambda one: -one.days)
    ], "flow")


def _name(node: Node) -> str:
    return node.name or _(NAMELESS[node.layer])


def _to_open(found: Sequence[Stream]) -> list[tuple[str, dict[str, object]]]:
    """Projects, towns and industries with their days, most first within each."""
    days: Counter[Node] = Counter()
    for stream in found:
        days[stream.target] += stream.days
    nodes = sorted((node for node in days if node.code), key=lambda node: (node.layer, -days[node]))
    return [
        (
            ngettext("{name} {n} 天", "{name} {n} 天", days[node]).format(name=_name(node), n=number(days[node])),
            {NARROWS[node.layer]: node.code},
        )
        for node in nodes
    ]
