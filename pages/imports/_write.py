"""写入: what would be written, all of it at once."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.imports import ImportPage
from data.services.imports.merging import merge
from pages.imports import _steps
from pages.shared import state
from pages.shared.components import MARKS, attempt, heading, marked_list, note
from pages.shared.formats import number
from pages.shared.guards import Screen

CERTAIN = "import_certain"


def draw(screen: Screen, page: ImportPage) -> None:
    counts = page.counts
    heading(_("这样写入"))
    rows = [
        ("plus", counts.new, _("{n}行是新的，各添一份")),
        ("plus", counts.known - counts.repeated, _("{n}行名册里已经有，只补那边空着的")),
        ("step", counts.repeated, _("{n}行以前导入过，不动")),
        ("now", counts.waiting, _("{n}行先放着，不写入")),
        ("minus", counts.rejected, _("{n}行要改，不写入")),
    ]
    marked_list([f"{MARKS[mark]} {words.format(n=number(n))}" for mark, n, words in rows if n], "import_summary")
    note(_("一共读到{n}行。写入是一次完成的，写入后整批可以撤回。").format(n=number(counts.read)))
    if counts.is_mostly_doubled:
        st.checkbox(_("看过了：多半是重的，还是要写入"), key=CERTAIN)
    with st.container(horizontal=True):
        ready = counts.accepted - counts.repeated
        label = ngettext("写入{n}行", "写入{n}行", ready).format(n=number(ready))
        if ready and st.button(label, type="primary", icon=":material/download_done:", key="import_merge"):
            send(screen, page)
        _steps.again_button(screen, page)
        _steps.back_button(page, "same" if counts.waiting or counts.decided else "rows")
        _steps.drop_button(screen, page)


def send(screen: Screen, page: ImportPage) -> None:
    """Merge, and say what came of it."""
    is_certain = bool(state.picked(CERTAIN))
    with st.spinner(_("正在写入")):
        merged = attempt(screen, lambda ctx: merge(ctx, page.id, page.version, is_certain=is_certain))
    if merged:
        said = ngettext("写入了：新添{n}份", "写入了：新添{n}份", merged.made).format(n=number(merged.made))
        state.pick("toast", said + _("，补了{n}份").format(n=number(merged.changed)) if merged.changed else said)
        st.rerun()
