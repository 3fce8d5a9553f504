"""How many days a year are asked for, could be served, and do not hang on one person; by town, industry, month."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.domain.coverage import DAYS_A_MONTH, REACH_MINUTES
from data.i18n import N_, _
from data.services.coverage import County, Sum
from pages.shared.components import heading, note
from pages.shared.coverage_words import Words, days, three_sums
from pages.shared.formats import plain

AXES = {"town": N_("苏木镇"), "industry": N_("产业"), "month": N_("月")}


def numbers(county: County) -> None:
    each = days(county.inputs.days_per_case)
    asked = _("最近一年的问题，少的地方参照旁边的苏木镇和前后月份；一件平均{d}天").format(d=each)
    able = _("名册上会这一行、{minutes}分钟以内、那个月有空；没写上限的按每月{n}天").format(
        minutes=REACH_MINUTES, n=DAYS_A_MONTH,
    )
    firm = _("一块地方的一样活，一个人最多算一半：走了一位，还有人接得上")
    meanings = [asked, able, firm]
    with st.grid(3, min_column_width=220, gap="small"):
        for place, ((name, amount), meaning) in enumerate(zip(three_sums(county.total), meanings, strict=True)):
            with st.container(border=True, key=f"number_{place}", gap="xxsmall", height="stretch"):
                st.metric(name, amount)
                note(meaning)


def tables(county: County, words: Words) -> None:
    heading(_("分开看"))
    axis = st.pills(
        _("按什么分"), list(AXES), default="town", key="coverage_axis", required=True,
        format_func=lambda name: _(AXES[name]), label_visibility="collapsed",
    )
    rows: Mapping[str, Sum] = {
        "town": {words.town(code): one for code, one in county.by_town.items()},
        "industry": {words.industry(code): one for code, one in county.by_industry.items()},
        "month": {_("{n}月").format(n=month): one for month, one in county.by_month.items()},
    }[axis]
    st.table(
        {
            _(AXES[axis]): [plain(name) for name in rows],
            _("要跑"): [days(one.demand) for one in rows.values()],
            _("能去"): [days(one.served) for one in rows.values()],
            _("稳当"): [days(one.firm) for one in rows.values()],
        },
        border="horizontal", hide_index=True,
    )
    note(_("单位：天。每位专家的一天只算一次。"))
