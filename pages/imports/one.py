"""One list on its way in: one step at a time, and what became of it."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.imports import ListState
from data.domain.roles import Role
from data.i18n import _
from data.queries.imports import import_page
from pages.imports import _columns, _merged, _reading, _rows, _same, _steps, _write
from pages.shared import state
from pages.shared.components import dead_end, link, told_once
from pages.shared.formats import plain
from pages.shared.guards import require

STEPS = {"columns": _columns.draw, "rows": _rows.draw, "same": _same.draw, "write": _write.draw}

screen = require(Role.OFFICER)

try:
    with screen.reading() as ctx:
        page, now = import_page(ctx, state.number_in_address("id") or 0), ctx.now
except AppError as error:
    dead_end(screen, error)
link(_("导入"), "imports", ":material/arrow_back:")
st.title(plain(page.file_name), anchor=False)
told_once()
_steps.head(page, now)
if page.state is ListState.UPLOADED:
    _reading.draw(screen, page)
elif page.state is ListState.STAGED:
    step = state.word_in_address("step") or "columns"
    _steps.line(step)
    STEPS.get(step, _columns.draw)(screen, page)
elif page.state is ListState.REFUSED:
    _steps.line("columns")
    _columns.draw(screen, page)
else:
    _merged.draw(screen, page)
