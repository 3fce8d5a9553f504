"""Ways to narrow the list of agreements: running, over soon, without a scan."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select

from data.i18n import N_
from data.models.agreement import Agreement
from data.models.problem import StoredFile
from data.register.concept import Filter

SOON = dt.timedelta(days=60)


def is_running(today: dt.date) -> ColumnElement[bool]:
    return (Agreement.first_day <= today) & (Agreement.last_day >= today)


def is_over_soon(today: dt.date) -> ColumnElement[bool]:
    return Agreement.last_day.between(today, today + SOON)


def has_no_scan(_today: dt.date) -> ColumnElement[bool]:
    return ~select(StoredFile.id).where(StoredFile.agreement_id == Agreement.id).exists()


AGREEMENT_FILTERS = {
    "running": Filter(N_("期限内的"), is_running),
    "soon": Filter(N_("两个月内到期"), is_over_soon),
    "no_scan": Filter(N_("没有扫描件"), has_no_scan),
}
