"""A list that was merged or taken back: what it brought, and the way back or in again."""

from __future__ import annotations

import streamlit as st

from data.domain.imports import ListState
from data.i18n import N_, _, ngettext
from data.queries.imports import ImportPage
from data.services.imports.undoing import undo
from pages.imports import _rows, _same, _steps, _write
from pages.imports._history import figures
from pages.shared import state
from pages.shared.components import done, link, note
from pages.shared.formats import number
from pages.shared.guards import Screen

LISTS = {"experts": "experts", "farms": "farms", "projects": "projects", "problems": "problems"}

UNDOING = {
    "visits": N_("撤回后，这批服务记录作废，不再算数，编号留着。"
                 "要是有人已经动过其中哪一条，会告诉您是哪一条，不会撤一半。"),
    "problems": N_("撤回后，这批问题都关掉，编号和原话留着；跟着新添的农户停用，新添的人删掉，别处用上了的留着。"
                   "要是已经有人在办其中哪一件，会告诉您是哪一件，不会撤一半。"),
}
UNDOING_RECORDS = N_("撤回后名册和导入前一样。要是有人已经用上了其中哪一份，会告诉您是谁，不会撤一半。")
UNDONE = {"visits": N_("整批撤回了，这些服务记录都作废了"), "problems": N_("整批撤回了，这些问题都关掉了")}
UNDONE_RECORDS = N_("整批撤回了，名册和导入前一样")


def draw(screen: Screen, page: ImportPage) -> None:
    st.markdown(figures(page))
    if page.state is ListState.MERGED:
        _in_use(screen, page)
    elif page.state is ListState.UNDONE:
        _taken_back(screen, page)
    if page.state is ListState.MERGED and (page.counts.waiting or page.counts.pending):
        _left(screen, page)
    if page.counts.rejected:
        _rows.faults(screen, page)


def _in_use(screen: Screen, page: ImportPage) -> None:
    if page.kind in LISTS:
        link(_("去名册看看"), LISTS[page.kind], ":material/arrow_forward:")
    if page.kind == "people":
        _way_to_target(page)
    note(_(UNDOING.get(page.kind, UNDOING_RECORDS)))
    if st.button(_("整批撤回"), icon=":material/undo:", key="import_undo") and done(
        screen, lambda ctx: undo(ctx, page.id, page.version),
    ):
        state.pick("toast", _(UNDONE.get(page.kind, UNDONE_RECORDS)))
        st.rerun()


def _way_to_target(page: ImportPage) -> None:
    """Where the names are now, beside the register of people."""
    for target, words in (("visit", _("去这次培训看看")), ("project", _("去这个项目看看"))):
        if target in page.fills:
            link(words, target, ":material/arrow_forward:", id=page.fills[target])


def _left(screen: Screen, page: ImportPage) -> None:
    """Rows that waited can be decided later, and come in then."""
    _same.cards(screen, page)
    count = page.counts.pending
    label = ngettext("把认好的{n}行写进去", "把认好的{n}行写进去", count).format(n=number(count))
    if count and st.button(label, type="primary", key="import_merge_rest"):
        _write.send(screen, page)


def _taken_back(screen: Screen, page: ImportPage) -> None:
    note(_("每一行和您认过的都还在，可以重新写入。"))
    if st.button(_("重新核对，再写入"), type="primary", icon=":material/redo:", key="import_redo"):
        _steps.compare_again(screen, page, "write")
