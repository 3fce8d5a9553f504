"""Two periods in words; projects side by side; whom several projects reached. Never an order of merit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.i18n import N_, _, ngettext
from data.queries.impact import definitions
from data.queries.impact_changes import Change, Changes
from data.queries.impact_compare import Overlap, ProjectCompared, ProjectsOfYear
from pages.impact._asked import Asked, months_of
from pages.impact._opens import choose
from pages.shared import charts, charts_compare
from pages.shared.components import heading, marked_list, note
from pages.shared.formats import number, period, plain
from pages.shared.impact_words import people_words
from pages.shared.table import table

WORDS_OF = {
    "people": N_("直接受益 {now} 人"), "contacts": N_("服务人次 {now}"), "training_contacts": N_("其中培训 {now} 人次"),
    "households": N_("受益 {now} 户"), "villages": N_("有服务的嘎查村 {now} 个"),
}
PERCENT = 100
PAIRS_SAID = 3


# -- two periods --------------------------------------------------------------------------------------------


def draw_changes(found: Changes, asked: Asked) -> None:
    heading(_("和上一个同样长的时期比"), 3)
    lines = [f":gray[:material/{_icon(one)}:] {_change(one)}" for one in found.figures]
    if found.came:
        names = plain(_("、").join(found.came))
        lines.append(_(":green[:material/add_location:] 新服务到：{names}").format(names=names))
    if found.gone:
        lines.append(_(":orange[:material/wrong_location:] 上期有、这期没有人受益：{names}").format(
            names=plain(_("、").join(found.gone)),
        ))
    marked_list(lines, "changes")
    note(_("上期是{period}。").format(period=period(found.first_day, found.last_day)))
    if found.is_running:
        note(_("这个月还没过完，这期会再长一点。"))
    asked.way_on(_("看这期的到访和人"))
    asked.way_on(_("看上期的到访和人"), **months_of(found.first_day, found.last_day))
    headings = (_("指标"), _("这期"), _("上期"), _("差"))
    rows = [(_(definitions()[one.code].name), one.now, one.before, one.now - one.before) for one in found.figures]
    table(_("和上期比"), headings, rows, "changes")


def _icon(one: Change) -> str:
    return "trending_up" if one.now > one.before else "trending_down" if one.now < one.before else "trending_flat"


def _change(one: Change) -> str:
    words = _(WORDS_OF[one.code]).format(now=number(one.now))
    difference = one.now - one.before
    if not difference:
        return _("{words}，和上期一样").format(words=words)
    pattern = _("{words}，比上期多 {n}") if difference > 0 else _("{words}，比上期少 {n}")
    said = pattern.format(words=words, n=number(abs(difference)))
    if one.share is None:
        return said
    return _("{said}（{percent}%）").format(said=said, percent=f"{PERCENT * one.share:+.0f}")


# -- projects -----------------------------------------------------------------------------------------------


def draw_projects(of_year: ProjectsOfYear, asked: Asked) -> None:
    year, found = of_year.year, of_year.rows
    heading(_("{year}年各项目：目标和做到的").format(year=year), 3)
    if not found:
        note(_("{year}年没有项目有服务，也没有写目标。").format(year=year))
        return
    dark, pale, *_rest = charts.palette().stages
    missing = [max((row.target or 0) - row.people.low, 0) for row in found]
    parts = [charts.Segment(dark, [row.people.low for row in found]), charts.Segment(pale, missing)]
    ends = [_end(row) for row in found]
    names = [row.name for row in found]
    words = _("、").join(f"{name} {end}" for name, end in zip(names, ends, strict=True))
    alt = _("各项目{year}年直接受益人数和目标：{words}").format(year=year, words=words)
    figure = charts.named_bars(names, [str(row.project_id) for row in found], parts, ends)
    whole_year = months_of(dt.date(year, 1, 1), dt.date(year, 12, 1))
    if chosen := charts.draw(figure, "chart_projects", alt, selectable=True):
        asked.open_detail(project=chosen, **whole_year)
    choose(asked, [
        (f"{name} {end}", {"project": row.project_id, **whole_year})
        for name, end, row in zip(names, ends, found, strict=True)
    ], "projects")
    note(_("深色是做到的，浅色是离目标还差的。按产业和名字排，不是名次；钱和人只在同一产业的项目之间比。"))
    for row in found:
        if row.is_odd:
            st.markdown(f":orange[:material/help: {plain(_odd(row, year))}]")
    _project_table(found, year)


def _end(row: ProjectCompared) -> str:
    if row.target is None:
        return people_words(row.people.low)
    return _("{people} / {target} 人").format(people=number(row.people.low), target=number(row.target))


def _odd(row: ProjectCompared, year: int) -> str:
    if not row.people.low:
        return _("{name}：写了目标，{year}年没有人受益").format(name=row.name, year=year)
    return _("{name}：做到目标的 {percent}%，目标是不是定低了").format(
        name=row.name, percent=f"{PERCENT * (row.share or 0):.0f}",
    )


def _project_table(found: Sequence[ProjectCompared], year: int) -> None:
    headings = (
        _("项目"), _("产业"), _("目标（人）"), _("直接受益（人）"), _("最多（人）"), _("服务人次"), _("到访"),
        _("也在别的项目（人）"), _("{year}年经费（元）").format(year=year), _("每人（元）"),
    )
    rows = [
        (
            row.name, row.industry, row.target, row.people.low, row.people.high, row.contacts, row.visits, row.shared,
            row.yuan, None if row.yuan_per_person is None else round(row.yuan_per_person),
        )
        for row in found
    ]
    table(_("项目对照"), headings, rows, "projects")


# -- overlap ------------------------------------------------------------------------------------------------


def draw_overlap(found: Overlap, asked: Asked) -> None:
    heading(_("哪些项目服务的是同一些人"), 3)
    if len(found.projects) < 2:
        note(_("这段时间只有一个项目有人受益，没有重叠。"))
        return
    lines = [
        ngettext(
            ":gray[:material/join_inner:] {one} 和 {other}：{n} 人两边都受益",
            ":gray[:material/join_inner:] {one} 和 {other}：{n} 人两边都受益", count,
        ).format(one=plain(one.name), other=plain(other.name), n=number(count))
        for one, other, count in found.pairs()[:PAIRS_SAID]
    ]
    marked_list(lines or [_("没有人在两个项目里受益。")], "overlaps")
    numbered = [f"{place} {project.name}" for place, project in enumerate(found.projects, 1)]
    with st.container(key="desk_overlap"):
        keys = [[f"{one.code} {other.code}" for other in found.projects] for one in found.projects]
        figure = charts_compare.matrix(
            numbered, [str(place) for place in range(1, len(numbered) + 1)], found.counts, keys,
        )
        alt = _("项目两两重叠的人数，对角线上是各项目自己的人数")
        if chosen := charts.draw(figure, "chart_overlap", alt, selectable=True):
            asked.open_detail(**_both(*chosen.split()))
    choose(asked, [
        (f"{one.name} + {other.name} {people_words(count)}", _both(one.code, other.code))
        for one, other, count in found.pairs()
    ], "overlap")
    note(_("每格是两个项目都服务到的人，对角线是项目自己的人；一人在几个项目里，几格都算，所以不能相加。"))
    note(_("没认定是不是同一人的，这里按两个人算，所以对角线是有名字的人最多有多少，可能比别处的「最少」大。"))
    headings = (_("项目"), *(str(place) for place in range(1, len(numbered) + 1)))
    rows = [(name, *row) for name, row in zip(numbered, found.counts, strict=True)]
    table(_("项目重叠"), headings, rows, "overlap")


def _both(one: str, other: str) -> dict[str, object]:
    """People of both projects; of one, its own."""
    return {"project": one, "also": other if other != one else None, "rows": "reached"}
