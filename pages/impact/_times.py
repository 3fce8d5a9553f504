"""办得多快: half of the questions within …, nine tenths within …, each with what it counts."""

from __future__ import annotations

import streamlit as st

from data.domain.step_times import FEWEST, Measure, Spread
from data.i18n import N_, _, ngettext
from data.queries.impact import Impact, data_version
from data.queries.impact_scope import ImpactScope
from data.services.clocks import calendar_of
from data.services.context import Context
from data.services.step_times import step_times
from pages.shared.components import heading, note
from pages.shared.formats import number
from pages.shared.guards import Screen

HOUR = 60

NAMES = {
    Measure.ASSIGN: (N_("派出去"), N_("从农户问，到派给第一位专家")),
    Measure.ANSWER: (N_("有人答应办"), N_("从农户问，到第一次有专家接下")),
    Measure.VISIT: (N_("到地里、回话"), N_("从农户问，到专家记下第一次服务")),
    Measure.SOLVE: (N_("办好"), N_("从农户问，到专家办完、农户说解决了")),
}


def draw(screen: Screen, found: Impact) -> None:
    with screen.reading() as ctx:
        times = _taken(ctx.runtime.settings.database_url, data_version(ctx), f"{ctx.today}", found.scope, ctx)
        day = calendar_of(ctx, found.scope.county).day_minutes
    heading(_("办得多快"))
    with st.grid(4, min_column_width=200, height="stretch"):
        for measure, one in times.items():
            _card(measure, one, day)
    note(_("只算上班时间，等农户补充、确认的时间不算；一个工作日是本旗县的{hours}小时。大数是中位数：一半的问题不超过它；九成：十件里九件不超过它。").format(
        hours=_plain(day / HOUR),
    ))


def _card(measure: Measure, one: Spread, day: float) -> None:
    name, sentence = NAMES[measure]
    with st.container(border=True, gap="xsmall", height="stretch"):
        if one.median is None or one.ninety is None:
            st.metric(_(name), "–")
            st.markdown(_("不足{n}件，不算").format(n=FEWEST))
        else:
            unit = day if one.median >= day else HOUR
            st.metric(_(name), in_words(one.median, unit))
            st.markdown(_("一半在它以内，九成在{time}以内").format(time=in_words(one.ninety, unit)))
        counted = ngettext("{n}件", "{n}件", one.count).format(n=number(one.count))
        note(f"{_(sentence)} · {counted}")


def in_words(minutes: float, unit: float) -> str:
    """2.2小时; 1.5个工作日 where `unit` is a day's minutes."""
    figure = _plain(minutes / unit)
    count = 1 if figure == "1" else 2
    if unit == HOUR:
        return ngettext("{n}小时", "{n}小时", count).format(n=figure)
    return ngettext("{n}个工作日", "{n}个工作日", count).format(n=figure)


def _plain(value: float) -> str:
    """1.5, 2: no decimal that says nothing."""
    return f"{value:.1f}".removesuffix(".0")


@st.cache_data(max_entries=300, show_spinner=False)
def _taken(database: str, version: int, day: str, scope: ImpactScope, _ctx: Context) -> dict[Measure, Spread]:
    """Reckoned anew only after a change in the county, or the next day."""
    return step_times(_ctx, scope)
