"""The three charts of the screen; a tile or a bar opens its rows, and so does the link under it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from data.i18n import N_, _
from data.queries.impact import Impact, definitions
from data.queries.impact_places import TownState, TownTile
from data.queries.impact_projects import ProjectRow
from data.queries.impact_scope import NO_PROJECT
from data.queries.outlines import has_outlines, outlines
from pages.impact._asked import Asked
from pages.shared import charts, charts_map
from pages.shared.components import heading, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import Screen, fragment
from pages.shared.table import table

STAGES = ("solved", "finished", "unconfirmed", "open")
LOOKS = {"tiles": N_("示意图"), "map": N_("地图轮廓")}
SPLITS = {"industry": N_("产业"), "project": N_("项目")}


def towns(screen: Screen, found: Impact, asked: Asked) -> None:
    with screen.reading() as ctx:
        has_map = has_outlines(ctx)
    with st.container(border=True, height="stretch"):
        heading(_("哪些地方还没有服务到"))
        look = st.segmented_control(
            _("怎么画"), list(LOOKS), default="tiles", format_func=lambda name: _(LOOKS[name]), required=True,
            label_visibility="collapsed", key="impact_look",
        ) if has_map else "tiles"
        town, about = _as_map(screen, found.towns) if look == "map" else _as_tiles(found.towns)
        if town:
            asked.open_detail(town=town)
        counted = _("直接受益人数。同一人在两地都受益，两处都算，所以各处相加大于全旗。未报：没交过记录，和 0 不同。")
        note(f"{about} {counted}")
        asked.way_on(_("按苏木镇看"), by="town")
        link(_("有需求、没有专家的，看专家覆盖"), "coverage", ":material/chevron_right:", icon_after=True)
        headings = _("苏木镇"), _("直接受益（人）"), _("最多（人）"), _("报没报")
        table(_("各苏木镇受益人数"), headings, [_town_row(town) for town in found.towns], "towns")


def _as_tiles(towns: Sequence[TownTile]) -> tuple[str | None, str]:
    """The town that was tapped, and words about the picture; none where the county has no schematic map."""
    placed = [town for town in towns if town.row and town.column]
    if len(placed) < 2:
        return None, ""
    figure = charts.tiles(_tiles(placed), _("北 ↑"), ridge_below=2)
    return charts.draw(figure, "impact_towns", _tiles_in_words(placed), selectable=True), _("方位为示意，不是地图。")


def _as_map(screen: Screen, towns: Sequence[TownTile]) -> tuple[str | None, str]:
    """As `_as_tiles`, in the county's own outlines, with the number under which they were approved."""
    with screen.reading() as ctx:
        kept = outlines(ctx)
    drawn = [town for town in towns if kept and town.code in kept.shapes]
    if kept is None or not drawn:
        return None, ""
    shapes = [
        charts_map.Shape(
            town.code, town.short_name, _tile_figure(town), _level(town, towns), kept.shapes[town.code],
            town.state is TownState.UNREPORTED,
        )
        for town in drawn
    ]
    about = [_("审图号：{number}。").format(number=plain(kept.approval_number))]
    if kept.lacking:
        about.append(_("没有轮廓的：{names}。").format(names=plain(_("、").join(kept.lacking))))
    figure = charts_map.outlines(shapes, _("北 ↑"))
    return charts.draw(figure, "impact_map", _tiles_in_words(drawn), selectable=True), " ".join(about)


@fragment
def bars(screen: Screen, found: Impact, asked: Asked) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            title = st.container(width="content")
            split = st.segmented_control(
                _("按什么分"), list(SPLITS), default="industry", format_func=lambda name: _(SPLITS[name]),
                required=True, label_visibility="collapsed", key="impact_split",
            )
        with title:
            heading(_("各项目让多少人受益") if split == "project" else _("各产业的问题解决了多少"))
        (_projects if split == "project" else _industries)(found, asked)


def _industries(found: Impact, asked: Asked) -> None:
    rows = [bar for bar in found.industries if bar.counts.shown]
    colours = charts.palette().stages
    parts = [
        charts.Segment(colour, [getattr(bar.counts, name) for bar in rows])
        for colour, name in zip(colours, STAGES, strict=True)
    ]
    names_of_stages = [definitions()[code].name for code in STAGES]
    _legend([(_(name), colour) for name, colour in zip(names_of_stages, colours, strict=True)], _("单位：件"))
    names = [bar.name or _("没写产业") for bar in rows]
    words = [f"{name} {bar.counts.solved}/{bar.counts.shown}" for name, bar in zip(names, rows, strict=True)]
    if rows:
        figure = charts.bars(names, [bar.code or "" for bar in rows], parts, [str(bar.counts.shown) for bar in rows])
        alt = _("各产业解决的件数和总件数：{words}").format(words=_("、").join(words))
        chosen = charts.draw(figure, "impact_industries", alt, selectable=True)
        if chosen:
            asked.open_detail(industry=chosen)
    note(_("这段时间提的问题，到现在怎样了；按提问的日子归月。"))
    asked.way_on(_("按产业看"), by="industry")
    table(_("各产业的问题"), (_("产业"), *(_(name) for name in names_of_stages)), [
        (name, *(getattr(bar.counts, stage) for stage in STAGES)) for name, bar in zip(names, rows, strict=True)
    ], "industries")


def _projects(found: Impact, asked: Asked) -> None:
    rows = found.projects
    names = [row.name if row.project_id else _("不属于任何项目") for row in rows]
    ends = [project_words(row) for row in rows]
    words = _("、").join(f"{name} {end}" for name, end in zip(names, ends, strict=True))
    if rows:
        dark, pale, *_rest = charts.palette().stages
        parts = [
            charts.Segment(dark, [row.people.low if row.project_id else 0 for row in rows]),
            charts.Segment(pale, [0 if row.project_id else row.people.low for row in rows]),
        ]
        figure = charts.named_bars(names, [str(row.project_id or NO_PROJECT) for row in rows], parts, ends)
        alt = _("各项目直接受益人数：{words}").format(words=words)
        chosen = charts.draw(figure, "impact_projects", alt, selectable=True)
        if chosen:
            asked.open_detail(project=chosen)
    note(_("一次到访可以算在几个项目里，一人也可以在几个项目受益，所以各项相加不等于总数。"))
    asked.way_on(_("按项目看"), by="project")
    headings = _("项目"), _("直接受益（人）"), _("最多（人）"), _("服务人次"), _("到访")
    table(_("各项目受益人数"), headings, [
        (name, row.people.low, row.people.high, row.contacts, row.visits) for name, row in zip(names, rows, strict=True)
    ], "projects_all")


def project_words(row: ProjectRow) -> str:
    return _("{people} 人 · {contacts} 人次").format(people=number(row.people.low), contacts=number(row.contacts))


def _legend(entries: list[tuple[str, str]], unit: str) -> None:
    squares = "".join(
        f'<span style="white-space:nowrap"><span style="color:{colour}">■</span> {escape(word)}</span>'
        for word, colour in entries
    )
    look = "display:flex;flex-wrap:wrap;gap:.125rem 1rem;font-size:.875rem"
    st.html(f'<div style="{look}">{squares}<span>{escape(unit)}</span></div>')


def _tiles(towns: Sequence[TownTile]) -> list[charts.Tile]:
    return [
        charts.Tile(
            town.code, town.row or 0, town.column or 0, town.short_name, _tile_figure(town), _level(town, towns),
            town.state is TownState.UNREPORTED,
        )
        for town in towns
    ]


def _level(town: TownTile, towns: Sequence[TownTile]) -> int | None:
    """0 to 4 in equal steps up to the most; None where nobody was reached."""
    most = max(one.people.low for one in towns)
    return -(-town.people.low * 5 // most) - 1 if town.people.low else None


def _town_row(town: TownTile) -> tuple[str, int | None, int | None, str]:
    if town.state is TownState.UNREPORTED:
        return town.name, None, None, _("未报")
    return town.name, town.people.low, town.people.high, _("报过")


def _tile_figure(town: TownTile) -> str:
    return _("未报") if town.state is TownState.UNREPORTED else number(town.people.low)


def _tiles_in_words(towns: Sequence[TownTile]) -> str:
    words = _("、").join(f"{town.short_name} {_tile_figure(town)}" for town in towns)
    return _("各苏木镇直接受益人数：{words}").format(words=words)
