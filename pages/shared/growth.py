"""How many people so far, month by month: one chart for a county and for a project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st
from babel.dates import format_date

from data.i18n import LOCALES, _, language, ngettext
from data.queries.closed_periods import Signed, closed_months
from data.queries.impact import Impact
from data.queries.impact_people import MonthPoint
from pages.shared import charts
from pages.shared.components import heading, note
from pages.shared.formats import month, number
from pages.shared.period_words import period_name
from pages.shared.table import table


def growth(found: Impact, closed: Sequence[Signed] = ()) -> None:
    """The line of people reached with its band; a project's runs from its first visit. `closed`: periods whose
    figures have been signed."""
    points, people = found.months, found.people.reached
    words = ngettext("{n} 人", "{n} 人", people.low).format(n=number(people.low))
    is_open = (found.scope.last_day + dt.timedelta(days=1)).month == found.scope.last_day.month
    end = (words, "" if people.is_exact else _("最多 {n}").format(n=number(people.high)))
    with st.container(border=True, height="stretch"):
        heading(_("受益的人还在增加吗"))
        figure = charts.growth(
            [format_date(point.month, "LLL", locale=LOCALES[language()]) for point in points],
            [point.people.low for point in points], [point.people.high for point in points], end, is_open=is_open,
        )
        alt = _("{month}起累计直接受益人数，到现在{n}人").format(month=month(points[0].month), n=number(people.low))
        charts.draw(figure, "impact_growth", alt)
        running = _("最后一个月还没过完，画成虚线，还会再长一点。") if is_open else ""
        about = _("累计，一人只算一次；浅色部分是还没认定的人和没有名字的人头。")
        note(f"{about} {running} {_signed_periods(closed, points)}")
        headings = [_("月"), _("累计受益（人）"), _("最多（人）"), _("当月服务人次")]
        rows = [[f"{one.month:%Y-%m}", one.people.low, one.people.high, one.contacts] for one in points]
        if closed:
            headings.append(_("结账"))
            signed = closed_months(closed)
            for row, one in zip(rows, points, strict=True):
                row.append(_("已结账") if one.month in signed else _("还没结账"))
        table(_("受益的人逐月"), headings, rows, "growth")


def _signed_periods(closed: Sequence[Signed], points: Sequence[MonthPoint]) -> str:
    """Which closed periods have months in the line; nothing where none has."""
    shown = {point.month for point in points}
    names = [period_name(one.first_day, one.last_day) for one in closed if closed_months([one]) & shown]
    if not names:
        return ""
    return _("{periods}已经结账；图上画的是现在的数，没结账的月份还会变。").format(periods=_("、").join(names))
