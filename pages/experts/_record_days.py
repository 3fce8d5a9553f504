"""Which days a service record covers."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.errors import InvalidInput
from data.domain.service_record import YEARS_MAX, check_record_days
from data.i18n import _
from pages.shared.components import show_error

Days = tuple[dt.date, dt.date]
OWN_DAYS = 0


def choose(today: dt.date) -> Days | None:
    """This year so far, a year before, or other days; None until both are chosen and allowed."""
    years = [today.year - back for back in range(YEARS_MAX)]
    year = st.pills(
        _("哪段时间"), [*years, OWN_DAYS], default=years[0], required=True, key="record_year", format_func=_name,
    )
    if year != OWN_DAYS:
        return dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)
    left, right = st.columns(2)
    with left:
        first = st.date_input(_("第一天"), None, max_value=today, format="YYYY-MM-DD", key="record_first")
    with right:
        last = st.date_input(_("最后一天"), today, max_value=today, format="YYYY-MM-DD", key="record_last")
    return _checked(first, last, today) if first and last else None


def _name(year: int) -> str:
    return _("自己选日子") if year == OWN_DAYS else str(year)


def _checked(first: dt.date, last: dt.date, today: dt.date) -> Days | None:
    try:
        check_record_days(first, last, today)
    except InvalidInput as error:
        show_error(error)
        return None
    return first, last
