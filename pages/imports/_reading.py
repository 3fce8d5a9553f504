"""Reading a list that was received: in a process of its own, with the rows counted as they are read."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.imports import ImportPage
from data.services.imports.receiving import order_for, read_list
from data.services.imports.staging import compare, keep
from pages.imports import _steps
from pages.imports._columns import CORRECTED
from pages.shared import state
from pages.shared.components import attempt, attempt_reading, done
from pages.shared.formats import number
from pages.shared.guards import Screen


def draw(screen: Screen, page: ImportPage) -> None:
    """Read, compare, keep; then the first step. Whoever comes back to a list that was not read reads it then."""
    with st.status(_("正在读表"), expanded=False) as status:
        order = attempt(screen, lambda ctx: order_for(ctx, page.id))
        if order is None:
            return
        report = read_list(
            order, lambda rows: status.update(label=_("正在读表，读到{n}行").format(n=number(rows))),
        )
        status.update(label=_("和名册核对"))
        found = attempt_reading(screen, lambda ctx: compare(ctx, page.id, report))
    if found is not None and done(screen, lambda ctx: keep(ctx, page.id, found)):
        is_seen = state.drop(CORRECTED) == page.id and "refused" not in report
        _steps.go(page, "rows" if is_seen else "columns")
