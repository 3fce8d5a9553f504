"""Targets year by year beside what the records support; each figure with what it counts."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.works import ProjectFigures
from data.register.indicators import INDICATORS
from pages.shared.components import facts, heading, link, note
from pages.shared.formats import number
from pages.shared.labels import label
from pages.shared.register.record import RecordView


def draw(view: RecordView, figures: ProjectFigures) -> None:
    heading(_("到今天做到了多少"))
    with st.container(border=True, gap="small"):
        facts([
            (_("直接受益人数"), _people(figures)),
            (_("服务次数"), _("{n} 次").format(n=number(figures.visits))),
            (_("服务人次"), ngettext("{n} 人次", "{n} 人次", figures.contacts).format(n=number(figures.contacts))),
            (_("名单上的户"), ngettext("{n} 户", "{n} 户", figures.farms).format(n=number(figures.farms))),
        ], columns=2)
        note(_("从项目开始到今天。人数只算有签字名单或本人确认过的，一人只算一次；人次可以相加，不等于人数；在名单上不等于受益。"))
        link(_("一条一条看"), "impact-detail", ":material/arrow_forward:", project=view.page.id, period="all")
    heading(_("答应做到多少"))
    if not view.page.document["targets"]:
        note(_("还没有写目标。"))
        return
    st.table(
        [
            {
                _("哪一年"): str(row["year"]), _("指标"): label(INDICATORS, row["indicator"]),
                _("目标"): number(row["value"]),
            }
            for row in sorted(view.page.document["targets"], key=lambda row: (row["year"], row["indicator"]))
        ],
        border="horizontal", hide_index=True,
    )


def _people(figures: ProjectFigures) -> str:
    low, high = figures.people.low, figures.people.high
    shown = ngettext("{n} 人", "{n} 人", low).format(n=number(low))
    return shown if low == high else _("{people}，最多 {high}").format(people=shown, high=number(high))
