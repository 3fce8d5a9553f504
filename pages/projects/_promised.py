"""What the records support of a project: people, evidence, places; and each target beside what was done."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.impact import Impact
from data.queries.outcomes import ProjectFigures, Promise
from data.register.indicators import INDICATORS
from pages.shared.components import facts, heading, link, note
from pages.shared.formats import number, share
from pages.shared.labels import label
from pages.shared.register.record import RecordView


def draw(view: RecordView, figures: ProjectFigures) -> None:
    heading(_("到今天做到了多少"))
    with st.container(border=True, gap="small"):
        facts(_facts(figures), columns=3)
        note(_("从项目开始到今天。人数只算有签字名单或本人确认过的，一人只算一次；人次可以相加，不等于人数；在名单上不等于受益。"))
        link(_("一条一条看"), "impact-detail", ":material/arrow_forward:", project=view.page.id, period="all")
    heading(_("答应做到多少"))
    if not figures.promises:
        note(_("还没有写目标。"))
        return
    st.table([_promise(one) for one in figures.promises], border="horizontal", hide_index=True)
    note(_("做到的按自然年算到今天，按同一套规则数出来；– 是记录里没有，不是0。"))


def _facts(figures: ProjectFigures) -> list[tuple[str, str]]:
    found, coverage = figures.impact, figures.impact.coverage
    evidence = found.people.evidence
    return [
        (_("直接受益人数"), _people(found)),
        (_("其中有签字名单"), share(evidence.listed, found.people.reached.low) if found.people.reached.low else "–"),
        (_("只有专家记录的人"), number(evidence.logged_only)),
        (_("服务人次"), ngettext("{n} 人次", "{n} 人次", found.contacts.gross).format(n=number(found.contacts.gross))),
        (_("服务次数"), _("{n} 次").format(n=number(found.visits))),
        (_("服务天数"), ngettext("{n} 天", "{n} 天", found.service_days).format(n=number(found.service_days))),
        (_("受益户数"), ngettext("{n} 户", "{n} 户", found.households).format(n=number(found.households))),
        (_("名单上的户"), ngettext("{n} 户", "{n} 户", figures.farms).format(n=number(figures.farms))),
        (_("有服务的嘎查村"), number(coverage.villages)),
    ]


def _people(found: Impact) -> str:
    low, high = found.people.reached.low, found.people.reached.high
    shown = ngettext("{n} 人", "{n} 人", low).format(n=number(low))
    return shown if low == high else _("{people}，最多 {high}").format(people=shown, high=number(high))


def _promise(one: Promise) -> dict[str, str]:
    done = "–" if one.done is None else number(one.done)
    percent = "–" if one.done is None or not one.target else f"{100 * one.done / one.target:.0f}%"
    return {
        _("哪一年"): str(one.year), _("指标"): label(INDICATORS, one.indicator), _("目标"): number(one.target),
        _("做到"): done, _("完成"): percent,
    }
