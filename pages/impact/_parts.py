"""The figure by town, industry, project or month: one line each, which leads to that part's own page."""

from __future__ import annotations

import streamlit as st

from data.domain.places import VILLAGE
from data.i18n import N_, _
from data.queries.impact import Impact
from data.queries.impact_people import Interval
from data.queries.impact_places import TownState, villages
from data.queries.impact_problems import ProblemCounts
from data.queries.impact_projects import ProjectRow
from data.queries.impact_scope import NO_PROJECT, PlacesAs
from pages.impact._asked import Asked, months_of
from pages.shared import state
from pages.shared.components import heading, link, note
from pages.shared.formats import month, number, plain
from pages.shared.guards import Screen, fragment
from pages.shared.impact_words import people_words

AXES = {"town": N_("苏木镇"), "village": N_("嘎查村"), "industry": N_("产业"), "project": N_("项目"), "month": N_("月")}


@fragment
def by_axis(screen: Screen, found: Impact, asked: Asked) -> None:
    wanted = state.word_in_address("by")
    axes = [axis for axis in AXES if not _is_narrowed(asked, axis)]
    if not axes:
        return
    heading(_("分开看"))
    axis = st.pills(
        _("按什么分"), axes, default=wanted if wanted in axes else axes[0], key="impact_axis", required=True,
        format_func=lambda name: _(AXES[name]), label_visibility="collapsed",
    )
    note(_("各项相加不等于总数，因为一人可以在几处、几个月、几个项目受益。件数和人次可以相加，项目除外。"))
    with st.container(border=True, gap="xsmall", key="rows_parts"):
        if axis == "village":
            _villages(screen, asked)
        else:
            {"town": _towns, "industry": _industries, "project": _projects, "month": _months}[axis](found, asked)


def _is_narrowed(asked: Asked, axis: str) -> bool:
    """A town may still be divided into its villages and a year into its months; a village and a month, into nothing."""
    if axis == "village":
        return asked.town is not None and len(asked.town) >= VILLAGE
    if axis == "month":
        return asked.since is not None and asked.since == asked.until
    return getattr(asked, axis) is not None


def _villages(screen: Screen, asked: Asked) -> None:
    """Those with people reached, each a link; the others by name, folded away."""
    with screen.reading() as ctx:
        rows = villages(ctx, asked.scope(ctx))
    for row in rows:
        if row.people.high:
            link(_line(f"{row.town} {row.name}", _between(row.people)), "impact-detail", **asked.query(town=row.code))
    empty = [row for row in rows if not row.people.high]
    if empty:
        with st.expander(_("没有服务到的 {n} 个").format(n=number(len(empty)))):
            for town in dict.fromkeys(row.town for row in empty):
                names = _("、").join(row.name for row in empty if row.town == town)
                st.markdown(_line(town, plain(names)))


def _towns(found: Impact, asked: Asked) -> None:
    for town in sorted(found.towns, key=lambda town: -town.people.low):
        if town.state is TownState.UNREPORTED:
            _without_link(town.name, _("未报"))
        else:
            link(_line(town.name, _between(town.people)), "impact-detail", **asked.query(town=town.code))
    if found.places_changed and asked.places:
        asked.way_on(_("按现在的苏木镇看"), by="town", places=None)
    elif found.places_changed:
        asked.way_on(_("苏木镇变过，按当时的看"), by="town", places=PlacesAs.THEN)


def _industries(found: Impact, asked: Asked) -> None:
    for bar in found.industries:
        words = _problems(bar.counts)
        if bar.code is None:
            _without_link(_("没写产业"), words)
        else:
            link(_line(bar.name, words), "impact-detail", **asked.query(industry=bar.code))


def _projects(found: Impact, asked: Asked) -> None:
    for row in found.projects:
        name = row.name if row.project_id else _("不属于任何项目")
        link(_line(name, _project(row)), "impact-detail", **asked.query(project=row.project_id or NO_PROJECT))


def _months(found: Impact, asked: Asked) -> None:
    for point in reversed(found.months):
        words = _("{contacts} 人次，累计 {people} 人").format(
            contacts=number(point.contacts), people=number(point.people.low),
        )
        link(_line(month(point.month), words), "impact-detail", **asked.query(**months_of(point.month, point.month)))


def _line(name: str, words: str) -> str:
    return _("{name}：{words}").format(name=plain(name), words=words)


def _without_link(name: str, words: str) -> None:
    st.markdown(f":small[{_line(name, words)}]")


def _between(people: Interval) -> str:
    if people.is_exact:
        return people_words(people.low)
    return _("{low} 人，最多 {high} 人").format(low=number(people.low), high=number(people.high))


def _problems(counts: ProblemCounts) -> str:
    words = _("农户确认解决 {solved} 件，等确认 {finished} 件，还在办 {open} 件").format(
        solved=counts.solved, finished=counts.finished, open=counts.open,
    )
    if counts.unconfirmed:
        words += _("，未确认结案 {n} 件").format(n=counts.unconfirmed)
    return words + (_("，转出 {n} 件").format(n=counts.handed_over) if counts.handed_over else "")


def _project(row: ProjectRow) -> str:
    words = _("{people} 人，{contacts} 人次，{visits} 次到访；其中 {shared} 人也在别的行里").format(
        people=number(row.people.low), contacts=number(row.contacts), visits=number(row.visits),
        shared=number(row.shared),
    )
    return words + (_("；名单上 {n} 户").format(n=row.farms) if row.farms else "")
