"""Who works where on what: industries by town, and days of service from units to projects, towns and industries."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.impact_compare import Matrix, Stream
from pages.impact._table import table
from pages.shared import charts, charts_compare
from pages.shared.components import heading, marked_list, note
from pages.shared.formats import number, plain


def draw_matrix(found: Matrix) -> None:
    heading(_("各苏木镇在哪些产业上有人受益"), 3)
    if not found.industries:
        note(_("这段时间没有人受益。"))
        return
    figure = charts_compare.matrix(found.industries, found.towns, found.people)
    alt = _("产业和苏木镇的受益人数表，下面可以看表")
    with st.container(key="desk_matrix"):
        charts.draw(figure, "chart_matrix", alt)
    marked_list([
        ":green[:material/eco:] " + _("{town}：{industry}最多，{n} 人").format(
            town=plain(town), industry=plain(industry), n=number(people),
        )
        for town, industry, people in found.first_of_towns()
    ], "first_of_town")
    note(_("每格是直接受益人数；一人可以在几个产业受益，所以不能相加。点表示没有人受益。"))
    table(_("一镇一品"), (_("产业"), *found.towns), [
        (name, *row) for name, row in zip(found.industries, found.people, strict=True)
    ], "matrix")


def draw_flow(found: list[Stream]) -> None:
    heading(_("人才的服务天数去了哪里"), 3)
    if not found:
        note(_("这段时间没有服务记录。"))
        return
    others = (_("其他单位"), _("不属于任何项目"), "", _("没写产业"))
    nodes: dict[tuple[int, str], int] = {}
    links = []
    for stream in found:
        ends = [
            nodes.setdefault((layer, name or others[layer]), len(nodes))
            for layer, name in ((stream.layer, stream.source), (stream.layer + 1, stream.target))
        ]
        links.append((*ends, stream.days))
    with st.container(key="desk_flow"):
        note(_("派出单位 → 项目 → 苏木镇 → 产业"))
        figure = charts_compare.streams([name for _layer, name in nodes], [layer for layer, _name in nodes], links)
        charts.draw(figure, "chart_flow", _("服务天数从派出单位到项目、苏木镇、产业的流向，下面可以看表"))
    note(_("一位专家一天，在一个项目、一个苏木镇、一个产业算一份；同一天为两个项目服务，两条都算。人少的单位并在一起。"))
    names = {place: name for (_layer, name), place in nodes.items()}
    table(_("人才流向"), (_("从"), _("到"), _("服务天数")), [
        (names[one], names[other], days) for one, other, days in sorted(links, key=lambda link: -link[2])
    ], "flow")
