"""Badges that any record of the register may bear; empty where there is nothing to say."""

from __future__ import annotations

from data.i18n import _
from data.queries.register import RecordRow
from pages.shared.components import badge

HALF_KNOWN = 60  # percent


def out_of_use(row: RecordRow) -> str:
    return "" if row.is_active else badge(_("停用了"), "gray", "block")


def hardly_known(row: RecordRow) -> str:
    if row.completeness >= HALF_KNOWN:
        return ""
    return badge(_("资料{percent}%").format(percent=row.completeness), "orange", "help")
