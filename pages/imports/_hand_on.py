"""Services of a time, in the columns that another platform wants: data of the county."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.i18n import _
from data.services.exchange_out import export_services
from pages.shared.components import heading, note
from pages.shared.formats import period
from pages.shared.guards import Screen
from pages.shared.register.exporting import download


def draw(screen: Screen, today: dt.date) -> None:
    heading(_("把服务记录交给别的平台"))
    note(_("按本旗县定好的列导出：服务对象、专家、日期、方式、评价、服务券号。别的平台要别的列，请管理员改旗县的设置文件。"))
    days = st.date_input(
        _("从哪天到哪天"), (today.replace(day=1), today), max_value=today, format="YYYY-MM-DD", key="hand_on_days",
    )
    if len(days) == 2:
        first, last = days
        download(
            screen, _("导出服务记录：{days}").format(days=period(first, last)), f"{first}_{last}.xlsx",
            lambda ctx: export_services(ctx, first, last), key="hand_on",
        )
