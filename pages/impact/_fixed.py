"""What is fixed, or will be, when a period is closed: all figures, by town and by project."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _
from data.queries.period_figures import PeriodFigures, people_of
from pages.shared.components import facts, note
from pages.shared.formats import number, plain
from pages.shared.period_words import figures, seasons, value_words


def draw(found: PeriodFigures, first_day: dt.date, last_day: dt.date) -> None:
    """The parts are folded away; they overlap and have no sum."""
    facts(figures(found))
    if found.outcomes:
        note(seasons(first_day, last_day))
    towns = [{_("苏木镇"): plain(one.name), _("直接受益（人）"): value_words(people_of(one))} for one in found.towns]
    projects = [
        {
            _("项目"): plain(row.name or _("不属于任何项目")), _("直接受益（人）"): value_words(row.people),
            _("服务人次"): number(row.contacts),
        }
        for row in found.projects
    ]
    for name, rows in ((_("按苏木镇"), towns), (_("按项目"), projects)):
        if rows:
            with st.expander(name, icon=":material/table:"):
                st.table(rows, border="horizontal", hide_index=True)
    if projects:
        note(_("一次服务可以算在几个项目里，所以各行不能相加。"))
